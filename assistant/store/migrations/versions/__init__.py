"""A new file takes the next number, and names the one before it as its down_revision."""
