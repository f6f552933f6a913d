"""Acts on texts submitted to Member States: each works and is recorded; each refusal says why and changes nothing."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from palermo.accounts.models import Posting, State
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions import endorsements as endorsements_actions
from palermo.governance.actions import texts
from palermo.governance.freezing import digest_of
from palermo.governance.models import Endorsement, Extension, Response
from palermo.governance.queries import endorsements
from palermo.governance.rules import texts as texts_rules
from palermo.governance.states.endorsements import EndorsementState, ResponseKind
from palermo.library.models import LanguageVersion
from tests.factories.accounts import SINCE, make_state, make_user
from tests.factories.common import text
from tests.factories.endorsements import (
    CLOSES,
    OPENS,
    make_extension,
    make_put,
    make_response,
    make_version,
)
from tests.factories.governance import make_endorsement, make_procedure
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
DAY = OPENS.date()
NOTHING = MultilingualText()
APPROVAL, OBJECTION = ResponseKind.APPROVAL, ResponseKind.OBJECTION


@pytest.fixture
def at(settings):
    """Move the record's clock."""

    def move(moment: datetime) -> None:
        settings.PALERMO_TODAY = moment

    move(OPENS)
    return move


@pytest.fixture
def officer(at):
    return make_user(Role.SECRETARIAT)


def delegate():
    """A delegate, and the State that they answer for."""
    user = make_user(Role.DELEGATE)
    return user, user.postings.get().state


def answer(endorsement, kind=OBJECTION, *, by=None, state=None, words="", read=None):
    user, own = by or delegate()
    shown = text(words) if words else NOTHING
    number = endorsement.versions.count() if read is None else read
    return texts.respond(endorsement, kind, state=state or own, text=shown, read=number, by=user)


def put(endorsement, by, *, words="The text", closes_at=CLOSES, **given):
    return texts.submit_text(endorsement, text=text(words), closes_at=closes_at, by=by, **given)


def unput(kind="silence", *, audience=Audience.MEMBER_STATES, document=None, **terms):
    procedure = make_procedure(**{"kind": kind, "minimum_hours": 72, **terms})
    return make_endorsement(procedure=procedure, audience=audience, document=document, put_on=OPENS.date())


def log() -> list[tuple]:
    return [(event.verb, event.actor_name, event.target_kind) for event in AuditEvent.objects.order_by("sequence")]


# Putting a text


def test_a_text_that_is_put_is_frozen_with_its_paper(officer):
    paper = make_document(words="Programme", audience=Audience.MEMBER_STATES)
    made = put(unput(document=paper), officer)
    version = made.versions.get()
    assert (version.number, version.text, version.document, version.opens_at, version.closes_at) == (
        *(1, text("The text"), paper, OPENS, CLOSES),
    )
    assert version.files == {"en": sha256(b"Programme").hexdigest()}
    assert version.digest == digest_of(made.title, version.text, version.files)
    made.refresh_from_db()
    assert (made.put_on, made.target_on, made.text) == (date(2008, 2, 7), date(2008, 2, 10), text("The text"))
    event = AuditEvent.objects.get()
    assert (event.verb, event.details["digest"], event.details["closes_at"]) == (
        *("endorsement.put", version.digest, "2008-02-10T17:00:00Z"),
    )


def test_a_deadline_has_the_day_it_has_in_the_procedures_time_zone(officer):
    late = datetime(2008, 2, 10, 23, 30, tzinfo=UTC)
    made = put(unput(), officer, closes_at=late)
    assert (made.target_on, put(unput(time_zone="UTC"), officer, closes_at=late).target_on) == (
        *(date(2008, 2, 11), date(2008, 2, 10)),
    )


