"""An initiative that is named in two languages: its reports exist in six, and say what is missing; no page fails."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import Initiative
from palermo.reporting.actions.preparing import prepare_report
from palermo.reporting.building import draft
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report
from palermo.reporting.outline import outlines
from palermo.reporting.realization.reports import speak
from palermo.reporting.rendering import render
from palermo.reporting.states import Format
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

CUTOFF = date(2026, 12, 1)
NAME = {"en": "Initiative on Water Stations", "fr": "Initiative pour les points d’eau"}


@pytest.fixture(autouse=True)
def _initiative():
    Initiative.objects.create(slug="water", name=MultilingualText(NAME))


def problems(blueprint: str) -> dict[str, set[str]]:
    """Which texts of which records each language lacks."""
    drafted = draft(blueprint, CUTOFF)
    spoken = {code: speak(drafted.in_language(code), code, labels=label_record) for code in CODES}
    return {code: {each.what for each in report.problems} for code, report in spoken.items()}


def test_a_report_says_which_name_is_missing_and_shows_that_of_another_language():
    missing = {"name of initiatives/water is missing in this language"}
    assert problems("progress") == {code: set() if code in NAME else missing for code in CODES}
    pages = {code: render("progress", CUTOFF, code, [Format.HTML]).files[Format.HTML].decode() for code in CODES}
    shown = {code: [name for name in NAME.values() if name in page] for code, page in pages.items()}
    assert shown == {code: [NAME["fr" if code == "fr" else "en"]] for code in CODES}


@pytest.mark.parametrize("blueprint", sorted(outlines()))
def test_every_type_of_report_is_drafted_in_every_language(blueprint):
    assert set(problems(blueprint)) == set(CODES)


def test_officers_read_the_list_and_a_report_in_preparation_in_every_language():
    office = Client()
    officer = make_user(Role.SECRETARIAT)
    office.force_login(officer)
    prepare_report(Report(slug="water-1", blueprint="briefing", cutoff_on=CUTOFF), by=officer)
    paths = ("reports/", "reports/water-1/", "reports/water-1/write/")
    prefixes = ("ar", "zh-hans", "en", "fr", "ru", "es")
    answers = {(prefix, path): office.get(f"/{prefix}/{path}").status_code for prefix in prefixes for path in paths}
    assert answers == dict.fromkeys(answers, 200)
