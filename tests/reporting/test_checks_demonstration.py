"""What the checks find in the demonstration's report, approved by reading: see `test_approved.py`."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from palermo.accounts.models import Place
from palermo.config.demonstration import prepare_papers
from palermo.core.languages import CODES
from palermo.governance.models import Meeting
from palermo.reporting.building import Draft, draft
from palermo.reporting.checks.agreement import check_agreement
from palermo.reporting.checks.record import find_unstated
from palermo.reporting.checks.report import check_report
from palermo.reporting.models import Report
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak
from palermo.reporting.renderers.wording import column_shares
from palermo.reporting.spoken import Table
from palermo.reporting.states import Blueprint
from palermo.reporting.tree import Fact
from tests.reporting.test_approved import FOLDER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

JANUARY = date(2008, 1, 31)
CUTOFFS = (date(2007, 6, 30), date(2007, 9, 30), JANUARY, date(2008, 3, 31))


def unstated_records(drafted: Draft) -> dict[str, str]:
    found = find_unstated(drafted.writing.generated, drafted.record)
    return {f"{each.source.kind}/{each.source.id}": each.reason for each in found}


def all_findings(drafted: Draft) -> Iterator[str]:
    """Findings of each language, counted and listed, then what no paragraph states."""
    for lang in CODES:
        findings = check_report(speak(drafted.in_language(lang), lang))
        counts = Counter(finding.kind for finding in findings)
        yield f"{lang}: {', '.join(f'{count} {kind}' for kind, count in sorted(counts.items()))}"
        yield from (f"  {finding.number or finding.where}: {finding.what}" for finding in findings)
    yield "not stated:"
    yield from (f"  {record} {reason}".rstrip() for record, reason in unstated_records(drafted).items())


def test_findings_are_those_approved():
    path, text = FOLDER / "findings-2008-01-31.txt", "\n".join(all_findings(draft("progress", JANUARY))) + "\n"
    if os.environ.get("PALERMO_APPROVE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("outline", ["progress", "briefing"])
@pytest.mark.parametrize("cutoff", CUTOFFS, ids=str)
def test_six_versions_agree(outline, cutoff):
    report = draft(outline, cutoff).writing.generated
    assert check_agreement({lang: speak(report, lang) for lang in CODES}) == []


@pytest.fixture
def papers() -> dict[str, Draft]:
    """A report of each document type for which the record has something, as the demonstration prepares them."""
    prepare_papers()
    prepared = Report.objects.filter(slug__startswith="example-")
    return {each.blueprint: draft(each.blueprint, each.cutoff_on, each) for each in prepared}


def test_papers_of_each_type_have_no_findings_in_english_but_advice(papers):
    assert sorted(papers) == sorted(set(Blueprint.values) - {"progress", "briefing"})
    found = {}
    for name, drafted in papers.items():
        findings = check_report(speak(drafted.in_language("en"), "en"))
        found[name] = [each.what for each in findings if not each.is_advice]
    assert found == {name: [] for name in papers}


def test_six_versions_of_papers_of_each_type_agree(papers):
    found = {}
    for name, drafted in papers.items():
        found[name] = check_agreement({lang: speak(drafted.writing.generated, lang) for lang in CODES})
    assert found == {name: [] for name in papers}


RESPONSIBLE = {
    "en": ["UNODC", "Steering Committee", "UNODC", "–", "–", "Each Member State"],
    "fr": ["ONUDC", "Comité directeur", "ONUDC", "–", "–", "Chaque État Membre"],
    "es": ["UNODC", "Comité Directivo", "UNODC", "–", "–", "Cada Estado Miembro"],
}


def test_name_alone_in_a_cell_has_no_article_and_the_texts_have_the_wide_column(papers):
    for lang, responsible in RESPONSIBLE.items():
        report = speak(papers["follow-up"].in_language(lang), lang)
        table = report.sections[-1].blocks[-1]
        assert isinstance(table, Table)
        assert [plain(row[1]) for row in table.rows] == responsible
        shares = column_shares(table, report.language)
        assert shares[0] > sum(shares[1:])


def test_record_for_another_audience_is_told_with_this_reason():
    meeting = Meeting.objects.filter(kind="committee", took_place=True, starts_on__lt=JANUARY).first()
    assert meeting is not None
    assert f"meetings/{meeting.slug}" not in unstated_records(draft("progress", JANUARY))
    Meeting.objects.filter(pk=meeting.pk).update(audience="secretariat")
    assert unstated_records(draft("progress", JANUARY))[f"meetings/{meeting.slug}"] == "Restricted to another audience."


def test_what_came_after_the_cutoff_is_not_missed():
    shown = unstated_records(draft("progress", date(2007, 6, 30)))
    assert {"events/bangkok-2007", "events/vienna-forum"}.isdisjoint(shown)
    assert "events/launch-london-2007" in shown


def test_briefing_does_not_account_for_the_whole_record():
    assert unstated_records(draft("briefing", JANUARY)) == {}


def test_name_that_one_version_cannot_give_is_a_problem_and_no_finding():
    kampala = Place.objects.get(slug="kampala")
    Place.objects.filter(pk=kampala.pk).update(locative={**kampala.locative, "zh": ""})
    report = draft("progress", JANUARY).writing.generated
    versions = {lang: speak(report, lang) for lang in CODES}
    assert check_agreement(versions) == []
    missing = {lang: [problem.missing for problem in version.problems] for lang, version in versions.items()}
    assert missing == {lang: [Fact("places", "kampala", "locative")] if lang == "zh" else [] for lang in CODES}
