"""The index of search against what databases bring along: see __main__.py."""
