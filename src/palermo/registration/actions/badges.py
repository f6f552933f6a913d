"""Badges made and revoked, and people checked in."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import AuditEntry, record, record_all
from palermo.core import clock
from palermo.registration.actions.registrations import lock_registration
from palermo.registration.models import Badge, CheckIn, Participant, Registration
from palermo.registration.rules import badges as badges_rules
from palermo.registration.states import CheckInResult, ParticipantState
from palermo.registration.tokens import Claims, event_mark, public_half, sign_token, signing_key, verify_token


@transaction.atomic
def issue_badges(
    registration: Registration,
    *,
    valid_from: date,
    valid_until: date,
    participants: Iterable[Participant] | None = None,
    by: Actor,
) -> list[Badge]:
    """Make a badge for each of these, or for everybody accredited who has none."""
    registration = lock_registration(registration)
    badges_rules.check_may_badge(by, registration)
    # As they are now, not as they were when the page was shown.
    everybody = registration.participants.order_by("number")
    named = everybody.filter(pk__in=[each.pk for each in participants]) if participants is not None else None
    chosen = list(_without_badge(registration) if named is None else named)
    for participant in chosen:
        participant.registration = registration
        badges_rules.check_has_no_badge(participant)
    _keep_public_key(registration)
    badges = Badge.objects.bulk_create(_badges(registration, chosen, valid_from, valid_until))
    numbers = [participant.number for participant in chosen]
    days = {"valid_from": valid_from.isoformat(), "valid_until": valid_until.isoformat()}
    record("badges.issued", registration, by=by, numbers=numbers, **days)
    return badges


def _without_badge(registration: Registration) -> Iterable[Participant]:
    accredited = registration.participants.filter(state=ParticipantState.ACCREDITED)
    return accredited.exclude(pk__in=Badge.objects.filter(revoked_at=None).values("participant"))


def _keep_public_key(registration: Registration) -> None:
    """Keep the public key, so that a badge can be checked when the installation's secret is another."""
    public = public_half(signing_key(registration.slug))
    if public not in registration.public_keys.split():
        registration.public_keys = f"{registration.public_keys} {public}".strip()
        registration.save(update_fields=["public_keys"])


def _badges(registration: Registration, participants: list[Participant], first: date, last: date) -> list[Badge]:
    key, event, now = signing_key(registration.slug), event_mark(registration.slug), clock.now()
    earlier = dict(
        Badge.objects.filter(participant__in=participants).order_by("issue").values_list("participant", "issue")
    )
    badges = []
    for each in participants:
        issue = earlier.get(each.pk, 0) + 1
        token = sign_token(Claims(event, each.number, issue, each.category, first, last), key)
        badge = Badge(participant=each, issue=issue, valid_from=first, valid_until=last, token=token, issued_at=now)
        badge.full_clean(exclude=["participant"], validate_unique=False, validate_constraints=False)
        badges.append(badge)
    return badges


@transaction.atomic
def issue_badge(participant: Participant, *, valid_from: date, valid_until: date, by: Actor) -> Badge:
    """Make a badge for one person."""
    days = {"valid_from": valid_from, "valid_until": valid_until}
    return issue_badges(participant.registration, participants=[participant], **days, by=by)[0]


@transaction.atomic
def revoke_badge(badge: Badge, *, by: Actor) -> Badge:
    """Revoke a badge that was lost or misused; it stands on the list of those that hold no more."""
    registration = lock_registration(badge.participant.registration)
    badge = Badge.objects.select_related("participant__registration").get(pk=badge.pk)
    badges_rules.check_can_revoke_badge(by, badge)
    badge.revoked_at = clock.now()
    badge.save(update_fields=["revoked_at"])
    record("badge.revoked", registration, by=by, number=badge.participant.number, issue=badge.issue)
    return badge


def revoke_badges(participant: Participant) -> None:
    """Revoke the badges of somebody whose details changed or who does not come; the act around it is in the log."""
    participant.badges.filter(revoked_at=None).update(revoked_at=clock.now())


class Arrival(NamedTuple):
    """An arrival that a device reports: under its own id, who, when, and the code of the badge where it was read."""

    key: UUID
    number: int
    at: datetime
    device: str = ""
    token: str = ""


class CheckInReply(NamedTuple):
    """The reply to an arrival: its result and, where it does not count, when and where the person was counted.

    `result` is one of CheckInResult, or why nothing was kept: "unknown", "not_accredited", "revoked", "foreign".
    """

    key: UUID
    number: int
    result: str
    counted_at: datetime | None = None
    counted_by: str = ""


