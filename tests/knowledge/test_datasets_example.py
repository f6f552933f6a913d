"""The invented dataset of the demonstration at the real date."""

import pytest
from harmonise.rules.catalogue import RULES

from palermo.config.example.datasets import add_dataset_with_findings
from palermo.knowledge.models import DatasetEdition, Source

pytestmark = pytest.mark.django_db
# Of workbooks that are not .xlsx, and of columns that are refused before anything is checked.
OF_OTHER_FILES = {"parts-not-seen", "personal-data"}


def test_the_invented_dataset_has_every_kind_of_finding_and_is_added_once():
    edition = add_dataset_with_findings(by="palermo demo")
    of_figures, of_cases = (
        DatasetEdition.objects.filter(dataset__rows="figures"),
        DatasetEdition.objects.filter(dataset__rows="cases"),
    )
    returned = of_figures.get(number=1)
    assert (returned.status, edition.status) == ("refused", "checked")
    found = {rule for each in DatasetEdition.objects.all() for rule in each.counts}
    assert set(RULES) - found == OF_OTHER_FILES
    assert [each.counts for each in of_cases.order_by("number")] == [
        {"byte-order-mark": 1},
        {"nested-records": 1, "repeated-key": 1},
    ]
    assert set(edition.findings.values_list("severity", flat=True)) == {"error", "warning", "note"}
    assert set(edition.findings.values_list("status", flat=True)) == {"open", "explained"}
    assert add_dataset_with_findings(by="palermo demo") is None
    assert "Example invented for the demonstration" in Source.objects.get().name["en"]
