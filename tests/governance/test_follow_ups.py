"""The register: who takes over, who moves, who reports and who reviews, in every state."""

from datetime import date

import pytest

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions.follow_ups import (
    accept_progress,
    assign_follow_up,
    change_due,
    move_follow_up,
    open_entries,
    open_entry,
    query_progress,
    report_progress,
)
from palermo.governance.models import FollowUp, Membership
from palermo.governance.states.follow_ups import FollowUpOrigin, FollowUpState, ProgressState
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.governance import make_body
from tests.factories.library import make_document
from tests.factories.register import (
    ORIGINS,
    TAKEN_OVER,
    make_action_point,
    make_entry,
    make_orphan,
    make_progress,
    make_recommendation,
    make_topic,
)

pytestmark = pytest.mark.django_db

DAY = date(2007, 12, 3)
WHY = text("Because.")
ROLES = [*Role, None]
# Typed here on purpose, not taken from the code that it checks.
MOVES = {
    "open": {"in_progress", "done", "not_pursued"},
    "in_progress": {"done", "not_pursued"},
    "done": {"in_progress"},
    "not_pursued": {"in_progress"},
}
REPORTED_ON = {
    "open": {"open", "in_progress", "done", "not_pursued"},
    "in_progress": {"in_progress", "done", "not_pursued"},
}


def secretariat():
    return make_user(Role.SECRETARIAT)


def is_done(act) -> bool:
    try:
        act()
    except Refused:
        return False
    return True


# Taking over


@pytest.mark.parametrize("origin", ORIGINS)
def test_what_is_recommended_or_agreed_comes_into_the_register_once(origin):
    source, officer = ORIGINS[origin]("Do this."), secretariat()
    state, topic, due = make_state(), make_topic(), PartialDate.parse("2008-06")
    entry = open_entry(source, on=DAY, responsible=state, due=due, about=topic, by=officer)
    entry.refresh_from_db()
    source.refresh_from_db()
    assert source.follow_up == entry
    assert (entry.origin, entry.responsible_state, entry.due, entry.about, entry.state) == (
        FollowUpOrigin(origin),
        state,
        due,
        topic,
        FollowUpState.OPEN,
    )
    shown = AuditEvent.objects.get(target_kind="follow-up")
    assert (shown.verb, shown.target_id, shown.actor_id) == ("follow_up.taken_over", entry.slug, str(officer.pk))
    assert shown.details == {"on": "2007-12-03", "responsible": state.slug, "due": "2008-06", "about": topic.slug}
    with pytest.raises(Refused, match=r"This has been in the follow-up register since 3 December 2007\."):
        open_entry(source, on=DAY, by=officer)
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_state, "responsible_state"),
        (make_organisation, "responsible_organisation"),
        (make_body, "responsible_body"),
    ],
)
def test_one_is_responsible_whoever_it_is(make, field):
    one = make()
    entry = open_entry(make_recommendation(), on=DAY, responsible=one, by=secretariat())
    named = {f: getattr(entry, f) for f in ("responsible_state", "responsible_organisation", "responsible_body")}
    assert {name: value for name, value in named.items() if value} == {field: one}


def test_all_of_an_outcome_come_over_in_one_go_or_none():
    first = make_recommendation()
    second = make_recommendation(outcome=first.outcome)
    taken = make_recommendation(outcome=first.outcome)
    officer = secretariat()
    open_entry(taken, on=DAY, by=officer)
    with pytest.raises(Refused):
        open_entries([first, second, taken], on=DAY, by=officer)
    assert FollowUp.objects.count() == 1
    entries = open_entries([first, second], on=DAY, by=officer)
    assert [entry.recommendation.number for entry in entries] == [first.number, second.number]
    assert len({entry.slug for entry in FollowUp.objects.all()}) == 3


def test_nothing_is_taken_over_on_a_day_to_come():
    with pytest.raises(Refused, match=r"1 January 2999 is in the future\."):
        open_entry(make_recommendation(), on=date(2999, 1, 1), by=secretariat())


@pytest.mark.parametrize("role", ROLES)
def test_only_the_secretariat_takes_over(role):
    source, user = make_action_point(), make_user(role)
    assert is_done(lambda: open_entry(source, on=DAY, by=user)) == (role == Role.SECRETARIAT)
    assert FollowUp.objects.count() == (role == Role.SECRETARIAT)


