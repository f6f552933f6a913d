"""A report exported to Word and back: what was changed, moved, deleted, split, merged and added is recognized."""

import pytest

from palermo.accounts.states import Role
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.models import Report
from tests.factories.accounts import make_user
from tests.reporting.exchange.word_files import edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
FIRST = "The Steering Committee met once"


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def found(made):
    return [(each.kind, each.text) for each in made.suggestions.all()]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_a_file_that_was_not_edited_changes_nothing(report, officer, language):
    exported = export_for_editing(report, language, by=officer)
    made = import_edited(report, exported.content, "report.docx", language, by=officer)
    assert (found(made), made.leftovers) == ([], [])
    assert len(made.unchanged) == len(exported.export.content["paragraphs"])
    assert [each["read"] for each in exported.export.content["paragraphs"] if not each["cells"]] == [
        each["text"] for each in exported.export.content["paragraphs"] if not each["cells"]
    ]
