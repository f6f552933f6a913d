"""Feeds of public material, whoever asks: Atom (RFC 4287), with its full text, in each language."""
