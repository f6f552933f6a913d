"""Persons chosen for the Forum, from the invitation to the public page."""

from datetime import date

from django.core import mail
from django.test import Client

from palermo.core.text import MultilingualText
from palermo.programme.actions import programmes
from palermo.speakers.actions import speaking
from palermo.speakers.models import SpeakerLink
from palermo.speakers.proposing import BY_LINK, Declaration
from palermo.speakers.states import LinkPurpose, Party
from tests.portal.filling import act, fill, link_in
from tests.portal.forum_life.life import BY_FORMS, CHOSEN, DECLINING, SLUG, SPEAKING, Life, Planned
from tests.portal.forum_life.programmes import give_parts, sessions

ANSWER_BY = date(2008, 5, 30)
# Who took the place of whom.
SUBSTITUTES = dict(zip(DECLINING, list(SPEAKING)[-5:], strict=True))


def invite_and_answer(life: Life) -> None:
    """Everybody chosen is invited by mail; those who answer do so by their links, a dozen through the page."""
    # One who is going to decline stands in the programme already.
    speaking.add_to_programme(life.speaker(DECLINING[0]), by=life.officer)
    life.seen["asked by mail"] = 0
    for number in CHOSEN:
        before = len(mail.outbox)
        _invite(life, number)
        life.seen["asked by mail"] += len(mail.outbox) - before
        planned, link = life.planned[number], link_in(mail.outbox[-1])
        if number in SPEAKING:
            (_accept_by_page if number in BY_FORMS else _accept)(life, planned, link)
        elif number in DECLINING:
            _decline_by_page(planned, link)


def _invite(life: Life, number: int) -> None:
    if number in BY_FORMS:
        act(life.office, "invite-speaker", life.speaker(number).slug, answer_by=ANSWER_BY.isoformat())
    else:
        speaking.invite_speaker(life.speaker(number), answer_by=ANSWER_BY, by=life.officer)


def _browser(planned: Planned) -> Client:
    """Somebody's own, at an address of their own: requests are limited for each."""
    return Client(REMOTE_ADDR=f"192.0.2.{planned.number}")


def _accept_by_page(life: Life, planned: Planned, link: str) -> None:
    own = _browser(planned)
    own.get(link)
    agreed = {"publication": "on"} if planned.agrees else {}
    shown = {"answer": "accept", "interest": "no", "biography": f"Life of {planned.name}", "survivor": planned.survivor}
    fill(own, "/en/speaking/", **shown, **agreed)


def _decline_by_page(planned: Planned, link: str) -> None:
    own = _browser(planned)
    own.get(link)
    fill(own, "/en/speaking/", answer="decline", reason="Elsewhere on that day")


def _accept(life: Life, planned: Planned, link: str) -> None:
    row = SpeakerLink.objects.get(speaker=life.speakers[planned.number], purpose=LinkPurpose.ANSWER)
    speaking.answer_by_link(
        row,
        accepts=True,
        reason=MultilingualText(),
        consents={"publication": planned.agrees, "recording": False, "photograph": False},
        biography=MultilingualText({"en": f"Life of {planned.name}"}),
        declared=Declaration(Party.INVITEE, has_interest=False, survivor=planned.survivor),
        by=BY_LINK,
    )


def confirm_and_tie(life: Life) -> None:
    """Confirmed, put into the programme, given a part."""
    for number in SPEAKING:
        if number in BY_FORMS:
            act(life.office, "confirm-speaker", life.speaker(number).slug)
            act(life.office, "put-speaker-into-programme", life.speaker(number).slug)
        else:
            speaking.confirm_speaker(life.speaker(number), by=life.officer)
            speaking.add_to_programme(life.speaker(number), by=life.officer)
    give_parts(life)


def substitute(life: Life) -> None:
    """Five who declined are replaced by others; what one of them was to do passes over."""
    first, last = life.speakers[DECLINING[0]].programme_people.get(), sessions(life)[-1]
    part = last.parts.model(item=last, person=first, role="moderator")
    programmes.save_in_programme(part, by=life.officer)
    for gone, taking in SUBSTITUTES.items():
        if gone == DECLINING[0]:
            act(life.office, "replace-speaker", life.speaker(gone).slug, substitute=str(life.speakers[taking].pk))
        else:
            speaking.replace_speaker(life.speaker(gone), substitute=life.speaker(taking), by=life.officer)


def publish_speakers(life: Life) -> None:
    """Everybody who agreed; who did not is refused in words."""
    life.seen["before publication"] = published_speaker_ids(Client(), life)
    for number in SPEAKING:
        if not life.planned[number].agrees:
            continue
        if number in BY_FORMS:
            act(life.office, "publish-speaker", life.speaker(number).slug)
        else:
            speaking.publish_speaker(life.speaker(number), by=life.officer)


def published_speaker_ids(client: Client, life: Life) -> set[int]:
    """The names that the page of the event's speakers shows to a reader."""
    page = client.get(f"/en/events/{SLUG}/speakers/").content.decode()
    return {planned.number for planned in life.planned if planned.name in page}
