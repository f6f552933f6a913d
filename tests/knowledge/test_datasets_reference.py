"""The table that UNODC publishes, imported by one command; its file is not part of this project.

Set HARMONISE_REFERENCE to the folder that holds it, or place that folder at ../shared/data/knowledge.
"""

import os
from pathlib import Path

import duckdb
import pytest

from palermo.accounts.states import Role
from palermo.config.cli.main import main
from palermo.knowledge.finding_sentences import MOST_KEPT
from palermo.knowledge.models import DatasetEdition
from tests.factories.accounts import make_user
from tests.portal.filling import client_of
from tests.portal.reading import Page

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("HARMONISE_REFERENCE", ROOT.parent / "shared" / "data" / "knowledge"))
TABLE = FOLDER / "glotip_unodc_2025-10-28.xlsx"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not TABLE.is_file(), reason="HARMONISE_REFERENCE does not name the folder of the table"),
]


def test_the_published_table_is_imported_by_one_command_with_its_known_faults(capsys):
    assert main(["import-data", str(TABLE), "--published", "unodc"]) == 0
    assert "Received 65,398 rows as unodc-trafficking, edition 1." in capsys.readouterr().out
    edition = DatasetEdition.objects.get()
    known = ("out-of-range", "conflicting-keys", "mis-encoded", "above-total", "jump")
    assert [edition.counts[rule] for rule in known] == [14, 401, 170, 707, 138]
    assert (sum(edition.counts.values()), edition.findings.count()) == (2783, MOST_KEPT)
    rows = duckdb.sql(f"SELECT count(*) FROM '{edition.rows_file.path}'").fetchall()
    assert rows == [(65_398,)]
    page = client_of(make_user(Role.SECRETARIAT)).get(edition.get_absolute_url())
    assert len(page.content) < 300_000
    assert len(Page(page).all("table")) == 2