# Every state × role × act


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("to", FollowUpState)
@pytest.mark.parametrize("state", FollowUpState)
def test_the_secretariat_moves_an_entry_along_the_table(state, to, role):
    entry, user = make_entry(state=state), make_user(role)
    done = is_done(lambda: move_follow_up(entry, to, on=DAY, reason=WHY, by=user))
    assert done == (role == Role.SECRETARIAT and to in MOVES[state])
    entry.refresh_from_db()
    assert (entry.state, entry.state_on) == (
        (to, DAY) if done else (state, None if state == FollowUpState.OPEN else TAKEN_OVER)
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", FollowUpState)
def test_the_secretariat_changes_when_it_is_due_and_who_does_it(state, role):
    entry, user, body = make_entry(state=state), make_user(role), make_body()
    is_secretariat, is_open = role == Role.SECRETARIAT, state in {"open", "in_progress"}
    due = PartialDate.parse("2008-03-01")
    assert is_done(lambda: change_due(entry, due=due, reason=WHY, by=user)) == (is_secretariat and is_open)
    assert is_done(lambda: assign_follow_up(entry, responsible=body, about=None, reason=WHY, by=user)) == is_secretariat
    entry.refresh_from_db()
    assert (entry.due, entry.responsible_body) == (
        due if is_secretariat and is_open else None,
        body if is_secretariat else None,
    )


def of(user, entry):
    """Make an entry the business of somebody's State, organization or body."""
    posting = user.postings.first()
    if posting and posting.state:
        entry.responsible_state = posting.state
    elif posting and posting.organisation:
        entry.responsible_organisation = posting.organisation
    entry.save()


@pytest.mark.parametrize("is_theirs", [True, False])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("claims", FollowUpState)
@pytest.mark.parametrize("state", FollowUpState)
def test_those_responsible_and_the_secretariat_report_on_what_is_not_settled(state, claims, role, is_theirs):
    entry, user = make_entry(state=state), make_user(role)
    if is_theirs:
        of(user, entry)
    done = is_done(lambda: report_progress(entry, claims=claims, text=text("Done so far."), on=DAY, by=user))
    may = role == Role.SECRETARIAT or (is_theirs and role is not None)
    assert done == (may and claims in REPORTED_ON.get(state, set()))
    assert list(entry.progress.values_list("claims", "state", "number")) == ([(claims, "reported", 1)] if done else [])
    entry.refresh_from_db()
    assert entry.state == state


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["accept", "query"])
@pytest.mark.parametrize("state", ProgressState)
def test_the_secretariat_reviews_a_report_once(state, act, role):
    entry, user = make_entry(), make_user(role)
    progress = make_progress(entry, state=state)
    acts = {
        "accept": lambda: accept_progress(progress, on=DAY, by=user),
        "query": lambda: query_progress(progress, on=DAY, review=text("Which one?"), by=user),
    }
    done = is_done(acts[act])
    assert done == (role == Role.SECRETARIAT and state == ProgressState.REPORTED)
    progress.refresh_from_db()
    entry.refresh_from_db()
    after = {"accept": ("accepted", "in_progress"), "query": ("queried", "open")}
    assert (progress.state, entry.state) == (after[act] if done else (state, "open"))


@pytest.mark.parametrize("claims", FollowUpState)
@pytest.mark.parametrize("state", FollowUpState)
def test_an_accepted_report_moves_its_entry_only_along_the_table(state, claims):
    entry = make_entry(state=state)
    progress = make_progress(entry, claims=claims)
    done = is_done(lambda: accept_progress(progress, on=DAY, by=secretariat()))
    assert done == (claims == state or claims in MOVES[state])
    entry.refresh_from_db()
    assert entry.state == (claims if done else state)


# What the sentences say, and what is kept


def test_those_who_are_not_responsible_are_told_who_is():
    entry = make_entry(responsible_state=make_state("Thailand"))
    with pytest.raises(Refused, match=r"Progress can be reported by those responsible, Thailand \[en\],"):
        report_progress(entry, claims=FollowUpState.DONE, text=WHY, on=DAY, by=make_user(Role.DELEGATE))
    with pytest.raises(
        Refused, match=r"No one is named as responsible for this yet, so only the secretariat can report progress\."
    ):
        report_progress(make_entry(), claims=FollowUpState.DONE, text=WHY, on=DAY, by=make_user(Role.DELEGATE))


