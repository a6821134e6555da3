"""What Sally can do in the shop: one file per action, and the shop's own rules in `actions.shop`."""
