"""Mandates: made from a source, ended or narrowed only with an answer for each unfinished activity under them."""

import contextlib
import itertools
from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions import activities, mandates
from palermo.governance.models import Disposition, Mandate
from palermo.governance.queries.activities import activities_without_authority
from palermo.governance.queries.dispositions import last_use_of
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.mandates import Fate, MandateState
from tests.factories.accounts import make_organisation, make_user
from tests.factories.common import number, text
from tests.factories.governance import (
    ADOPTED,
    make_activity,
    make_decision,
    make_draft,
    make_ended_mandate,
    make_endorsement,
    make_guidance,
    make_mandate,
)

pytestmark = pytest.mark.django_db
DAY = date(2007, 8, 1)
NONE = MultilingualText()


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def mandate_from(**fields) -> Mandate:
    given = {"slug": f"made-{number()}", "title": text("Asked"), "ask": "act", "in_force_from": DAY}
    return Mandate(**{**given, "addressee_organisation": make_organisation(), **fields})


def end(mandate, by, *answers, state=MandateState.LAPSED, on=DAY, **given):
    return mandates.end_mandate(mandate, state, on=on, reason=text("Why"), answers=answers, by=by, **given)


def narrow(mandate, by, *answers, on=DAY, words="Less"):
    given = {"text": text(words), "conditions": NONE, "reason": text("Why")}
    return mandates.narrow_mandate(mandate, on=on, answers=answers, by=by, **given)


def answer(activity, fate, **fields) -> Disposition:
    return Disposition(activity=activity, fate=fate, **fields)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


# Making


@pytest.mark.parametrize(
    "source",
    [
        lambda: {"paragraph": make_decision().paragraphs.get()},
        lambda: {"guidance": make_guidance()},
        lambda: {"endorsement": make_endorsement(put_on=date(2007, 7, 1), state="approved", result_on=DAY)},
    ],
)
def test_a_mandate_is_made_from_its_source(officer, source):
    made = mandates.make_mandate(mandate_from(**source()), by=officer)
    assert Mandate.objects.get(slug=made.slug).state == MandateState.IN_FORCE
    assert verbs() == ["mandate.made"]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            lambda: {"paragraph": make_draft().paragraphs.get()},
            "Mandates can be recorded from adopted decisions only;",
        ),
        (lambda: {"endorsement": make_endorsement()}, "Mandates can be recorded from approved endorsements only;"),
        (lambda: {}, "A mandate has exactly one source"),
        (
            lambda: {"guidance": make_guidance(), "paragraph": make_decision().paragraphs.get()},
            "A mandate has exactly one source",
        ),
    ],
)
def test_what_gives_no_authority_gives_no_mandate(officer, source, sentence):
    with pytest.raises(Refused, match=sentence):
        mandates.make_mandate(mandate_from(**source()), by=officer)
    assert Mandate.objects.count() == 0


def test_a_mandate_is_not_in_force_before_its_source(officer):
    early = mandate_from(guidance=make_guidance(), in_force_from=date(2007, 6, 17))
    with pytest.raises(Refused, match="The source is dated 18 June 2007;"):
        mandates.make_mandate(early, by=officer)


def test_a_mandate_is_not_due_before_it_is_in_force(officer):
    with pytest.raises(Refused, match="would be due on 31 July 2007, before it is in force on 1 August 2007"):
        mandates.make_mandate(mandate_from(guidance=make_guidance(), due_on=date(2007, 7, 31)), by=officer)


# What becomes of the activities


def test_a_mandate_does_not_end_past_an_activity_that_nobody_answered_for(officer):
    mandate = make_mandate()
    make_activity("Left over", mandate=mandate)
    answered = make_activity("Answered", mandate=mandate)
    with pytest.raises(Refused, match=r"^“Left over \[en\]” is not finished\. Choose whether it"):
        end(mandate, officer, answer(answered, Fate.COMPLETED))
    mandate.refresh_from_db()
    answered.refresh_from_db()
    assert (mandate.state, answered.state, verbs()) == ("in_force", "authorised", [])
    assert Disposition.objects.count() == 0