def test_a_posting_that_ended_reports_nothing():
    user = make_user(Role.DELEGATE)
    entry = make_entry(responsible_state=user.postings.get().state)
    Posting.objects.filter(user=user).update(until_on=date(2007, 2, 1))
    with pytest.raises(Refused):
        report_progress(entry, claims=FollowUpState.DONE, text=WHY, on=DAY, by=user)


@pytest.mark.parametrize(("since", "until", "may"), [(None, None, True), (None, date(2007, 9, 1), False)])
def test_those_who_sit_in_a_body_today_report_for_it(since, until, may):
    user, body = make_user(Role.COMMITTEE_MEMBER), make_body()
    organisation = user.postings.get().organisation
    Membership.objects.create(body=body, organisation=organisation, since_on=since, until_on=until)
    entry = make_entry(responsible_body=body)
    assert is_done(lambda: report_progress(entry, claims=FollowUpState.DONE, text=WHY, on=DAY, by=user)) == may
    assert list(entry.progress.values_list("organisation", flat=True)) == ([organisation.pk] if may else [])


@pytest.mark.parametrize("in_their_name", [True, False])
def test_the_secretariat_reports_what_it_knows_or_what_it_was_told(in_their_name):
    state = make_state()
    entry = make_entry(responsible_state=state)
    given = {"claims": FollowUpState.DONE, "text": WHY, "on": DAY, "in_their_name": in_their_name}
    assert report_progress(entry, **given, by=secretariat()).state_by == (state if in_their_name else None)


def test_a_report_keeps_its_evidence():
    user, document = make_user(Role.DELEGATE), make_document()
    entry = make_entry(responsible_state=user.postings.get().state)
    given = {"claims": FollowUpState.DONE, "text": WHY, "on": DAY, "link": "https://example.org/", "evidence": document}
    progress = report_progress(entry, **given, by=user)
    progress.refresh_from_db()
    assert (progress.link, progress.evidence, progress.state_by) == (
        "https://example.org/",
        document,
        user.postings.get().state,
    )


def test_a_question_has_words():
    progress = make_progress(make_entry())
    with pytest.raises(Refused, match=r"Enter a question for those responsible\."):
        query_progress(progress, on=DAY, review=MultilingualText(), by=secretariat())


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2007, 10, 1), ("cannot have been reviewed")), (date(2999, 1, 1), r"1 January 2999 is in the future\.")],
)
def test_a_report_is_reviewed_after_it_was_made(day, sentence):
    progress = make_progress(make_entry(), claims="open")
    with pytest.raises(Refused, match=sentence):
        accept_progress(progress, on=day, by=secretariat())


def test_an_entry_is_not_moved_before_it_is_what_it_is():
    entry = make_entry(state=FollowUpState.DONE, state_on=DAY)
    with pytest.raises(Refused, match="The current status dates from 3 December 2007;"):
        move_follow_up(entry, FollowUpState.IN_PROGRESS, on=date(2007, 12, 2), reason=WHY, by=secretariat())


def test_reopening_keeps_in_the_log_what_had_come_of_it():
    officer = secretariat()
    entry = make_entry(state=FollowUpState.DONE, note=text("A law was passed."))
    moved = move_follow_up(
        entry,
        FollowUpState.IN_PROGRESS,
        on=DAY,
        reason=text("The law was repealed."),
        note=text("It begins anew."),
        by=officer,
    )
    assert moved.note == text("It begins anew.")
    shown = AuditEvent.objects.get(verb="follow_up.moved").details
    assert (shown["before"], shown["state"], shown["reason"]["en"]) == (
        "done",
        "in_progress",
        "The law was repealed. [en]",
    )
    assert shown["note_before"]["en"] == "A law was passed. [en]"


def test_a_changed_due_date_keeps_the_earlier_one_and_the_reason():
    entry = make_entry(due_on=date(2008, 1, 1))
    change_due(entry, due=PartialDate.parse("mid 2008"), reason=WHY, by=secretariat())
    shown = AuditEvent.objects.get(verb="follow_up.rescheduled").details
    assert (shown["before"], shown["due"], shown["reason"]) == ("2008-01-01", "mid 2008", dict(WHY))


def test_a_command_does_what_the_secretariat_may():
    entry = make_orphan()
    assert report_progress(entry, claims=FollowUpState.DONE, text=WHY, on=DAY, by="palermo").state_by is None
