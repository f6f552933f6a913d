"""What is done to rounds of data collection: planned, opened, closed; States invited, given more time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_id, free_slug
from palermo.core.text import MultilingualText
from palermo.governance.models import NoteVerbale
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.queries.sources import in_force
from palermo.knowledge.states.sources import AgreementStatus, Purpose, SourceKind
from palermo.returns.models import Round, RoundInvitation
from palermo.returns.notices.rounds import EXTENDED, INVITED, notify_of_round, notify_state
from palermo.returns.rules import rounds as rules
from palermo.returns.states.rounds import RoundStatus


@dataclass(frozen=True)
class Terms:
    """An agreement that is made with a State: its title and terms, for which purposes, since when and until when."""

    title: MultilingualText
    signed_on: date
    purposes: tuple[str, ...] = (Purpose.STATISTICS, Purpose.REPORTS)
    text: MultilingualText = field(default_factory=MultilingualText)
    ends_on: date | None = None
    keep_until: date | None = None


@transaction.atomic
def plan_round(round_: Round, *, by: Actor) -> Round:
    """Record a round in preparation."""
    rules.check_may_plan_round(by, round_)
    round_.slug = round_.slug or free_slug(Round, round_.title, "round")
    insert_row(round_)
    record("round.planned", round_, by=by, year=round_.year)
    return round_


@transaction.atomic
def change_round(round_: Round, *, values: Mapping[str, object], by: Actor) -> Round:
    """Edit a round; `values` are fields of the model."""
    round_ = lock_row(round_, "edition__questionnaire", "mandate")
    changed = [name for name, value in values.items() if getattr(round_, name) != value]
    rules.check_can_change_round(by, round_, changed)
    set_values(round_, values)
    save_row(round_)
    record("round.changed", round_, by=by, fields=sorted(changed))
    return round_


@transaction.atomic
def remove_round(round_: Round, *, by: Actor) -> Round:
    """Remove a round that was only planned; the log keeps that there was one."""
    round_ = lock_row(round_, "edition__questionnaire", "mandate")
    rules.check_may_remove_round(by, round_)
    pk = round_.pk
    round_.delete()
    # The log and the history name what was removed.
    round_.pk = pk
    record("round.removed", round_, by=by)
    return round_


@transaction.atomic
def open_round(round_: Round, *, on: date, by: Actor) -> Round:
    """Open a round to returns, under a mandate in force; the States invited are notified."""
    round_ = lock_row(round_, "edition__questionnaire", "mandate")
    rules.check_can_open_round(by, round_, on)
    round_.status, round_.opens_on = RoundStatus.OPEN, on
    save_row(round_)
    record("round.opened", round_, by=by, on=on.isoformat())
    notify_of_round.enqueue(round_.pk, INVITED)
    return round_


@transaction.atomic
def close_round(round_: Round, *, on: date, by: Actor) -> Round:
    """Close a round: no return is begun any more."""
    round_ = lock_row(round_, "edition__questionnaire", "mandate")
    rules.check_can_close_round(by, round_, on)
    round_.status, round_.closed_on = RoundStatus.CLOSED, on
    save_row(round_)
    record("round.closed", round_, by=by, on=on.isoformat())
    return round_


@transaction.atomic
def reopen_round(round_: Round, *, reason: MultilingualText, by: Actor) -> Round:
    """Open a closed round again; the log keeps the reason."""
    round_ = lock_row(round_, "edition__questionnaire", "mandate")
    rules.check_may_reopen_round(by, round_)
    round_.status, round_.closed_on = RoundStatus.OPEN, None
    save_row(round_)
    record("round.reopened", round_, by=by, reason=dict(reason))
    return round_


@transaction.atomic
def invite_states(
    round_: Round,
    *,
    states: Iterable[State],
    on: date,
    note: NoteVerbale | None = None,
    terms: Terms | None = None,
    by: Actor,
) -> Round:
    """Invite States, each under the agreement with it that is in force.

    With `terms`, an agreement is recorded for those with which there is none; without, it is chosen later. Where the
    round is open, the States are notified.
    """
    round_, states = lock_row(round_, "edition__questionnaire", "mandate"), list(states)
    rules.check_can_invite(by, round_, states, note, on)
    known = _agreements_in_force(states, on)
    for state in states:
        agreement = known.get(state.pk)
        if agreement is None and terms is not None:
            agreement = _make_agreement(state, terms, by)
        invitation = RoundInvitation(round=round_, state=state, note=note, agreement=agreement, invited_on=on)
        insert_row(invitation)
        if round_.status == RoundStatus.OPEN:
            notify_state.enqueue(invitation.pk, INVITED)
    record(
        "round.states_invited",
        round_,
        by=by,
        states=sorted(state.slug for state in states),
        note=note.slug if note else "",
    )
    return round_


@transaction.atomic
def withdraw_invitation(invitation: RoundInvitation, *, by: Actor) -> Round:
    """Withdraw the invitation of a State that has not begun its return."""
    invitation = _lock_invitation(invitation)
    rules.check_may_withdraw_invitation(by, invitation)
    round_, state = invitation.round, invitation.state.slug
    invitation.delete()
    record("round.invitation_withdrawn", round_, by=by, state=state)
    return round_


@transaction.atomic
def choose_agreement(
    invitation: RoundInvitation, *, agreement: Agreement | None = None, terms: Terms | None = None, by: Actor
) -> RoundInvitation:
    """Say under which agreement the return of a State is accepted: an existing one, or one made on these terms."""
    invitation = _lock_invitation(invitation)
    rules.check_may_choose_agreement(by, invitation)
    if agreement is None and terms is not None:
        agreement = _make_agreement(invitation.state, terms, by)
    assert agreement is not None
    rules.check_can_choose_agreement(by, invitation, agreement)
    invitation.agreement = agreement
    save_row(invitation)
    record("round.agreement_chosen", invitation.round, by=by, state=invitation.state.slug, agreement=agreement.slug)
    return invitation


@transaction.atomic
def extend_deadline(invitation: RoundInvitation, *, until: date, reason: str, by: Actor) -> RoundInvitation:
    """Give one State more time, with a reason; it is notified."""
    invitation = _lock_invitation(invitation)
    rules.check_can_extend(by, invitation, until, reason)
    invitation.extended_to, invitation.extension_reason = until, reason.strip()
    save_row(invitation)
    record("round.extended", invitation.round, by=by, state=invitation.state.slug, until=until.isoformat())
    notify_state.enqueue(invitation.pk, EXTENDED)
    return invitation


def _agreements_in_force(states: Iterable[State], on: date) -> dict[int, Agreement]:
    """The agreement with each State that is in force on a day: of several the latest."""
    rows = Agreement.objects.filter(in_force(on), source__state__in=list(states)).select_related("source")
    return {each.source.state_id: each for each in rows.order_by("starts_on", "pk") if each.source.state_id}


def _make_agreement(state: State, terms: Terms, by: Actor) -> Agreement:
    source = Source.objects.filter(state=state).order_by("pk").first()
    if source is None:
        source = Source(
            slug=free_id(Source, f"state-{state.slug}"),
            name=state.short_name,
            kind=SourceKind.STATE,
            state=state,
            audience=Audience.SECRETARIAT,
        )
        insert_row(source)
        record("round_source.added", source, by=by)
    agreement = Agreement(
        slug=free_id(Agreement, f"returns-{state.slug}"),
        source=source,
        title=terms.title,
        purposes=list(terms.purposes),
        terms=terms.text,
        status=AgreementStatus.SIGNED,
        signed_on=terms.signed_on,
        starts_on=terms.signed_on,
        ends_on=terms.ends_on,
        keep_until=terms.keep_until,
        audience=Audience.SECRETARIAT,
    )
    insert_row(agreement)
    record("round_agreement.added", agreement, by=by)
    return agreement


def _lock_invitation(invitation: RoundInvitation) -> RoundInvitation:
    rows = RoundInvitation.objects.select_for_update(of=("self",)).select_related("round", "state", "agreement")
    return rows.prefetch_related("state__former_names").get(pk=invitation.pk)
