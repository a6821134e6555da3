"""Sally: the shop's own voice."""