def test_what_is_proposed_or_finished_needs_no_answer(officer):
    mandate = make_mandate()
    make_activity("Proposed", mandate=mandate, state="proposed", authorised_on=None)
    make_activity("Finished", mandate=mandate, state="completed")
    end(mandate, officer)
    mandate.refresh_from_db()
    assert (mandate.state, mandate.ended_on, mandate.end_reason) == ("lapsed", DAY, text("Why"))


def test_each_answer_is_on_record_and_takes_effect(officer):
    mandate, other = make_mandate("Old"), make_mandate("Other")
    moved, done, dropped = (make_activity(name, mandate=mandate) for name in ("Moved", "Done", "Dropped"))
    end(
        mandate,
        officer,
        answer(moved, Fate.OTHER_MANDATE, under=other, reason=text("Asked for there too")),
        answer(done, Fate.COMPLETED),
        answer(dropped, Fate.CANCELLED, reason=text("No longer wanted")),
    )
    for activity in (moved, done, dropped):
        activity.refresh_from_db()
    assert (moved.mandate, moved.state, moved.authorised_on) == (other, "authorised", ADOPTED)
    assert (done.mandate, done.state) == (mandate, "completed")
    assert (dropped.mandate, dropped.state) == (mandate, "cancelled")
    rows = Disposition.objects.order_by("activity__slug")
    assert [(row.activity, row.fate, row.under, row.change, row.decided_on) for row in rows] == [
        (moved, "other_mandate", other, "ended", DAY),
        (done, "completed", None, "ended", DAY),
        (dropped, "cancelled", None, "ended", DAY),
    ]
    assert verbs() == ["mandate.ended", "activity.transferred", "activity.completed", "activity.cancelled"]
    assert AuditEvent.objects.get(verb="mandate.ended").details["answers"] == {
        moved.slug: f"other_mandate: {other.slug}",
        done.slug: "completed",
        dropped.slug: "cancelled",
    }


@pytest.mark.parametrize(
    ("fate", "given", "sentence"),
    [
        (Fate.GOES_ON, {}, r"The mandate has ended, so “Open \[en\]” cannot continue under it\."),
        (Fate.CANCELLED, {}, r"Enter the reason for cancelling “Open \[en\]”\."),
        (Fate.OTHER_MANDATE, {}, r"Choose the mandate under which “Open \[en\]” continues\."),
        (
            Fate.COMPLETED,
            {"under": make_mandate},
            r"Another mandate is given for “Open \[en\]”, but not that the activity continues under it\.",
        ),
        (
            Fate.OTHER_MANDATE,
            {"under": lambda: make_ended_mandate(on=date(2007, 7, 1))},
            r"“Open \[en\]” cannot continue under “Ended mandate \[en\]”, which is not in force on 1 August 2007\. "
            r"Choose a mandate in force, or request one from Member States\.",
        ),
    ],
)
def test_an_answer_that_cannot_be_is_refused(officer, fate, given, sentence):
    mandate = make_mandate()
    activity = make_activity("Open", mandate=mandate)
    with pytest.raises(Refused, match=sentence):
        end(mandate, officer, answer(activity, fate, **{name: make() for name, make in given.items()}))
    assert Disposition.objects.count() == 0


def test_an_activity_does_not_go_on_under_the_mandate_that_ends(officer):
    mandate = make_mandate()
    with pytest.raises(Refused, match=r"Choose the mandate under which “Activity \[en\]” continues\."):
        end(mandate, officer, answer(make_activity(mandate=mandate), Fate.OTHER_MANDATE, under=mandate))


def test_an_activity_of_another_mandate_is_not_answered_for(officer):
    mandate = make_mandate()
    with pytest.raises(Refused, match="is not an unfinished activity under this mandate"):
        end(mandate, officer, answer(make_activity(mandate=make_mandate()), Fate.COMPLETED))


