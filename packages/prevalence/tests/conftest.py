"""How random examples are tried."""

from hypothesis import settings

# A slow machine is no fault of the library.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
