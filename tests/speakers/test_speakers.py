"""Nominated persons: who acts when, what the database refuses, what lists and links show."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.digests import digest_of_text
from palermo.core.languages import LANGUAGES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.programme.actions import programmes
from palermo.programme.schedule.content import content_of
from palermo.programme.schedule.plan import plan_of
from palermo.speakers.actions import speakers, speaking
from palermo.speakers.balance import balance_of
from palermo.speakers.models import Speaker, SpeakerConsent, SpeakerLink, SurvivorDeclaration
from palermo.speakers.proposing import BY_LINK, Declaration
from palermo.speakers.queries import (
    advice_visible_to,
    interests_visible_to,
    speaker_proposals_visible_to,
    speakers_visible_to,
    survivor_declarations_visible_to,
)
from palermo.speakers.states import Party, SpeakerState
from tests.factories.accounts import make_group, make_group_membership, make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.programmes import make_item, make_part, make_programme, make_programme_person
from tests.factories.speakers import (
    make_advice,
    make_published,
    make_speaker,
    make_survivor,
    make_survivor_officer,
)

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 20)
REASON = text("Reason")
NONE = Declaration(Party.PROPOSER, has_interest=False)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def event():
    return make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))


def new(event, **fields) -> Speaker:
    return Speaker(**{"event": event, "name": text("Ms. New"), "reason": REASON, **fields})


# Who proposes


def test_a_proposal_is_in_the_name_of_ones_own_delegation(event):
    home, other = make_state("Home"), make_state("Other")
    delegate = make_person("Delegate", Role.DELEGATE, state=home)
    made = speakers.propose_speaker(new(event, proposed_for_state=home), declared=NONE, by=delegate)
    assert (made.slug, made.state, made.proposed_by) == (f"{event.activity.slug}-speaker-1", "proposed", delegate)
    for wrong in ({"proposed_for_state": other}, {}):
        with pytest.raises(Refused, match=r"You can nominate speakers for your own delegation or agency only\."):
            speakers.propose_speaker(new(event, **wrong), declared=NONE, by=delegate)


def test_nobody_is_proposed_for_an_event_that_is_over(officer):
    over = make_event("Over", state="completed")
    with pytest.raises(Refused, match=r"This event is over; its speakers can no longer be changed\."):
        speakers.propose_speaker(new(over), declared=NONE, by=officer)


def test_a_proposal_is_changed_by_those_who_made_it_until_it_is_shared(event, officer):
    home = make_state("Home")
    delegate = make_person("Delegate", Role.DELEGATE, state=home)
    speaker = make_speaker(event=event, proposed_for_state=home)
    speaker.topic = text("Another topic")
    speakers.change_speaker(speaker, declared=Declaration(Party.PROPOSER), by=delegate)
    speakers.share_speaker(speaker, by=officer)
    with pytest.raises(Refused, match=r"This nomination has been shared\."):
        speakers.change_speaker(speaker, declared=Declaration(Party.PROPOSER), by=delegate)


def test_a_change_of_somebody_else_is_not_overwritten(event, officer):
    speaker = make_speaker(event=event)
    with pytest.raises(Refused, match=r"Another person changed this record while you were editing it\."):
        speakers.change_speaker(speaker, declared=Declaration(Party.PROPOSER), seen="as it was", by=officer)


# Who sees what


def seen_by(user) -> tuple[set[str], set[str]]:
    viewer = viewer_of(user) if user else VISITOR
    return tuple(
        {str(each.name) for each in query(viewer)} for query in (speakers_visible_to, speaker_proposals_visible_to)
    )


def test_each_reader_sees_what_is_theirs(event, officer):
    home = make_state("Home")
    for name, fields in {
        "own": {"proposed_for_state": home},
        "another": {"proposed_for_state": make_state("Other")},
        "shared": {"state": "long_listed"},
        "declined": {"state": "declined"},
    }.items():
        make_speaker(name, event=event, **fields)
    make_published("published", event=event)
    everybody = {f"{name} [en]" for name in ("own", "another", "shared", "declined", "published")}
    shared = {"shared [en]", "declined [en]", "published [en]"}
    people = {
        "delegate": make_person("A", Role.DELEGATE, state=home),
        "other": make_user(Role.DELEGATE),
        "member": make_user(Role.COMMITTEE_MEMBER),
        "focal point": make_person("F", Role.FOCAL_POINT, state=home),
        "office": officer,
        "visitor": None,
    }
    assert {name: seen_by(user) for name, user in people.items()} == {
        "delegate": (shared | {"own [en]"}, shared | {"own [en]"}),
        "other": (shared, shared),
        "member": (shared, shared),
        "focal point": ({"published [en]"}, set()),
        "office": (everybody, everybody),
        "visitor": ({"published [en]"}, set()),
    }


def test_what_a_person_declares_of_themselves_is_read_by_the_secretariat_alone(event, officer):
    speaker = make_speaker(event=event, state="confirmed")
    for number, party in enumerate(Party, 1):
        speaker.interests.create(number=number, party=party, has_interest=False)
    delegate = viewer_of(make_user(Role.DELEGATE))
    assert [each.party for each in interests_visible_to(delegate)] == ["proposer"]
    assert interests_visible_to(viewer_of(officer)).count() == 2
    assert interests_visible_to(VISITOR).count() == 0


def test_advice_is_read_by_member_states_and_not_by_the_public_of_a_published_person(event):
    make_advice(make_published(event=event))
    found = {role: advice_visible_to(viewer_of(make_user(role))).count() for role in Role}
    shown = {Role.SECRETARIAT: 1, Role.DELEGATE: 1, Role.COMMITTEE_MEMBER: 1, Role.FOCAL_POINT: 0, Role.PARTNER: 0}
    assert (found, advice_visible_to(VISITOR).count()) == (shown, 0)


# Advice


def test_a_state_advises_on_whom_it_was_shown_and_in_its_own_name(event):
    home = make_state("Home")
    delegate = make_person("Delegate", Role.DELEGATE, state=home)
    speaker = make_speaker(event=event, state="long_listed")
    speakers.advise_on_speaker(speaker, by_state=home, kind="support", text=MultilingualText(), by=delegate)
    with pytest.raises(Refused, match=r"Comments can be made for your own State only\."):
        speakers.advise_on_speaker(speaker, by_state=make_state("Other"), kind="support", text=REASON, by=delegate)
    with pytest.raises(ValidationError, match=r"Enter the reservation or comment\."):
        speakers.advise_on_speaker(speaker, by_state=home, kind="reservation", text=MultilingualText(), by=delegate)
    with pytest.raises(Refused, match=r"Member States can comment on speakers on the longlist or the shortlist\."):
        speakers.advise_on_speaker(
            make_speaker(event=event, state="chosen"), by_state=home, kind="support", text=REASON, by=delegate
        )
    assert [(each.number, each.by_state) for each in speaker.advice.all()] == [(1, home)]


# Authority


def test_nobody_is_chosen_without_a_mandate_in_force(event, officer):
    speaker = make_speaker(event=event, state="short_listed")
    mandate = event.activity.mandate
    mandate.state, mandate.ended_on = "fulfilled", date(2008, 1, 15)
    mandate.save()
    with pytest.raises(Refused, match=r"The mandate “Mandate \[en\]” ended on 15 January 2008 and gave"):
        speakers.choose_speaker(speaker, on=TODAY, reason=REASON, by=officer)
    chosen = speakers.choose_speaker(speaker, on=date(2008, 1, 14), reason=REASON, by=officer)
    assert (chosen.state, chosen.decided_under) == ("chosen", mandate)
    with pytest.raises(Refused, match=r"Request a new mandate from Member States and select it here\."):
        speaking.invite_speaker(speaker, answer_by=date(2008, 2, 1), by=officer)


def test_nobody_is_chosen_for_an_event_that_is_only_proposed(officer):
    proposed = make_event("Proposed", state="proposed", authorised_on=None)
    speaker = make_speaker(event=proposed, state="short_listed")
    with pytest.raises(Refused, match=r"This event is a proposal\."):
        speakers.choose_speaker(speaker, on=TODAY, reason=REASON, by=officer)


@pytest.mark.parametrize(
    "stored",
    [
        {"state": "chosen", "decided_under": None},
        {"state": "invited", "decided_on": None},
        {"state": "long_listed", "shared_at": None},
        {"state": "declined", "ended_on": None},
        {"state": "confirmed", "answered_on": None},
        {"state": "confirmed", "published_at": datetime(2008, 1, 20, tzinfo=UTC)},
        {"state": "accepted", "published_at": datetime(2008, 1, 20, tzinfo=UTC), "publication_consent": "given"},
    ],
)
def test_the_database_refuses_what_cannot_be(event, stored):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_speaker(event=event, **stored)


# Invitation


def invited(event, officer, language: str = "en") -> Speaker:
    speaker = make_speaker("Ms. Asked", event=event, state="chosen")
    return speaking.invite_speaker(
        speaker, answer_by=date(2008, 1, 31), email="asked@example.org", language=language, by=officer
    )


def answer(link, *, accepts: bool = True, **given):
    given = {"consents": {"publication": True}, "biography": text("Born"), "reason": REASON, **given}
    declared = given.pop("declared", Declaration(Party.INVITEE, has_interest=False, survivor="yes"))
    return speaking.answer_by_link(link, accepts=accepts, declared=declared, by=BY_LINK, **given)


def test_the_secret_lies_nowhere_but_in_the_mail(event, officer):
    speaker = invited(event, officer)
    [letter], [link] = mail.outbox, SpeakerLink.objects.all()
    secret = letter.body.rpartition("/speaking/")[2].strip().strip("/")
    assert (letter.to, link.digest, len(secret)) == (["asked@example.org"], digest_of_text(secret), 43)
    entries = str(list(AuditEvent.objects.values())) + str(list(RecordVersion.objects.values())) + str(vars(speaker))
    assert secret not in entries
    assert "asked@example.org" not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_mail_is_in_the_language_of_the_invited(event, officer, language):
    invited(event, officer, language.django_code)
    [letter] = mail.outbox
    assert letter.extra_headers["Content-Language"] == language.tag
    assert f"/{language.django_code}/speaking/" in letter.body
    assert (f"Forum [{language.code}]" in letter.subject, "asked to" in letter.body) == (True, False)


def test_a_link_is_used_once_and_expires_with_the_day(event, officer, settings):
    speaker = invited(event, officer)
    link = SpeakerLink.objects.get()
    assert link.expires_at == datetime(2008, 2, 1, tzinfo=link.expires_at.tzinfo)
    settings.PALERMO_TODAY = link.expires_at + timedelta(seconds=1)
    with pytest.raises(Refused, match=r"This link expired on 1 February 2008\."):
        answer(link)
    settings.PALERMO_TODAY = datetime(2008, 1, 21, 12, tzinfo=UTC)
    answer(link)
    with pytest.raises(Refused, match=r"You have already replied\."):
        answer(link)
    speaker.refresh_from_db()
    assert (speaker.state, speaker.answered_by_link, speaker.answered_on) == ("accepted", True, date(2008, 1, 21))


def test_a_new_link_ends_the_one_before(event, officer):
    speaker = invited(event, officer)
    first = SpeakerLink.objects.get()
    speaking.send_speaker_link(speaker, by=officer)
    with pytest.raises(Refused, match=r"This link is not valid\."):
        answer(first)
    assert len(mail.outbox) == 2


def test_who_is_withdrawn_can_no_longer_answer(event, officer):
    speaker = invited(event, officer)
    link = SpeakerLink.objects.get()
    speaking.withdraw_speaker(speaker, on=TODAY, reason=REASON, by=officer)
    with pytest.raises(Refused, match=r"This link is not valid\."):
        answer(SpeakerLink.objects.get(pk=link.pk))


def test_who_declines_agrees_to_nothing_and_says_why(event, officer):
    invited(event, officer)
    speaker = answer(SpeakerLink.objects.get(), accepts=False, consents={})
    assert (speaker.state, speaker.end_reason, SpeakerConsent.objects.count()) == ("declined", REASON, 0)


def test_nobody_is_confirmed_who_did_not_say_whether_there_is_a_conflict(event, officer):
    speaker = make_speaker(event=event, state="accepted")
    with pytest.raises(Refused, match=r"No declaration of interest has been recorded\."):
        speaking.confirm_speaker(speaker, by=officer)
    speaking.declare_interest(speaker, declared=Declaration(Party.INVITEE, has_interest=False), by=officer)
    assert speaking.confirm_speaker(speaker, by=officer).state == SpeakerState.CONFIRMED


def test_an_answer_is_no_earlier_than_the_invitation(event, officer):
    speaker = make_speaker(event=event, state="invited")
    with pytest.raises(Refused, match="The person was invited on 14 January 2008;"):
        speaking.record_answer(speaker, SpeakerState.ACCEPTED, on=date(2008, 1, 13), reason=REASON, by=officer)
    with pytest.raises(Refused, match=r"21 January 2008 is in the future\."):
        speaking.record_answer(speaker, SpeakerState.ACCEPTED, on=date(2008, 1, 21), reason=REASON, by=officer)


# Consent


def test_consent_is_pending_until_given_and_each_change_is_on_the_log(event, officer):
    speaker = make_speaker(event=event, state="confirmed")
    with pytest.raises(Refused, match=r"This person has not consented to publication of their name and biography\."):
        speaking.publish_speaker(speaker, by=officer)
    for to in ("given", "withdrawn"):
        speaking.change_consent(speaker, kind="publication", to=to, reason=REASON, by=officer)
        if to == "given":
            assert speaking.publish_speaker(speaker, by=officer).is_published
    speaker.refresh_from_db()
    changes = [(each.kind, each.to, each.changed_by, each.is_by_link) for each in speaker.consents.all()]
    assert (speaker.is_published, changes) == (
        False,
        [("publication", "given", officer, False), ("publication", "withdrawn", officer, False)],
    )
    entries = AuditEvent.objects.filter(verb="speaker.consent").values_list("details__to", "actor_id")
    assert list(entries) == [("given", str(officer.pk)), ("withdrawn", str(officer.pk))]


def test_consent_can_be_withdrawn_after_the_event(officer):
    speaker = make_published(event=make_event("Over", state="completed"))
    speaking.change_consent(speaker, kind="publication", to="withdrawn", reason=REASON, by=officer)
    assert speakers_visible_to(VISITOR).count() == 0


# What survivors declare


def test_what_a_survivor_declares_is_told_to_the_officers_named_for_the_event(event, officer):
    other, elsewhere = make_user(Role.SECRETARIAT), make_event("Elsewhere")
    make_survivor(make_speaker(event=event, state="confirmed"))
    make_survivor(make_speaker(event=elsewhere, state="confirmed"))
    make_survivor_officer(event, officer)
    counts = {user: survivor_declarations_visible_to(viewer_of(user)).count() for user in (officer, other)}
    assert (counts, survivor_declarations_visible_to(VISITOR).count()) == ({officer: 1, other: 0}, 0)
    speakers.name_survivor_officer(event, user=officer, is_named=False, by=other)
    assert survivor_declarations_visible_to(viewer_of(officer)).count() == 0


def test_it_is_in_no_log_and_no_history(event, officer):
    invited(event, officer)
    answer(SpeakerLink.objects.get())
    assert SurvivorDeclaration.objects.get().answer == "yes"
    entries = str(list(AuditEvent.objects.values())) + str(list(RecordVersion.objects.values()))
    assert "survivor" not in entries


# Balance


def figures(rows) -> dict[str, tuple]:
    return {str(row.label) if row.label else "Not stated": row.figures for row in rows}


def test_each_list_counts_those_of_the_next_and_who_did_not_say_has_a_row(event):
    group, land = make_group("Group"), make_state("Land")
    make_group_membership(group, land)
    make_speaker(event=event, state="long_listed", from_state=land, gender="woman", sector="media")
    make_speaker(event=event, state="short_listed", gender="man")
    make_speaker(event=event, state="confirmed")
    for out in ("proposed", "declined", "not_chosen", "withdrawn"):
        make_speaker(event=event, state=out, gender="woman", from_state=land)
    balance = balance_of(Speaker.objects.all(), TODAY)
    assert balance.totals == (3, 2, 1)
    assert figures(balance.groups) == {"Group [en]": (1, 0, 0), "Not stated": (2, 2, 1)}
    assert figures(balance.genders) == {
        "Woman": (1, 0, 0),
        "Man": (1, 1, 0),
        "Other": (0, 0, 0),
        "Not stated": (1, 1, 1),
    }
    assert figures(balance.sectors)["Not stated"] == (2, 2, 1)
    assert figures(balance.sectors)["Media"] == (1, 0, 0)


def survivors(event, said: dict[str, list[str]], **more) -> dict[str, tuple]:
    """The row of survivors for persons at these states with these answers."""
    for state, answers in said.items():
        for answered in answers:
            speaker = make_speaker(event=event, state=state)
            if answered:
                make_survivor(speaker, answered)
    return figures(balance_of(Speaker.objects.all(), TODAY, **more).survivors)


YES, NO = "Participates as a survivor", "Does not participate as a survivor"


def test_few_survivors_are_not_counted_where_others_read_it(event):
    assert survivors(event, {"long_listed": ["yes", "yes", "no", "no", "no", ""]}) == {
        YES: (None, None, None),
        NO: (None, None, None),
        "Not stated": (1, 0, 0),
    }


def test_many_are_counted_and_who_acts_on_it_reads_every_figure(event):
    shown = {"long_listed": ["yes", "yes", "yes", "no", "", ""], "short_listed": ["yes"]}
    found = survivors(event, shown)
    assert found == {YES: (4, None, None), NO: (1, None, None), "Not stated": (2, 0, 0)}
    exact = figures(balance_of(Speaker.objects.all(), TODAY, acts_on_survivors=True).survivors)
    assert exact == {YES: (4, 1, 0), NO: (1, 0, 0), "Not stated": (2, 0, 0)}


def test_no_figure_is_told_from_which_the_one_who_fell_out_between_two_lists_could_be_told(event):
    found = survivors(event, {"long_listed": ["yes"], "short_listed": ["yes"] * 3 + ["no"] * 3})
    assert (found[YES], found[NO]) == ((4, None, None), (3, None, None))


# The programme


def test_confirmation_comes_from_the_record_and_the_name_is_public_once_published(event, officer):
    speaker, programme = make_speaker("Ms. One", event=event, state="chosen"), make_programme(event)
    speaking.add_to_programme(speaker, by=officer)
    item = make_item(programme)
    part = make_part(item, speaker.programme_people.get(), confirmed_on=date(2008, 1, 1))

    def shown_to(audience: str) -> list:
        content = content_of(plan_of(programme), audience)
        return [(part["is_confirmed"], part.get("person", "")) for part in content["items"][0]["parts"]]

    assert (shown_to("member_states"), shown_to("public")) == ([(False, speaker.slug)], [(False, "")])
    other = make_published("Ms. Two", event=event)
    part.person.speaker = other
    part.person.save()
    assert shown_to("public") == [(True, speaker.slug)]
    speaking.unpublish_speaker(other, by=officer)
    assert (shown_to("public"), shown_to("member_states")) == ([(True, "")], [(True, speaker.slug)])


def test_a_person_with_a_record_is_changed_and_confirmed_there(event, officer):
    speaker, programme = make_speaker(event=event, state="chosen"), make_programme(event)
    by_hand = make_programme_person(programme, "Written by hand")
    make_part(make_item(programme), by_hand)
    speaking.add_to_programme(speaker, person=by_hand, by=officer)
    by_hand.refresh_from_db()
    part = by_hand.parts.get()
    assert (by_hand.name, part.confirmed_on) == (speaker.name, None)
    with pytest.raises(Refused, match=r"This person has a record as a speaker\. Edit that record\."):
        programmes.save_in_programme(by_hand, by=officer)
    part.confirmed_on = TODAY
    with pytest.raises(Refused, match=r"Confirmation is recorded in the speaker’s record\."):
        programmes.save_in_programme(part, by=officer)


def test_without_a_record_a_person_in_a_programme_is_as_before(event):
    programme = make_programme(event)
    make_part(make_item(programme), make_programme_person(programme, "By hand", slug="by-hand"))
    content = content_of(plan_of(programme), "public")
    assert content["people"] == [{"id": "by-hand", "name": dict(text("By hand"))}]


def test_a_substitute_is_chosen_for_the_same_event(event, officer):
    speaker = make_speaker(event=event, state="declined")
    for wrong in (make_speaker(state="chosen"), make_speaker(event=event, state="long_listed")):
        with pytest.raises(Refused, match=r"A substitute must be selected for the same event and not"):
            speaking.replace_speaker(speaker, substitute=wrong, by=officer)
    other = make_speaker(event=event, state="chosen")
    speaking.replace_speaker(speaker, substitute=other, by=officer)
    with pytest.raises(Refused, match=r"This person already has a substitute\."):
        speaking.replace_speaker(speaker, substitute=make_speaker(event=event, state="chosen"), by=officer)
    other.refresh_from_db()
    assert other.substitute_for == speaker
