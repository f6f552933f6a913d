"""The history of a record on its page, and the page as recorded on a past day: complete, and nobody else's."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.utils.functional import Promise

import palermo
from palermo.accounts.states import Role
from palermo.audit.actions import record
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.audit.queries import roots_of
from palermo.audit.verbs import verb_words
from palermo.core.audiences import Audience
from palermo.core.kinds import all_kinds
from palermo.events.models import Outcome
from palermo.governance.models import Amendment, Decision, MeetingPaper
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.decisions import AmendmentState
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.governance import make_decision, make_mandate, make_meeting
from tests.factories.library import make_document
from tests.portal.reading import words
from tests.slices import urlpatterns

pytestmark = pytest.mark.django_db

ROOT = Path(palermo.__file__).parent
VERB = re.compile(r"[a-z_]+\.[a-z_]+").fullmatch

READERS = [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.SECRETARIAT]


def page(address: str, role: Role | None = None, *, status: int = 200, **asked) -> str:
    client = Client()
    if role:
        client.force_login(make_user(role))
    response = client.get(f"/en/{address}/", asked)
    assert response.status_code == status
    soup = BeautifulSoup(response.content, "lxml")
    return words(soup.select_one("main"))


def verbs_in_code() -> set[str]:
    """The verbs given to `record` and `Entry`; of those made from a state, one for each that the room knows."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
            if is_call and node.func.id in {"record", "Entry"}:
                found |= {n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and VERB(str(n.value))}
    made = {f"activity.{state}" for state in ActivityState if state not in {"proposed"}}
    made |= {f"amendment.{state}" for state in AmendmentState}
    return found | made


@transaction.atomic
def act(verb: str, on, *, by="palermo test", **changed) -> None:
    for name, value in changed.items():
        setattr(on, name, value)
    on.save()
    record(verb, on, by=by, reason={"en": f"reason of {verb}"})


def seen_by(record, role: Role | None = None) -> str:
    return page(f"history/decisions/{record.slug}", role)