@pytest.mark.parametrize(
    ("make", "given", "sentence"),
    [
        (
            unput,
            {"closes_at": CLOSES - SECOND},
            (
                "This procedure requires a review period of at least 72 hours. The earliest deadline is "
                "10 February 2008, 18:00 (Vienna time, UTC+1)."
            ),
        ),
        (
            unput,
            {"closes_at": OPENS - SECOND},
            (
                "The deadline 7 February 2008, 17:59 (Vienna time, UTC+1) is in the past or before "
                "the opening. Choose a later one."
            ),
        ),
        (unput, {"closes_at": None}, "This procedure requires a deadline."),
        (
            unput,
            {"opens_at": OPENS - SECOND},
            "The opening time is in the past. Leave it empty to submit the text now.",
        ),
        (
            lambda: unput(audience=Audience.STEERING_COMMITTEE),
            {},
            (
                "Member States cannot see this endorsement: its audience is “Steering Committee”. Change "
                "the audience first."
            ),
        ),
        (
            lambda: unput(document=make_document(words="x", state="draft", issued_on=None)),
            {},
            (
                "Member States cannot read the document that contains the text. Issue it to them before "
                "submitting the text."
            ),
        ),
        (
            lambda: unput(document=make_document(words="x", audience=Audience.SECRETARIAT)),
            {},
            (
                "Member States cannot read the document that contains the text. Issue it to them before "
                "submitting the text."
            ),
        ),
        (
            lambda: unput(needs_all_languages=True, document=make_document(words="x")),
            {},
            (
                "This procedure requires the text in all six languages. Missing: Arabic, Chinese, French, "
                "Russian and Spanish."
            ),
        ),
        (
            make_put,
            {},
            "The text has already been submitted to Member States. To change it, submit a new version.",
        ),
    ],
)
def test_a_text_is_not_put(officer, make, given, sentence):
    endorsement = make()
    before = endorsement.versions.count()
    with pytest.raises(Refused) as refusal:
        put(endorsement, officer, **given)
    assert (str(refusal.value), endorsement.versions.count()) == (sentence, before)


def test_a_text_lacking_a_language_is_not_put_where_all_are_needed(officer):
    endorsement = unput(needs_all_languages=True)
    with pytest.raises(Refused, match=r"requires the text in all six languages\. Missing: Chinese and Russian\."):
        texts.submit_text(endorsement, text=text("Half", "ar", "en", "fr", "es"), closes_at=CLOSES, by=officer)
    put(endorsement, officer)


def test_nothing_at_all_is_not_put(officer):
    with pytest.raises(Refused, match="There is no text yet"):
        texts.submit_text(unput(), text=NOTHING, closes_at=CLOSES, by=officer)


def test_at_a_meeting_a_text_needs_no_deadline(officer):
    made = put(unput("meeting"), officer, closes_at=None)
    assert (made.target_on, endorsements.standing_of(made, CLOSES).is_open) == (None, True)


@pytest.mark.parametrize(
    ("opens", "earliest"),
    [
        (datetime(2008, 3, 28, 11, tzinfo=UTC), "31 March 2008, 13:00 (Vienna time, UTC+2)"),
        (datetime(2007, 10, 26, 10, tzinfo=UTC), "29 October 2007, 11:00 (Vienna time, UTC+1)"),
    ],
)
def test_the_least_time_is_hours_that_pass_not_hours_on_a_clock(officer, at, opens, earliest):
    at(opens)
    with pytest.raises(Refused) as refusal:
        put(unput(), officer, closes_at=opens + timedelta(hours=72) - SECOND)
    assert str(refusal.value).endswith(f"The earliest deadline is {earliest}.")
    put(unput(), officer, closes_at=opens + timedelta(hours=72))


# A new version


def again(endorsement, by, *, words="Another text", closes_at=None, changed="The date"):
    return texts.submit_new_version(
        endorsement,
        text=text(words),
        what_changed=text(changed) if changed else NOTHING,
        closes_at=closes_at or CLOSES + timedelta(days=30),
        by=by,
    )


def test_a_new_version_opens_what_was_not_approved_and_the_earlier_result_stays_in_the_log(officer, at):
    made = make_put()
    at(CLOSES - SECOND)
    answer(made)
    at(CLOSES + SECOND)
    again(made, officer)
    made.refresh_from_db()
    assert (made.state, made.result, made.versions.count()) == (EndorsementState.OPEN, None, 2)
    assert [event.verb for event in AuditEvent.objects.all()] == [
        *("response.made", "endorsement.settled", "endorsement.put"),
    ]
    found = endorsements.standings_of_versions(made, CLOSES + SECOND)
    assert [found[1].state, found[2].state] == [EndorsementState.BROKEN, EndorsementState.OPEN]


def test_a_version_still_open_ends_with_the_next_and_decides_nothing(officer, at):
    made = make_put()
    at(OPENS + timedelta(hours=1))
    again(made, officer)
    late = CLOSES + timedelta(days=60)
    found = endorsements.standings_of_versions(made, late)
    assert [found[1].state, found[2].state] == [EndorsementState.OPEN, EndorsementState.APPROVED]


