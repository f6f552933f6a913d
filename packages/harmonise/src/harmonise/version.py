"""The version of this package, written into what it makes."""

from importlib import metadata


def package_version() -> str:
    """The version installed, or that none is."""
    try:
        return metadata.version("harmonise")
    except metadata.PackageNotFoundError:
        return "not installed"
