import warnings

import pytest

from disclosure.errors import DisclosureWarning


@pytest.fixture(autouse=True)
def own_warnings_are_not_errors():
    """Tests that are about a warning catch it with pytest.warns; elsewhere it says nothing new."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DisclosureWarning)
        yield