def test_an_answer_to_the_version_before_is_not_taken_for_the_new_one(officer, at):
    made = make_put()
    at(OPENS + timedelta(hours=1))
    again(made, officer)
    with pytest.raises(Refused, match=r"A new version was submitted while you were reading the previous one\."):
        answer(made, read=1)
    assert Response.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"changed": ""}, r"Describe the changes since the previous version\."),
        ({"closes_at": OPENS + timedelta(hours=71)}, r"This procedure requires a review period of at least 72 hours\."),
    ],
)
def test_a_new_version_is_refused(officer, given, sentence):
    made = make_put()
    with pytest.raises(Refused, match=sentence):
        again(made, officer, **given)
    assert made.versions.count() == 1


def test_what_was_approved_has_no_new_version_even_if_nobody_wrote_it_down(officer, at):
    made = make_put()
    at(CLOSES)
    with pytest.raises(Refused, match=r"The status of this text is “approved”\."):
        again(made, officer)


# Extensions


def extend(endorsement, by, closes_at=CLOSES + timedelta(days=1)):
    return endorsements_actions.extend_deadline(endorsement, closes_at=closes_at, reason=text("More time"), by=by)


def test_a_deadline_is_moved_before_it_has_passed(officer, at):
    made = make_put()
    at(CLOSES - SECOND)
    extend(made, officer)
    made.refresh_from_db()
    assert (made.target_on, endorsements.standing_of(made, CLOSES).deadline) == (
        *(date(2008, 2, 11), CLOSES + timedelta(days=1)),
    )
    assert log()[-1] == ("endorsement.extended", officer.name, "endorsements")


@pytest.mark.parametrize("moment", [CLOSES, CLOSES + SECOND])
def test_a_deadline_that_has_passed_is_not_moved_even_at_its_very_instant(officer, at, moment):
    made = make_put()
    at(moment)
    with pytest.raises(Refused) as refusal:
        extend(made, officer)
    assert (str(refusal.value), Extension.objects.count()) == (
        (
            "The deadline was 10 February 2008, 18:00 (Vienna time, UTC+1) and the result is known. To "
            "ask again, submit a new version."
        ),
        0,
    )


def test_a_deadline_is_not_moved_to_an_earlier_time(officer):
    with pytest.raises(
        Refused, match=r"An extension must be later than the present deadline, 10 February 2008, 18:00 \(Vienna time"
    ):
        extend(make_put(), officer, CLOSES)


# Answers


def test_an_objection_breaks_the_silence_at_once_and_the_endorsement_does_not_say_whose(officer, at):
    made = make_put()
    at(CLOSES - SECOND)
    user, state = delegate()
    answer(made, by=(user, state))
    made.refresh_from_db()
    assert (made.state, made.result_on) == (EndorsementState.BROKEN, date(2008, 2, 10))
    response = Response.objects.get()
    assert (response.state, response.made_at, response.number) == (state, CLOSES - SECOND, 1)
    assert log() == [
        ("response.made", user.name, "responses"),
        ("endorsement.settled", "the answers of Member States", "endorsements"),
    ]
    settled = AuditEvent.objects.get(verb="endorsement.settled")
    assert settled.details == {
        "state": "broken",
        "on": "2008-02-10",
        "version": 1,
        "at": "2008-02-10T16:59:59Z",
        "deadline": "2008-02-10T17:00:00Z",
    }


@pytest.mark.parametrize("moment", [CLOSES, CLOSES + SECOND])
def test_an_objection_at_the_deadline_or_later_is_refused_and_nothing_is_kept(at, moment):
    made = make_put()
    at(moment)
    with pytest.raises(Refused) as refusal:
        answer(made)
    assert (str(refusal.value), Response.objects.count()) == (
        "The deadline has passed: 10 February 2008, 18:00 (Vienna time, UTC+1). You may still explain your position.",
        0,
    )
    assert endorsements.standing_of(made, moment).state == EndorsementState.APPROVED


def test_before_the_opening_nothing_is_answered(at):
    made = make_put()
    at(OPENS - SECOND)
    for kind in ResponseKind:
        with pytest.raises(
            Refused, match=r"Replies can be submitted from 7 February 2008, 18:00 \(Vienna time, UTC\+1\)"
        ):
            answer(made, kind, words="Words")


def test_once_the_silence_is_broken_nothing_more_is_counted(at):
    made = make_put()
    answer(made)
    with pytest.raises(Refused, match="The silence was broken: 7 February 2008, 18:00"):
        answer(made, APPROVAL)
    answer(made, ResponseKind.EXPLANATION, words="Why")
    assert [r.kind for r in Response.objects.order_by("number")] == [OBJECTION, ResponseKind.EXPLANATION]


