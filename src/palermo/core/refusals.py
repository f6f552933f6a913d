"""The one way to say no."""


class Refused(Exception):
    """An act that may not be done; the message is a whole, translated sentence that says the way out."""
