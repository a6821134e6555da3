"""The shop's rules: money, basket, promotions, pralines, checkout, and the ports to catalogue and bank."""
