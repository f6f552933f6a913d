"""The table that UNODC publishes, published again through the gate: none of its masked figures can be computed.

Set HARMONISE_REFERENCE to the folder that holds it, or place that folder at ../shared/data/knowledge.
"""

import pytest

from palermo.figures.bundles import NAMES
from palermo.figures.policies import families_of
from tests.knowledge.test_datasets_reference import TABLE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not TABLE.is_file(), reason="HARMONISE_REFERENCE does not name the folder of the table"),
]
BY = "a test"
FAMILIES = {NAMES.index(key): families_of(key) for key in NAMES[3:]}