def test_a_position_is_explained_also_after_the_deadline(at):
    made = make_put()
    at(CLOSES + timedelta(days=3))
    answer(made, ResponseKind.EXPLANATION, words="Why")
    assert endorsements.standing_of(made, CLOSES + timedelta(days=3)).state == EndorsementState.APPROVED


@pytest.mark.parametrize("kind", [ResponseKind.COMMENT, ResponseKind.EXPLANATION])
def test_a_comment_says_something(at, kind):
    with pytest.raises(Refused, match=r"Enter the statement of your delegation\."):
        answer(make_put(), kind)


def test_at_a_meeting_texts_are_commented_and_not_objected_to(at):
    made = make_put(kind="meeting")
    answer(made, ResponseKind.COMMENT, words="Shorter")
    with pytest.raises(Refused, match="Member States decide on this text at a meeting"):
        answer(made, OBJECTION)


def test_one_answers_only_for_the_state_of_a_current_posting_as_a_delegate(at):
    made, user = make_put(), make_user(Role.DELEGATE)
    own, other = user.postings.get().state, make_state()
    Posting.objects.create(user=user, role=Role.FOCAL_POINT, state=other, since_on=SINCE)
    with pytest.raises(Refused, match=r"You can reply only for the State you represent\."):
        answer(made, by=(user, other))
    with pytest.raises(Refused, match=r"You can reply only for the State you represent\."):
        answer(made, by=(user, make_state()))
    user.postings.filter(state=own).update(until_on=OPENS.date())
    with pytest.raises(Refused, match=r"Only delegates of Member States may reply for a Member State\."):
        answer(made, by=(user, own))


def test_what_was_withdrawn_or_never_put_is_not_answered(at):
    with pytest.raises(Refused, match=r"No text has been submitted to Member States yet\."):
        answer(make_endorsement(), read=1)
    with pytest.raises(Refused, match="This text was withdrawn"):
        answer(make_put(state="withdrawn", result_on=date(2008, 2, 8)))


def test_a_written_approval_is_written_down_when_the_share_is_reached(at):
    made = make_put(kind="written", terms={"numerator": 1, "denominator": 2})
    first, second = delegate(), delegate()
    make_state(), make_state(member_since=date(2011, 7, 14))
    answer(made, APPROVAL, by=first)
    made.refresh_from_db()
    assert (State.objects.count(), made.state) == (4, EndorsementState.OPEN)
    at(OPENS + timedelta(hours=1))
    answer(made, APPROVAL, by=second)
    made.refresh_from_db()
    assert (made.state, made.result_on) == (EndorsementState.APPROVED, date(2008, 2, 7))


# The result


def settled(made):
    made.refresh_from_db()
    return made.state, made.result_on, made.result_precision


def test_settled_late_or_twice_it_is_what_it_would_have_been_on_time(officer, at):
    on_time, late, twice = make_put(), make_put(), make_put()
    at(CLOSES)
    for made in (on_time, twice):
        endorsements_actions.settle_endorsement(made, by="the deadline")
    at(CLOSES + timedelta(days=400))
    for made in (late, twice):
        endorsements_actions.settle_endorsement(made, by="the deadline")
    assert {settled(made) for made in (on_time, late, twice)} == {("approved", date(2008, 2, 10), "day")}
    assert {tuple(sorted(event.details.items())) for event in AuditEvent.objects.all()} == {
        (
            *(("at", "2008-02-10T17:00:00Z"), ("deadline", "2008-02-10T17:00:00Z"), ("on", "2008-02-10")),
            *(("state", "approved"), ("version", 1)),
        )
    }
    assert AuditEvent.objects.count() == 3


def test_a_job_that_never_ran_changes_nothing_in_what_is_so(at):
    ran, never = make_put(), make_put()
    at(CLOSES)
    endorsements_actions.settle_endorsement(ran, by="the deadline")
    at(CLOSES + timedelta(days=30))
    viewer = viewer_of(make_user(Role.DELEGATE))
    ran.refresh_from_db()
    for made in (ran, never):
        assert endorsements.standing_of(made, CLOSES + timedelta(days=30))[:3] == ("approved", CLOSES, CLOSES)
        assert endorsements.is_approved(made)
        with pytest.raises(Refused, match="The deadline has passed"):
            answer(made)
    assert list(endorsements.endorsements_open(viewer)) == []
    assert set(endorsements.endorsements_closed(viewer)) == {ran, never}
    assert list(endorsements.endorsements_to_settle(CLOSES + timedelta(days=30))) == [never]


