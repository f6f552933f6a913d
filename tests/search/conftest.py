"""Every test of search has its index follow what is written."""

import pytest


@pytest.fixture(autouse=True)
def _always_with_index(search_index: None) -> None:
    """Ask for the index."""