def backdate(day: date, **which) -> None:
    RecordVersion.objects.filter(**which).update(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_every_page_of_a_record_has_its_history():
    with_slug = {p.name for p in urlpatterns if set(getattr(p.pattern, "converters", ())) == {"slug"}}
    without = {"event_place", "topic", "act", "report_preparation", "report_reindex", "report_issue"}
    without |= {"write_report", "add_report_section", "report_clearance"}
    without |= {"report_corrections", "report_suggestions", "export_to_word"}
    # Document types are the secretariat's; each report keeps the version with which it was begun.
    without |= {"document_type", "document_type_preview", "add_outline_section"}
    # A released version of a programme stays as it was; the working copy has its history.
    without |= {"event_programme", "programme_changes", "programme_pdf", "programme_calendar", "programme_data"}
    without |= {"programme_place"}
    # Preparation and feedback of an event have their history with the event.
    without |= {"invitation_drafts"}
    without |= {"event_preparation", "event_participants", "event_shown", "event_evaluation", "feedback_links"}
    without |= {"event_outcomes", "event_documents"}
    # Pages about people, of whom no history is kept, and what devices ask for.
    without |= {"registration_organisations"}
    without |= {"registration_apply", "badges_file", "badge_keys", "participant_list", "people_address"}
    without |= {"check_in", "check_in_list", "check_in_arrivals", "check_in_worker", "check_in_app", "door_devices"}
    # Screens, notices and speakers' lists are told in the history of their programme.
    without |= {"programme_screens", "event_floor", "event_logistics", "speakers_list", "speakers_list_chair"}
    without |= {"speakers_list_speaker", "speakers_list_live"}
    without |= {"programme_place", "programme_files"}
    # The past of a person proposed to speak is the secretariat's alone, and linked from their page for it alone.
    without |= {"event_speakers", "speaker", "speaker_cv", "speaker_reads"}
    without |= {"bundle_file"}
    # Pages composed of published figures, each of which has a page of its own.
    without |= {"data_question", "state_figures"}
    without |= {"document_papers", "event_papers", "consultation_papers", "committee_papers"}
    # What a State is called and was called stands on its page.
    without |= {"document_reads", "report_reads", "state"}
    # The status of a treaty is that of a day; its history stands apart from it.
    without |= {"treaty", "treaty_gaps", "treaty_participant"}
    # Lists of States.
    without |= {"tool_unused"}
    # Of the text of a tool, each passage has its history in the editor.
    without |= {"tool_text", "tool_outline"}
    # The form of an event for commitments, and its screen.
    without |= {"pledge", "commitment_screen"}
    # The past of comments is the secretariat's alone.
    without |= {"tool_rounds"}
    # What is known of a trainer has no past; names that are certified are not kept.
    without |= {"trainer", "issue_certificates", "evaluation", "evaluation_links"}
    # The past of a partner is the secretariat's alone, and linked from its page for it alone.
    without |= {"partner", "partner_logo"}
    # Versions of tools are frozen, and what their readers write is changed by nobody.
    without |= {"tool_comparison", "tool_feedback"}
    # The files of campaign material have their history with it.
    without |= {"material_archive"}
    # Two releases beside each other, what is prepared, and the file.
    without |= {
        "release_bundle",
        "release_changes",
        "release_counts",
        "release_preview",
        "release_preview_figures",
        "release_source_list",
    }
    # What became of a list of populations is in the register, signed.
    without |= {"population"}
    # Two editions of a questionnaire or of a code list beside each other.
    without |= {"questionnaire_comparison", "code_list_comparison"}
    # A return keeps the past of each figure itself, for its State alone.
    without |= {"return", "return_workbook", "return_csv", "return_figures"}
    # Two editions of a questionnaire beside each other.
    without |= {"questionnaire_comparison"}
    # No versions are kept of national returns; the changes of their figures are on pages of their own.
    without |= {"return", "return_csv", "return_figures", "return_workbook"}
    # A population has a name in its register: two parts of an address.
    assert with_slug - without | {"population"} == {page for kind in all_kinds() for page in kind.pages}


def test_a_record_page_leads_to_its_history():
    decision = make_decision()
    response = Client().get(f"/en/decisions/{decision.slug}/")
    assert f'<a href="/en/history/decisions/{decision.slug}/">History</a>' in response.text


def test_an_act_is_told_with_who_what_and_why():
    decision = make_decision("Old title", paragraphs=0)
    act("decision.superseded", decision)
    act("decision.numbered", decision, number="16/9", title=text("New title", "en"))
    seen = seen_by(decision)
    assert "a system command Numbered a decision reason of decision.numbered" in seen
    assert ("Old title [en]" in seen, "New" in seen, "16/9" in seen) == (False, True, True)


def test_persons_are_named_to_the_secretariat_only():
    officer = make_user(Role.SECRETARIAT, name="Officer Known")
    decision = make_decision()
    act("decision.numbered", decision, by=officer, number="16/9")
    assert "Officer Known" in seen_by(decision, Role.SECRETARIAT)
    for role in (None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER):
        assert (
            "Officer Known" in seen_by(decision, role),
            "the secretariat" in seen_by(decision, role),
        ) == (False, True)


def test_dates_choices_and_relations_are_told_by_their_words():
    mandate = make_mandate()
    successor = make_mandate("Successor")
    act("mandate.made", mandate)
    days = {"state": "superseded", "ended_on": date(2008, 1, 15), "superseded_by": successor}
    act("mandate.ended", mandate, **days)
    seen = page(f"history/mandates/{mandate.slug}")
    assert "In force Superseded" in seen
    assert "15 January 2008" in seen
    assert "Successor [en]" in seen


def test_what_is_told_with_a_record_is_told_by_its_noun_and_number():
    decision = make_decision(paragraphs=2)
    act("decision.superseded", decision)
    paragraph = decision.paragraphs.get(number=2)
    paragraph.text = text("Decides otherwise", "en")
    paragraph.save()
    act("decision.numbered", decision, number="16/9")
    seen = seen_by(decision)
    assert "Operative paragraph 2 changed" in seen
    assert "Also changed: Operative paragraph (2)" in seen


def test_of_a_draft_and_of_what_was_restricted_others_read_nothing():
    decision = make_decision("Secretword", state="draft", adopted_on=None, audience=Audience.SECRETARIAT)
    act("decision.superseded", decision)
    act("decision.changed", decision, title=text("Secondsecret"))
    opened = {"state": "adopted", "adopted_on": date(2007, 4, 27), "audience": Audience.PUBLIC}
    act("decision.adopted", decision, title=text("Openword"), **opened)
    act("decision.numbered", decision, number="16/9")
    for role in READERS:
        seen = seen_by(decision, role)
        is_theirs = role == Role.SECRETARIAT
        assert ("Secretword" in seen, "Secondsecret" in seen) == (is_theirs, is_theirs)
        assert ("The previous content is not available to you." in seen) == (not is_theirs)
        assert "16/9" in seen


def test_the_history_of_a_hidden_record_cannot_be_told_from_none():
    hidden = make_decision(audience=Audience.SECRETARIAT)
    answers = [Client().get(f"/en/history/decisions/{slug}/") for slug in (hidden.slug, "none")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace(hidden.slug, "none") == answers[1].text


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "yesterday",
            "Enter a date such as 18 June 2007, June 2007, late September 2007, mid-2008 or 2007-06-18; "
            "found “yesterday”.",
        ),
        ("2999-01-01", "1 January 2999 is in the future. The current version is shown."),
    ],
)
def test_a_day_that_has_no_version_is_answered_in_a_sentence(written, sentence):
    decision = make_decision()
    answer = Client().get(f"/en/decisions/{decision.slug}/", {"on": written})
    assert (answer.status_code, [str(each) for each in answer.context["messages"]]) == (200, [sentence])


