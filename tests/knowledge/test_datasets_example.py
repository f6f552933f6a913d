"""The invented dataset of the demonstration at the real date."""

import pytest
from harmonise.rules.catalogue import RULES

from palermo.config.example.datasets import add_dataset_with_findings
from palermo.knowledge.models import DatasetEdition, Source

pytestmark = pytest.mark.django_db
# Of JSON, of text that begins with a mark, of other kinds of workbook, of tables with notes below them or without a
# column of figures.
OF_OTHER_FILES = {"nested-records", "byte-order-mark", "parts-not-seen", "text-below", "repeated-key"}


def test_the_invented_dataset_has_every_kind_of_finding_and_is_added_once():
    edition = add_dataset_with_findings(by="palermo demo")
    returned = DatasetEdition.objects.get(number=1)
    assert (returned.status, edition.status) == ("refused", "checked")
    assert set(RULES) - set(edition.counts) - set(returned.counts) == OF_OTHER_FILES
    assert set(edition.findings.values_list("severity", flat=True)) == {"error", "warning", "note"}
    assert set(edition.findings.values_list("status", flat=True)) == {"open", "explained"}
    assert add_dataset_with_findings(by="palermo demo") is None
    assert "Example invented for the demonstration" in Source.objects.get().name["en"]
