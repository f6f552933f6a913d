"""The one way to say no."""


class Refused(Exception):  # noqa: N818 -- the glossary's word, read as a sentence in `except Refused`
    """An act that may not be done; the message is a whole, translated sentence that says the way out."""