@transaction.atomic
def check_in_all(registration: Registration, arrivals: list[Arrival], *, by: Actor) -> list[CheckInReply]:
    """Count each person once, however often and by however many devices they are reported, in the order given.

    Reported again under the same id, an arrival gets the reply that it got the first time. Devices that report at the
    same time wait for one another.
    """
    registration = lock_registration(registration)
    badges_rules.check_may_check_in(by, registration)
    desk = _Desk(registration, arrivals)
    replies = [desk.take(arrival) for arrival in arrivals]
    CheckIn.objects.bulk_create(desk.made)
    # Which id is whose stays with the arrivals, which are deleted with the names.
    record_all(
        [AuditEntry("check_in.recorded", registration, {"number": n, "result": r}) for n, r in desk.entries()], by=by
    )
    return replies


class _Desk:
    """What is on record when a device reports, read once; `made` are the check-ins to be added."""

    def __init__(self, registration: Registration, arrivals: list[Arrival]) -> None:
        self.registration, self.now = registration, clock.now()
        numbers = {arrival.number for arrival in arrivals}
        people = registration.participants.filter(number__in=numbers)
        self.people = {each.number: each for each in people}
        badges = Badge.objects.filter(participant__in=people)
        self.revoked = {(b.participant_id, b.issue) for b in badges.filter(revoked_at__isnull=False)}
        known = CheckIn.objects.filter(participant__registration=registration).select_related("participant")
        self.known = {each.key: each for each in known.filter(key__in=[arrival.key for arrival in arrivals])}
        counted = known.filter(result=CheckInResult.COUNTED, participant__in=people)
        self.counted = {each.participant_id: each for each in counted}
        self.taken = set(CheckIn.objects.filter(key__in=[a.key for a in arrivals]).values_list("key", flat=True))
        self.made: list[CheckIn] = []

    def take(self, arrival: Arrival) -> CheckInReply:
        """Check one arrival in, or say why not."""
        if known := self.known.get(arrival.key):
            return self._reply(known)
        participant = self.people.get(arrival.number)
        if reason := self._reason_not_to_count(arrival, participant):
            return CheckInReply(arrival.key, arrival.number, reason)
        assert participant
        return self._reply(self._keep(arrival, participant))

    def _reason_not_to_count(self, arrival: Arrival, participant: Participant | None) -> str:
        if participant is None or arrival.key in self.taken:
            return "unknown"
        if arrival.token:
            claims = verify_token(arrival.token, self.registration.public_keys.split())
            if claims is None or (claims.event, claims.number) != (event_mark(self.registration.slug), arrival.number):
                return "foreign"
            if (participant.pk, claims.issue) in self.revoked:
                return "revoked"
        return "" if participant.state == ParticipantState.ACCREDITED else "not_accredited"

    def _keep(self, arrival: Arrival, participant: Participant) -> CheckIn:
        result = CheckInResult.REPEATED if participant.pk in self.counted else CheckInResult.COUNTED
        # A clock that runs ahead is not believed.
        at = min(arrival.at, self.now)
        check_in = CheckIn(key=arrival.key, participant=participant, at=at, received_at=self.now, result=result)
        check_in.device = arrival.device[:40]
        self.made.append(check_in)
        self.known[check_in.key] = check_in
        if result == CheckInResult.COUNTED:
            self.counted[participant.pk] = check_in
        return check_in

    def _reply(self, check_in: CheckIn) -> CheckInReply:
        counted = self.counted.get(check_in.participant_id)
        number = check_in.participant.number
        if check_in.result != CheckInResult.REPEATED or counted is None:
            return CheckInReply(check_in.key, number, check_in.result)
        return CheckInReply(check_in.key, number, check_in.result, counted.at, counted.device)

    def entries(self) -> Iterable[tuple[int, str]]:
        """The numbers and results for the log."""
        return [(each.participant.number, str(each.result)) for each in self.made]


@transaction.atomic
def undo_check_in(check_in: CheckIn, *, by: Actor) -> CheckIn:
    """Undo the check-in of the wrong person, who is counted when they come."""
    registration = lock_registration(check_in.participant.registration)
    check_in = CheckIn.objects.select_related("participant__registration").get(pk=check_in.pk)
    badges_rules.check_can_undo_check_in(by, check_in)
    check_in.result = CheckInResult.UNDONE
    check_in.save(update_fields=["result"])
    record("check_in.undone", registration, by=by, number=check_in.participant.number)
    return check_in
