"""The clearance of a report: step by step, for a version of its text; what changes afterwards is seen."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.reporting.actions.clearing import assign_section, clear_step, set_slot
from palermo.reporting.actions.comments import add_comment, resolve_comment
from palermo.reporting.actions.issuing import issue_report
from palermo.reporting.actions.writing import accept_translation, write_text
from palermo.reporting.building import build
from palermo.reporting.models import DocumentSlot, Report
from palermo.reporting.states import ClearanceStep, ReportState
from palermo.reporting.writing.clearance import changed_texts, days_of_rules, read_clearance
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
COMMITTEE = "since.committee"
ON = date(2008, 2, 1)
OTHERS = [code for code in CODES if code != "en"]


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def steps(report: Report) -> dict[tuple[str, str], str]:
    """How each step stands, by its name and language."""
    versions = {code: build(report.blueprint, report.cutoff_on, code, report) for code in CODES}
    found = read_clearance(report, versions)
    words = {True: "current", False: ""}
    return {
        (each.step.value, each.language): f"{len(each.changed)} changed" if each.is_stale else words[each.is_current]
        for each in found
    }


def clear_all(report: Report, officer) -> None:
    for step in ("drafted", "substance", "edited"):
        clear_step(report, ClearanceStep(step), "en", by=officer)
    for code in OTHERS:
        clear_step(report, ClearanceStep.LANGUAGE, code, by=officer)
    clear_step(report, ClearanceStep.SUBMITTED, "", by=officer)


def refusal(report: Report, step: ClearanceStep, language: str, officer) -> str:
    with pytest.raises(Refused) as refused:
        clear_step(report, step, language, by=officer)
    return str(refused.value)


def test_steps_are_in_order_and_none_is_done_at_first(report):
    assert steps(report) == {
        ("drafted", "en"): "",
        ("substance", "en"): "",
        ("edited", "en"): "",
        **{("language", code): "" for code in OTHERS},
        ("submitted", ""): "",
    }


def test_every_step_names_who_cleared_which_version(report, officer):
    first, second = officer, make_user(Role.SECRETARIAT)
    clear_step(report, ClearanceStep.DRAFTED, "en", by=first)
    cleared = clear_step(report, ClearanceStep.SUBSTANCE, "en", by=second)
    assert (cleared.number, cleared.by_name) == (2, str(second))
    assert cleared.texts["since.committee"] == "The Steering Committee met once, in Geneva on 17 January 2008."
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.actor_name) == ("report.cleared", str(second))
    assert steps(report)["substance", "en"] == "current"


def test_a_step_waits_for_the_one_before_it(report, officer):
    assert refusal(report, ClearanceStep.SUBSTANCE, "en", officer) == "The step before this one is not done yet."
    assert refusal(report, ClearanceStep.LANGUAGE, "fr", officer) == "The step before this one is not done yet."
    sentence = "This report has no such step of clearance. Reload the page."
    assert refusal(report, ClearanceStep.LANGUAGE, "en", officer) == sentence


def test_a_change_after_clearance_is_seen_in_the_versions_that_it_changed(report, officer):
    clear_all(report, officer)
    assert set(steps(report).values()) == {"current"}
    write_text(report, COMMITTEE, "en", "The Committee met in Geneva.", base=0, by=officer)
    standing = steps(report)
    assert [standing[step, "en"] for step in ("drafted", "substance", "edited")] == ["1 changed"] * 3
    assert (standing["language", "fr"], standing["submitted", ""]) == ("current", "1 changed")


def test_a_version_is_cleared_again_for_the_text_as_it_reads_now(report, officer):
    clear_all(report, officer)
    write_text(report, COMMITTEE, "en", "The Committee met in Geneva.", base=0, by=officer)
    sentence = "Not every version is cleared as it reads now. Clear the others first."
    assert refusal(report, ClearanceStep.SUBMITTED, "", officer) == sentence
    for step in ("drafted", "substance", "edited"):
        clear_step(report, ClearanceStep(step), "en", by=officer)
    sentence = "العربية: paragraphs to settle: 1, problems: 0. Settle them first."
    assert refusal(report, ClearanceStep.SUBMITTED, "", officer) == sentence
    key = report.paragraphs.get(revisions__isnull=False).key
    for code in OTHERS:
        accept_translation(report, key, code, by=officer)
    clear_step(report, ClearanceStep.SUBMITTED, "", by=officer)
    assert set(steps(report).values()) == {"current"}


def test_a_language_version_that_is_behind_is_not_cleared(report, officer):
    write_text(report, COMMITTEE, "en", "The Committee met in Geneva.", base=0, by=officer)
    for step in ("drafted", "substance", "edited"):
        clear_step(report, ClearanceStep(step), "en", by=officer)
    sentence = "Français: paragraphs to settle: 1, problems: 0. Settle them first."
    assert refusal(report, ClearanceStep.LANGUAGE, "fr", officer) == sentence


def test_the_editor_settles_comments_first(report, officer):
    comment = add_comment(report, COMMITTEE, "en", "Sure?", by=officer)
    clear_step(report, ClearanceStep.DRAFTED, "en", by=officer)
    clear_step(report, ClearanceStep.SUBSTANCE, "en", by=officer)
    sentence = "Comments still open: 1. Resolve them first."
    assert refusal(report, ClearanceStep.EDITED, "en", officer) == sentence
    resolve_comment(report, comment.pk, by=officer)
    clear_step(report, ClearanceStep.EDITED, "en", by=officer)
    assert steps(report)["edited", "en"] == "current"


def test_a_report_whose_clearance_was_begun_is_issued_only_once_it_is_complete(report, officer):
    clear_step(report, ClearanceStep.DRAFTED, "en", by=officer)
    with pytest.raises(Refused) as refused:
        issue_report(report, on=ON, by=officer)
    assert str(refused.value) == (
        "Not every step of the clearance is done for the text as it reads now. See its clearance."
    )
    clear_all(report, officer)
    assert issue_report(report, on=ON, by=officer).state == ReportState.ISSUED
    assert "can no longer be changed" in refusal(report, ClearanceStep.DRAFTED, "en", officer)


def test_changed_texts_are_those_that_differ_or_are_new_or_gone():
    then, now = {"title": "A", "one": "B", "two": "C"}, {"title": "A", "one": "D", "three": "E"}
    assert changed_texts(then, now) == ("one", "three", "two")


def test_the_rules_count_ten_and_six_weeks_before_the_session():
    assert days_of_rules(date(2008, 4, 14)) == (date(2008, 2, 4), date(2008, 3, 3))


def test_the_document_slot_is_set_and_taken_back(report, officer):
    set_slot(report, date(2008, 2, 4), by=officer)
    set_slot(report, date(2008, 2, 5), by=officer)
    assert DocumentSlot.objects.get(report=report).on == date(2008, 2, 5)
    set_slot(report, None, by=officer)
    assert not DocumentSlot.objects.exists()


def test_a_section_is_assigned_to_an_officer_and_to_nobody_else(report, officer):
    colleague = make_user(Role.SECRETARIAT)
    assert assign_section(report, "since", colleague, by=officer).officer == colleague
    assert assign_section(report, "since", None, by=officer).officer is None
    delegate = make_user(Role.DELEGATE)
    with pytest.raises(Refused) as refused:
        assign_section(report, "since", delegate, by=officer)
    assert str(refused.value) == f"{delegate} may not change reports. Choose an officer of the secretariat."
    with pytest.raises(Refused) as refused:
        assign_section(report, "nowhere", officer, by=officer)
    assert str(refused.value) == "This section is no longer in the report. Reload the page."


@pytest.mark.parametrize("act", [clear_step, assign_section])
def test_only_officers_clear_and_assign(report, act):
    arguments = (ClearanceStep.DRAFTED, "en") if act is clear_step else ("since", None)
    with pytest.raises(Refused):
        act(report, *arguments, by=make_user(Role.DELEGATE))
    assert not report.clearances.exists()
