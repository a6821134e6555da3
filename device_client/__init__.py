"""The unit on the cart and its headset. Nothing here yet; carts use the HTTP API until the stream comes."""
