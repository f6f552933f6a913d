import warnings

import pytest

from prevalence.errors import PrevalenceWarning


@pytest.fixture(autouse=True)
def statistical_warnings_are_not_errors():
    """Tests that are about a warning catch it with pytest.warns; elsewhere it says nothing new."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PrevalenceWarning)
        yield