def test_rooms_that_a_visitor_does_not_enter_have_no_history_for_them():
    meeting = make_meeting(audience=Audience.PUBLIC)
    page(f"history/meetings/{meeting.slug}", status=404)
    assert Client().get(f"/en/consultations/{meeting.slug}/?on=2007-06-01").status_code == 302
    page(f"history/meetings/{meeting.slug}", Role.DELEGATE)


def test_what_points_at_a_hidden_record_is_not_told():
    hidden = make_document("Hiddenpaper", audience=Audience.SECRETARIAT)
    decision = make_decision()
    act("decision.superseded", decision)
    act("decision.numbered", decision, document=hidden, number="16/9")
    meeting = make_meeting(audience=Audience.MEMBER_STATES)
    MeetingPaper.objects.create(meeting=meeting, document=hidden)
    act("meeting.summarised", meeting, summary=text("Summary"))
    assert ("Document" in seen_by(decision, Role.DELEGATE), "16/9" in seen_by(decision, Role.DELEGATE)) == (
        False,
        True,
    )
    for_delegate = page(f"history/meetings/{meeting.slug}", Role.DELEGATE)
    for_officer = page(f"history/meetings/{meeting.slug}", Role.SECRETARIAT)
    assert ("Hiddenpaper" in for_delegate, "Meeting document" in for_delegate) == (False, False)
    assert "Meeting document" in for_officer
    now = page(f"consultations/{meeting.slug}", Role.DELEGATE, on=date.today().isoformat())
    assert ("Hiddenpaper" in now, "Summary" in now) == (False, True)