def test_what_is_open_is_not_settled(officer, at):
    with pytest.raises(Refused, match=r"This text is open until 10 February 2008, 18:00 \(Vienna time, UTC\+1\)"):
        endorsements_actions.settle_endorsement(make_put(), by=officer)
    with pytest.raises(Refused, match=r"No deadline applies to this text\."):
        endorsements_actions.settle_endorsement(make_endorsement(), by=officer)


def test_the_day_of_a_result_is_the_deadlines_in_the_procedures_time_zone(at):
    midnight = datetime(2008, 2, 10, 23, 30, tzinfo=UTC)
    made = make_put(closes_at=midnight)
    at(midnight)
    endorsements_actions.settle_endorsement(made, by="the deadline")
    assert settled(made)[1] == date(2008, 2, 11)


def test_a_result_is_announced_once_and_written_down_before(officer, at):
    made = make_put()
    with pytest.raises(Refused, match="This text is still open"):
        endorsements_actions.announce_result(made, by=officer)
    at(CLOSES + timedelta(days=1))
    endorsements_actions.announce_result(made, by=officer)
    made.refresh_from_db()
    assert (made.state, made.announced_on) == (EndorsementState.APPROVED, date(2008, 2, 11))
    assert [verb for verb, *_ in log()] == ["endorsement.settled", "endorsement.announced"]
    with pytest.raises(Refused, match=r"The result was already announced on 11 February 2008\."):
        endorsements_actions.announce_result(made, by=officer)


def test_nobody_records_another_result_than_the_answers_give(officer, at):
    for kind in ("silence", "written"):
        made = make_put(kind=kind)
        with pytest.raises(Refused, match="The replies of Member States by the deadline decide on this text;"):
            endorsements_actions.close_endorsement(
                made, EndorsementState.APPROVED, on=PartialDate(CLOSES.date()), note=NOTHING, by=officer
            )


def test_at_a_meeting_the_result_is_recorded_by_hand(officer, at):
    made = make_put(kind="meeting")
    at(CLOSES + SECOND)
    endorsements_actions.close_endorsement(
        made, EndorsementState.APPROVED, on=PartialDate(CLOSES.date()), note=NOTHING, by=officer
    )
    made.refresh_from_db()
    assert (made.state, endorsements.is_approved(made)) == ("approved", True)


def withdraw(made, by, on=DAY):
    return endorsements_actions.withdraw_endorsement(made, on=on, reason=text("No longer needed"), by=by)


def test_what_was_not_approved_is_withdrawn(officer, at):
    broken = make_put()
    answer(broken)
    for made in (make_put(), broken, make_endorsement(put_on=OPENS.date())):
        withdraw(made, officer)
        made.refresh_from_db()
        assert (made.state, made.result_note) == (EndorsementState.WITHDRAWN, text("No longer needed"))
        assert endorsements.standing_of(made, CLOSES + SECOND).state == EndorsementState.WITHDRAWN


def test_what_was_approved_is_not_withdrawn_even_if_nobody_wrote_it_down(officer, at):
    made = make_put()
    at(CLOSES)
    with pytest.raises(Refused, match=r"The status “approved” is final and cannot become “withdrawn”\."):
        withdraw(made, officer)


def test_nothing_is_withdrawn_before_it_was_put(officer):
    with pytest.raises(Refused, match="The text was submitted to Member States on 7 February 2008;"):
        withdraw(make_put(), officer, date(2008, 2, 6))


# Lists


def test_a_list_of_open_texts_goes_by_the_deadline_in_force(at):
    extended, passed, at_a_meeting, without = make_put(), make_put(), make_put(kind="meeting"), make_endorsement()
    make_extension(extended, made_at=CLOSES - SECOND, closes_at=CLOSES + timedelta(days=1))
    second = make_put()
    make_version(second, opens_at=OPENS + SECOND, closes_at=CLOSES + timedelta(days=5))
    viewer = viewer_of(make_user(Role.DELEGATE))
    assert set(endorsements.endorsements_open(viewer, CLOSES - SECOND)) == {
        extended,
        passed,
        at_a_meeting,
        without,
        second,
    }
    assert set(endorsements.endorsements_open(viewer, CLOSES)) == {extended, at_a_meeting, without, second}
    assert list(endorsements.endorsements_closed(viewer, CLOSES)) == [passed]
    assert set(endorsements.endorsements_to_announce(viewer, CLOSES)) == {passed}
    assert list(endorsements.endorsements_to_settle(CLOSES)) == [passed]


