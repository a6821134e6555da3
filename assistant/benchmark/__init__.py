"""Measuring Sally: `sally bench …`. Figures are medians of one run; compare within one run, machines are noisy."""