def test_what_hangs_on_an_activity_is_told_with_it():
    event = make_event("Bangkok")
    open_outcome = make_outcome(event, "Openoutcome", audience=Audience.PUBLIC)
    make_outcome(event, "Hiddenoutcome", audience=Audience.MEMBER_STATES)
    act("event.described", event.activity)
    open_outcome.title = text("Betteroutcome")
    open_outcome.save()
    act("event.moved", event.activity, title=text("Bangkok again"))
    seen = page(f"history/activities/{event.activity.slug}")
    assert ("Betteroutcome" in seen, "Hiddenoutcome" in seen) == (True, False)
    recorded = page(f"events/{event.activity.slug}", on=date.today().isoformat())
    assert ("Betteroutcome" in recorded, "Hiddenoutcome" in recorded) == (True, False)


def test_a_page_as_recorded_on_a_day_says_so_and_holds_what_was_there():
    decision = make_decision("First", paragraphs=1)
    backdate(date(2007, 5, 1))
    decision.title = text("Second")
    decision.save()
    seen = page(f"decisions/{decision.slug}", on="2007-05-02")
    assert "This page shows the record as at the end of 2 May 2007." in seen
    assert ("First [en]" in seen, "Second [en]" in seen, "First paragraph 1 [en]" in seen) == (True, False, True)
    assert "Second [en]" in page(f"decisions/{decision.slug}")


def test_a_day_before_the_record_and_a_day_on_which_it_was_restricted_look_alike():
    decision = make_decision("Secretword", audience=Audience.SECRETARIAT)
    backdate(date(2007, 5, 1))
    decision.audience, decision.title = Audience.PUBLIC, text("Openword")
    decision.save()
    seen = {
        page(f"decisions/{decision.slug}", status=404, on=f"2007-0{m}-09").replace(f"9 {w} 2007", "then")
        for m, w in ((4, "April"), (6, "June"))
    }
    assert len(seen) == 1
    assert "Nothing available to you was recorded by the end of then." in seen.pop()
    assert "Secretword" in page(f"decisions/{decision.slug}", Role.SECRETARIAT, on="2007-06-09")


@pytest.mark.parametrize("nonsense", ["yesterday", "2007-02-31", "9999-01-01", ""])
def test_nonsense_for_a_day_shows_the_record_as_it_is(nonsense):
    decision = make_decision()
    assert "This page shows the record as at the end of" not in page(f"decisions/{decision.slug}", on=nonsense)


def test_proposals_of_amendment_stay_in_the_room_that_reads_drafts():
    decision = make_decision(state="draft", adopted_on=None, audience=Audience.PUBLIC)
    Amendment.objects.create(slug="a1", decision=decision, text=text("Amendword"), proposed_on=date(2007, 4, 1))
    act("decision.superseded", decision)
    act("decision.adopted", decision, state="adopted", adopted_on=date(2007, 4, 27))
    assert ("Amendword" in seen_by(decision), "Amendment" in seen_by(decision)) == (False, False)


def test_every_act_is_told_in_words():
    """Each verb that code writes to the log, found in the code itself, has words of its own."""
    unworded = {verb for verb in verbs_in_code() if verb_words(AuditEvent(verb=verb)) == verb}
    assert unworded == set()


def test_every_row_that_a_history_shows_has_a_noun_in_the_readers_language():
    roots = {kind.model for kind in all_kinds() if kind.pages or kind.has_history} | {Outcome}
    shown = {kind for kind in all_kinds() if roots & roots_of(kind.model)}
    assert [kind.slug for kind in shown if not isinstance(kind.noun, Promise)] == []


@pytest.mark.parametrize("rows", [1, 30])
def test_a_history_takes_a_dozen_queries_whatever_its_length(rows, django_assert_max_num_queries):
    decision = make_decision(paragraphs=rows)
    for number in range(rows):
        act("decision.numbered", decision, number=f"16/{number}", document=make_document())
        Decision.objects.get().paragraphs.first().save()
    client = Client()
    client.force_login(make_user(Role.SECRETARIAT))
    for address in (f"/en/history/decisions/{decision.slug}/", f"/en/decisions/{decision.slug}/?on=2026-01-01"):
        with django_assert_max_num_queries(12):
            client.get(address)