def test_a_superseded_mandate_names_its_successor(officer):
    mandate, successor = make_mandate(), make_mandate("New")
    none = r"^Choose the mandate that replaces this one\.$"
    late = r"^“Mandate \[en\]” is not in force on 1 August 2007 and cannot replace this mandate\. Choose another\.$"
    for wrong, sentence in ((None, none), (mandate, none), (make_mandate(in_force_from=date(2007, 8, 2)), late)):
        with pytest.raises(Refused, match=sentence):
            end(mandate, officer, state=MandateState.SUPERSEDED, successor=wrong)
    with pytest.raises(Refused, match="Only a superseded mandate has a successor"):
        end(mandate, officer, state=MandateState.LAPSED, successor=successor)
    end(mandate, officer, state=MandateState.SUPERSEDED, successor=successor)
    mandate.refresh_from_db()
    assert (mandate.state, mandate.superseded_by) == ("superseded", successor)


def test_a_mandate_does_not_end_before_what_was_done_under_it(officer):
    mandate = make_mandate()
    make_activity(mandate=mandate, state="completed", authorised_on=DAY)
    assert last_use_of(mandate) == DAY
    with pytest.raises(Refused, match="An action was taken under this mandate on 1 August 2007;"):
        end(mandate, officer, on=DAY)
    end(mandate, officer, on=date(2007, 8, 2))
    assert list(activities_without_authority()) == []


def test_a_mandate_does_not_end_in_the_future(officer, settings):
    settings.PALERMO_TODAY = DAY
    with pytest.raises(Refused, match=r"The date, 2 August 2007, is in the future\."):
        end(make_mandate(), officer, on=date(2007, 8, 2))


def test_a_narrowed_mandate_stays_in_force_and_what_goes_on_under_it_is_on_record(officer):
    mandate, other = make_mandate(text=text("All")), make_mandate("Other")
    goes_on, moved = make_activity("Goes on", mandate=mandate), make_activity("Moved", mandate=mandate)
    with pytest.raises(Refused, match=r"“Moved .*” is not finished"):
        narrow(mandate, officer, answer(goes_on, Fate.GOES_ON))
    narrow(mandate, officer, answer(goes_on, Fate.GOES_ON), answer(moved, Fate.OTHER_MANDATE, under=other))
    for record in (mandate, goes_on, moved):
        record.refresh_from_db()
    assert (mandate.state, mandate.text, goes_on.mandate, moved.mandate) == ("in_force", text("Less"), mandate, other)
    assert set(Disposition.objects.values_list("change", flat=True)) == {"narrowed"}
    assert AuditEvent.objects.get(verb="mandate.narrowed").details["before"]["text"] == dict(text("All"))
    with pytest.raises(Refused, match=r"The effect on “Goes on \[en\]” was already recorded on 1 August 2007\."):
        narrow(mandate, officer, answer(goes_on, Fate.GOES_ON), words="Even less")


def test_narrowing_changes_something(officer):
    mandate = make_mandate(text=text("All"))
    with pytest.raises(Refused, match=r"Text and conditions are unchanged\."):
        narrow(mandate, officer, words="All")


# Authority after a move


def test_an_activity_that_goes_on_under_another_mandate_keeps_the_day_of_its_authority(officer):
    mandate, other = make_mandate(), make_mandate("Later", in_force_from=date(2007, 7, 1))
    activity = make_activity(mandate=mandate)
    end(mandate, officer, answer(activity, Fate.OTHER_MANDATE, under=other))
    assert list(activities_without_authority()) == []
    third = make_mandate("Third", in_force_from=date(2007, 9, 1))
    end(other, officer, answer(activity, Fate.OTHER_MANDATE, under=third), on=date(2007, 9, 1))
    activity.refresh_from_db()
    assert (activity.mandate, activity.authorised_on) == (third, ADOPTED)
    assert list(activities_without_authority()) == []


@pytest.mark.parametrize("broken", ["first", "later", "last"])
def test_a_move_that_does_not_hold_together_is_found(officer, broken):
    mandate, other = make_mandate(), make_mandate("Other")
    activity = make_activity(mandate=mandate)
    end(mandate, officer, answer(activity, Fate.OTHER_MANDATE, under=other))
    if broken == "first":
        Mandate.objects.filter(pk=mandate.pk).update(in_force_from=date(2007, 5, 1))
    elif broken == "later":
        Mandate.objects.filter(pk=other.pk).update(in_force_from=date(2007, 8, 2))
    else:
        Disposition.objects.update(under=make_mandate("Another"))
    assert list(activities_without_authority()) == [activity]


