"""Understanding: what a shopper said, and what Sally just asked, become commands. Pure, given a model."""
