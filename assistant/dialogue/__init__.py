"""The dialogue: a conversation and an event go in, the next conversation and effects come out.

No I/O, no clock, no chance.
"""