# Every state × role × act × fate

ROLES = [*Role, None]


@pytest.mark.parametrize("state", MandateState)
def test_only_the_secretariat_makes_ends_and_narrows_and_only_what_is_in_force(state):
    users, allowed = {role: make_user(role) for role in ROLES}, set()
    for role, act in itertools.product(ROLES, ("end", "narrow")):
        mandate = make_mandate(state=state, ended_on=None if state == MandateState.IN_FORCE else DAY)
        with contextlib.suppress(Refused):
            {"end": end, "narrow": narrow}[act](mandate, users[role])
            allowed.add((role, act))
    in_force = {(Role.SECRETARIAT, "end"), (Role.SECRETARIAT, "narrow")}
    assert allowed == (in_force if state == MandateState.IN_FORCE else set())


def test_only_the_secretariat_makes_a_mandate():
    allowed = set()
    for role in ROLES:
        with contextlib.suppress(Refused):
            mandates.make_mandate(mandate_from(guidance=make_guidance()), by=make_user(role))
            allowed.add(role)
    assert allowed == {Role.SECRETARIAT}


@pytest.mark.parametrize("change", ["end", "narrow"])
def test_every_state_of_an_activity_times_every_fate(officer, change):
    """An answer is taken for what is in hand only, and only one that can become of it."""
    allowed, expected = set(), set()
    for state, fate in itertools.product(ActivityState, Fate):
        mandate = make_mandate()
        activity = make_activity(mandate=mandate, state=state, authorised_on=ADOPTED)
        under = make_mandate() if fate == Fate.OTHER_MANDATE else None
        if state in {"authorised", "under_way"} and not (change == "end" and fate == Fate.GOES_ON):
            expected.add((state, fate))
        with contextlib.suppress(Refused):
            given = answer(activity, fate, under=under, reason=text("Why"))
            {"end": end, "narrow": narrow}[change](mandate, officer, given)
            allowed.add((state, fate))
    assert allowed == expected


# Corrections in the administration


def test_a_correction_leaves_the_authority_that_was_given(officer):
    mandate = make_mandate()
    make_activity(mandate=mandate, authorised_on=date(2007, 5, 1), state="completed")
    mandate.in_force_from = date(2007, 5, 2)
    with pytest.raises(Refused, match="An action was taken under this mandate on 1 May 2007;"):
        mandates.change_mandate(mandate, by=officer)
    mandate.in_force_from = date(2007, 4, 26)
    with pytest.raises(Refused, match="The source is dated 27 April 2007;"):
        mandates.change_mandate(mandate, by=officer)
    mandate.in_force_from = date(2007, 5, 1)
    assert mandates.change_mandate(mandate, by=officer).in_force_from == date(2007, 5, 1)


def test_a_mandate_that_gave_an_activity_away_is_not_moved_past_its_authority_either(officer):
    mandate, other = make_mandate(), make_mandate("Other")
    narrow(mandate, officer, answer(make_activity(mandate=mandate), Fate.OTHER_MANDATE, under=other))
    for changed, day, done in (
        (mandate, date(2007, 4, 28), "27 April 2007"),
        (other, date(2007, 8, 2), "1 August 2007"),
    ):
        changed.refresh_from_db()
        changed.in_force_from = day
        with pytest.raises(Refused, match=f"An action was taken under this mandate on {done};"):
            mandates.change_mandate(changed, by=officer)


def test_what_is_asked_of_unfinished_activities_changes_by_narrowing_only(officer):
    mandate = make_mandate(text=text("All"))
    activity = make_activity(mandate=mandate)
    mandate.conditions = text("If funds allow")
    with pytest.raises(Refused, match=r"Activities under this mandate are not finished\."):
        mandates.change_mandate(mandate, by=officer)
    activities.move_activity(activity, ActivityState.COMPLETED, on=DAY, by=officer)
    mandates.change_mandate(mandate, by=officer)
    assert verbs() == ["activity.completed", "mandate.changed"]