def test_standings_of_many_are_found_by_as_few_questions_as_those_of_one(at, django_assert_num_queries):
    for _each in range(3):
        answer(make_put(kind="written"), APPROVAL)
    with django_assert_num_queries(5):
        rows = list(Endorsement.objects.select_related("procedure"))
        found = endorsements.standings_of(rows, OPENS)
    assert [len(each.approving) for each in found.values()] == [1, 1, 1]


# Who reads what


def test_who_objected_is_read_only_where_the_procedure_says_so_and_by_the_delegation_itself(at):
    user, state = delegate()
    readers = {
        "visitor": VISITOR,
        "own": viewer_of(user),
        "other": viewer_of(make_user(Role.DELEGATE)),
        "committee": viewer_of(make_user(Role.COMMITTEE_MEMBER)),
        "secretariat": viewer_of(make_user(Role.SECRETARIAT)),
    }
    expected = {
        Audience.SECRETARIAT: {"own", "secretariat"},
        Audience.STEERING_COMMITTEE: {"own", "committee", "secretariat"},
        Audience.MEMBER_STATES: {"own", "other", "committee", "secretariat"},
        Audience.PUBLIC: {"own", "other", "committee", "secretariat"},
    }
    for audience, who in expected.items():
        made = make_put(terms={"objections_read_by": audience})
        objection = make_response(made, state=state)
        read = {name for name, viewer in readers.items() if objection in endorsements.responses_visible_to(viewer)}
        assert read == who, audience


def test_comments_are_read_by_those_who_read_the_endorsement(at):
    open_to_all, restricted = make_put(audience=Audience.PUBLIC), make_put(audience=Audience.SECRETARIAT)
    for made in (open_to_all, restricted):
        for kind in (ResponseKind.APPROVAL, ResponseKind.COMMENT, ResponseKind.EXPLANATION):
            make_response(made, kind, words="Words")
    seen = {
        name: endorsements.responses_visible_to(viewer).count()
        for name, viewer in {
            "visitor": VISITOR,
            "delegate": viewer_of(make_user(Role.DELEGATE)),
            "secretariat": viewer_of(make_user(Role.SECRETARIAT)),
        }.items()
    }
    assert seen == {"visitor": 3, "delegate": 3, "secretariat": 6}


# E-mail


def test_delegations_are_told_when_a_text_is_put_and_when_its_result_is_announced(
    officer, at, mailoutbox, django_capture_on_commit_callbacks
):
    user, _state = delegate()
    made = unput()
    with django_capture_on_commit_callbacks(execute=True):
        put(made, officer)
    at(CLOSES)
    with django_capture_on_commit_callbacks(execute=True):
        endorsements_actions.settle_endorsement(made, by="the deadline")
    assert len(mailoutbox) == 1
    with django_capture_on_commit_callbacks(execute=True):
        endorsements_actions.announce_result(made, by=officer)
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("Text submitted to Member States", [user.email]),
        ("Result of an endorsement announced", [user.email]),
    ]


# What does not change once a text is out


def test_the_terms_under_which_texts_were_put_stay(officer):
    made = make_put()
    for name, value in {"minimum_hours": 1, "kind": "written", "objections_read_by": Audience.PUBLIC}.items():
        changed = type(made.procedure).objects.get(pk=made.procedure.pk)
        setattr(changed, name, value)
        with pytest.raises(Refused, match="Texts have been submitted under this procedure;"):
            texts_rules.check_can_change_procedure(made.procedure, changed)
    renamed = type(made.procedure).objects.get(pk=made.procedure.pk)
    renamed.name = text("Another name")
    texts_rules.check_can_change_procedure(made.procedure, renamed)


def test_a_language_version_of_a_paper_with_text_and_file_has_a_digest_over_both(officer):
    paper = make_document(words="Words")
    version = LanguageVersion.objects.get()
    alone = put(unput(document=paper), officer).versions.get().files["en"]
    version.sha256, version.media_type, version.file = "a" * 64, "text/plain", "aa/a"
    version.save()
    both = put(unput(document=paper), officer).versions.get().files["en"]
    version.text = "Other words"
    version.save()
    changed = put(unput(document=paper), officer).versions.get().files["en"]
    assert len({alone, both, changed, "a" * 64}) == 4
