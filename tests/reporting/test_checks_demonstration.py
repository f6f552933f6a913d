"""What the checks find in the demonstration's report as at 31 January 2008: an approved list."""

from datetime import date

import pytest

from palermo.governance.models import Meeting
from palermo.reporting.building import draft
from palermo.reporting.checks.agreement import check_agreement
from palermo.reporting.checks.record import find_unstated
from palermo.reporting.checks.report import check_report
from palermo.reporting.realization.reports import speak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

JANUARY = date(2008, 1, 31)
LONG = "Words in this sentence: {}; up to 45 read easily."
UNUSED = "{} is introduced but not used again."
ALIKE = "Two sentences in a row begin with the same words."

FOUND = {
    "en": [
        ("3", UNUSED.format("OHCHR")),
        ("3", UNUSED.format("UNICEF")),
        ("3", UNUSED.format("ILO")),
        ("3", UNUSED.format("IOM")),
        ("3", ALIKE),
        ("summary", LONG.format(52)),
        ("2", LONG.format(50)),
        ("2", LONG.format(52)),
        ("3", LONG.format(64)),
        ("22", LONG.format(57)),
    ],
    "zh": [
        ("3", UNUSED.format("人权高专办")),
        ("3", UNUSED.format("儿基会")),
        ("3", UNUSED.format("劳工组织")),
        ("3", UNUSED.format("移民组织")),
        ("3", ALIKE),
        ("13", "This sentence appears twice."),
    ],
}

UNSTATED = {
    "mandates/research": "",
    "mandates/regional-events": "",
    "mandates/vienna-forum": "",
    "mandates/forum-programme": "",
    "guidance/regional-events-2007-06-18": "Details are arranged by the record; no source gives them.",
    "reports_due/progress-report-ccpcj-17": "",
    "reports_due/research-report": "",
    "events/launch-london-2007": "",
}


def told_unstated() -> dict[str, str]:
    drafted = draft("progress", JANUARY)
    return {
        f"{each.source.kind}/{each.source.id}": each.reason for each in find_unstated(drafted.report, drafted.record)
    }


@pytest.mark.parametrize("lang", FOUND)
def test_findings_are_those_approved(lang):
    findings = check_report(speak(draft("progress", JANUARY).report, lang))
    assert [(str(finding.number or finding.where), finding.what) for finding in findings] == FOUND[lang]


def test_versions_agree():
    report = draft("progress", JANUARY).report
    assert check_agreement({lang: speak(report, lang) for lang in FOUND}) == []


def test_records_that_no_paragraph_states_are_those_approved():
    assert told_unstated() == UNSTATED


def test_record_for_another_audience_is_told_with_this_reason():
    meeting = Meeting.objects.filter(kind="committee", took_place=True, starts_on__lt=JANUARY).first()
    assert meeting is not None
    assert f"meetings/{meeting.slug}" not in told_unstated()
    Meeting.objects.filter(pk=meeting.pk).update(audience="secretariat")
    assert told_unstated()[f"meetings/{meeting.slug}"] == "For another audience."


def test_what_came_after_the_cutoff_is_not_missed():
    drafted = draft("progress", date(2007, 6, 30))
    told = {each.source.id for each in find_unstated(drafted.report, drafted.record)}
    assert told.isdisjoint({"bangkok-2007", "vienna-forum"})
    assert "launch-london-2007" in told
