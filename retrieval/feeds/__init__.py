"""Where catalogues come from: one file per format."""
