"""The ways to Sally over HTTP: one file per channel, named in config.yml."""
