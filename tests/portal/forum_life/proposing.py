"""Persons proposed for the Forum, from the first proposal to the decision under the mandate."""

from typing import Any

from palermo.accounts.models import Organisation, State, User
from palermo.core.text import MultilingualText
from palermo.speakers.actions import speakers
from palermo.speakers.models import Speaker
from palermo.speakers.proposing import Declaration
from palermo.speakers.states import AdviceKind, Party
from tests.portal.filling import act, client_of, six
from tests.portal.forum_life.life import (
    BY_FORMS,
    CHOSEN,
    NEVER_SHARED,
    NOT_LONG,
    NOT_SHORT,
    PROPOSED,
    SLUG,
    TAKEN_BACK,
    Life,
    Planned,
)

REASON = MultilingualText({"en": "For the balance of the list"})


def proposer(life: Life, number: int) -> tuple[User, dict[str, Any]]:
    """Who proposes somebody, and in whose name: delegations and agencies in turn."""
    sides = list(life.delegates.items()) + list(life.members.items())
    slug, user = sides[number % len(sides)]
    if slug in life.delegates:
        return user, {"proposed_for_state": State.objects.get(slug=slug)}
    return user, {"proposed_for_organisation": Organisation.objects.get(slug=slug)}


def topic_of(planned: Planned) -> str:
    """What somebody is to speak on."""
    return f"Protecting witnesses, part {planned.number}"


def reason_of(planned: Planned) -> str:
    """The justification; shown to Member States alone."""
    return f"Reason {planned.number}: long experience in court"


def propose_everybody(life: Life) -> None:
    """A dozen by the form, the others by the same act; what is shown to others is kept for comparison."""
    for planned in life.planned:
        (_propose_by_form if planned.number in BY_FORMS else _propose)(life, planned)
    for number in TAKEN_BACK:
        user, _place = proposer(life, number)
        on = life.speaker(number).proposed_at.date()
        speakers.take_back_speaker(life.speaker(number), on=on, reason=REASON, by=user)
    life.seen["before sharing"] = {
        name: sum(planned.name in shown for planned in life.planned)
        for name, client in life.readers().items()
        if (shown := client.get(f"/en/events/{SLUG}/speakers/").content.decode())
    }


def _propose_by_form(life: Life, planned: Planned) -> None:
    user, place = proposer(life, planned.number)
    acting_for = {"acting_for": _acting_for(place)}
    written = {
        "name": planned.name,
        "from_state": str(State.objects.get(slug=planned.from_state).pk),
        "gender": planned.gender,
        "sector": planned.sector,
        "function": "Judge",
        "topic": topic_of(planned),
        "reason": reason_of(planned),
        "interest": "no",
        "email": planned.email,
    }
    act(client_of(user), "propose-speaker", SLUG, **acting_for, **written)
    life.speakers[planned.number] = Speaker.objects.latest("pk")


def _acting_for(place: dict[str, Any]) -> str:
    [(_name, row)] = place.items()
    return f"state-{row.pk}" if isinstance(row, State) else f"organisation-{row.pk}"


def _propose(life: Life, planned: Planned) -> None:
    user, place = proposer(life, planned.number)
    speaker = Speaker(
        event=life.event,
        name=MultilingualText({"en": planned.name}),
        function=MultilingualText({"en": "Judge"}),
        topic=MultilingualText({"en": topic_of(planned)}),
        reason=MultilingualText({"en": reason_of(planned)}),
        from_state=State.objects.get(slug=planned.from_state),
        gender=planned.gender,
        sector=planned.sector,
        **place,
    )
    declared = Declaration(Party.PROPOSER, has_interest=False)
    made = speakers.propose_speaker(speaker, declared=declared, email=planned.email, by=user)
    life.speakers[planned.number] = made


def share(life: Life) -> None:
    """The long list: from now on Member States see who is on it."""
    left = set(TAKEN_BACK) | set(NEVER_SHARED)
    for number in range(PROPOSED):
        if number in BY_FORMS:
            act(life.office, "share-speaker", life.speaker(number).slug)
        elif number not in left:
            speakers.share_speaker(life.speaker(number), by=life.officer)


def advise_and_list(life: Life) -> None:
    """Member States advise; from the long list to the short list, from the short list to the decision."""
    for number in BY_FORMS:
        adviser = "aut" if proposer(life, number)[0] != life.delegates["aut"] else "bra"
        advice = {"kind": AdviceKind.SUPPORT, "text": f"Advice {number}: a good choice"}
        act(life.delegate(adviser), "advise-on-speaker", life.speaker(number).slug, **advice)
    for number in NOT_LONG:
        _set_aside(life, number)
    for number in (*NOT_SHORT, *CHOSEN):
        if number in BY_FORMS:
            act(life.office, "short-list-speaker", life.speaker(number).slug)
        else:
            speakers.short_list_speaker(life.speaker(number), by=life.officer)
    for number in NOT_SHORT:
        _set_aside(life, number)
    for number in CHOSEN:
        if number in BY_FORMS:
            act(life.office, "choose-speaker", life.speaker(number).slug, **six("reason", "Balance"))
        else:
            day = life.speaker(number).shared_at.date()
            speakers.choose_speaker(life.speaker(number), on=day, reason=REASON, by=life.officer)


def _set_aside(life: Life, number: int) -> None:
    speaker = life.speaker(number)
    speakers.set_aside_speaker(speaker, on=speaker.shared_at.date(), reason=REASON, by=life.officer)
