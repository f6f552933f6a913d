"""What is done to commitments: recorded, made, confirmed, changed, withdrawn; also by the link of a person who pledged.

Once on record, a commitment is in the follow-up register, where its due date, progress and queries are.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.governance.actions import follow_ups
from palermo.governance.models import Activity, ProgressReport
from palermo.governance.states.follow_ups import FollowUpState
from palermo.outreach.models import Commitment, PledgeContact, Pledging
from palermo.outreach.notices.commitments import mail_pledge_link, notify_of_decision
from palermo.outreach.rules import commitments as rules
from palermo.outreach.states.commitments import CommitmentStatus

# Who acts by the form of an event, and by the link that it gave: no account stands behind it.
BY_PLEDGE_FORM = "form for commitments"
BY_PLEDGE_LINK = "link of a person who made a commitment"
LONGEST_SLUG = 80
FACTS = ("activity", "outcome", "state", "organisation", "partnership")


@transaction.atomic
def record_commitment(commitment: Commitment, *, by: Actor) -> Commitment:
    """Record a commitment, and open its entry in the follow-up register."""
    rules.check_may_record_commitment(by, None)
    commitment.status, commitment.decided_on = CommitmentStatus.RECORDED, clock.today()
    _add(commitment)
    record("commitment.recorded", commitment, by=by, **_facts(commitment))
    _open_entry(commitment, by)
    return commitment


@transaction.atomic
def make_commitment(commitment: Commitment, *, by: Actor) -> Commitment:
    """Make a commitment for one's own State, organization or partner; the secretariat confirms it."""
    rules.check_can_make_commitment(by, commitment)
    commitment.status = CommitmentStatus.MADE
    _add(commitment)
    record("commitment.made", commitment, by=by, **_facts(commitment))
    return commitment


@transaction.atomic
def confirm_commitment(commitment: Commitment, *, by: Actor) -> Commitment:
    """Take a commitment into the record and the follow-up register, and write to those that made it."""
    commitment = _decide(commitment, CommitmentStatus.RECORDED, "commitment.confirmed", MultilingualText(), by)
    _open_entry(commitment, by)
    return commitment


@transaction.atomic
def decline_commitment(commitment: Commitment, *, reason: MultilingualText, by: Actor) -> Commitment:
    """Decline a commitment with the reason, and write to those that made it."""
    return _decide(commitment, CommitmentStatus.DECLINED, "commitment.declined", reason, by)


@transaction.atomic
def change_commitment(commitment: Commitment, *, values: Mapping[str, object], by: Actor) -> Commitment:
    """Correct a commitment; `values` are fields of the model. Its entry in the register follows."""
    commitment = _lock(commitment)
    rules.check_may_change_commitment(by, commitment)
    return _change(commitment, values, by)


@transaction.atomic
def withdraw_commitment(commitment: Commitment, *, reason: MultilingualText, by: Actor) -> Commitment:
    """Withdraw a commitment with the reason, and close its entry in the register."""
    commitment = _lock(commitment)
    rules.check_can_withdraw_commitment(by, commitment, reason)
    commitment.status, commitment.reason, commitment.decided_on = CommitmentStatus.WITHDRAWN, reason, clock.today()
    commitment.save(update_fields=["status", "reason", "decided_on"])
    record("commitment.withdrawn", commitment, by=by, reason=dict(reason), **_facts(commitment))
    if commitment.follow_up is not None:
        commitment.follow_up = follow_ups.close_with_origin(
            commitment.follow_up, on=clock.today(), reason=reason, by=by
        )
    return commitment


@transaction.atomic
def pledge(pledging: Pledging, *, commitment: Commitment, contact: PledgeContact, by: Actor) -> Commitment:
    """Receive a commitment by the form of an event; sent a second time, the form gives the commitment already there.

    Refused if the form is closed, or the commitment does not hold together.
    """
    rules.check_pledging_is_open(pledging)
    # The same form sent at the same moment waits until this one is saved, and then finds it.
    Activity.objects.select_for_update().get(pk=pledging.activity_id)
    known = PledgeContact.objects.select_related("commitment__activity").filter(digest=contact.digest).first()
    if known is not None:
        return known.commitment
    commitment.activity, commitment.made_on = pledging.activity, clock.today()
    commitment.status = CommitmentStatus.MADE
    _add(commitment)
    contact.commitment, contact.pledging, contact.made_at = commitment, pledging, clock.now()
    insert_row(contact)
    record("commitment.pledged", commitment, by=by, **_facts(commitment))
    return commitment


@transaction.atomic
def change_by_link(contact: PledgeContact, *, values: Mapping[str, object], by: Actor) -> Commitment:
    """Correct a commitment by the link of the person who made it, until it is confirmed."""
    commitment = _lock(_opened(contact))
    rules.check_may_change_by_link(commitment)
    return _change(commitment, values, by)


@transaction.atomic
def withdraw_by_link(contact: PledgeContact, *, reason: MultilingualText, by: Actor) -> Commitment:
    """Withdraw a commitment by the link of the person who made it."""
    return withdraw_commitment(_opened(contact), reason=reason, by=by)


@transaction.atomic
def report_by_link(
    contact: PledgeContact, *, claims: FollowUpState, text: MultilingualText, link: str, by: Actor
) -> ProgressReport:
    """Report on a commitment by the link of the person who made it."""
    commitment = _lock(_opened(contact))
    rules.check_may_report_by_link(commitment)
    assert commitment.follow_up is not None
    return follow_ups.report_progress(
        commitment.follow_up, claims=claims, text=text, on=clock.today(), link=link, in_their_name=True, by=by
    )


@transaction.atomic
def leave_screens_by_link(contact: PledgeContact, *, by: Actor) -> Commitment:
    """No longer show a commitment on screens, nor the name of the person who made it, who asks for it by their link."""
    commitment = _lock(_opened(contact))
    rules.check_may_leave_screens_by_link(commitment)
    _take_off_screens(commitment)
    record("commitment.changed", commitment, by=by, before=_facts(commitment), **_facts(commitment))
    return commitment


@transaction.atomic
def erase_by_link(contact: PledgeContact, *, by: Actor) -> Commitment:
    """Delete the name and the address of the person who opened the link, which is then no longer valid."""
    return _erase(_lock(_opened(contact)), by)


@transaction.atomic
def erase_contact(commitment: Commitment, *, by: Actor) -> Commitment:
    """Delete the name and the address of the person who made a commitment; their link is no longer valid."""
    commitment = _lock(commitment)
    rules.check_may_erase_contact(by, commitment)
    return _erase(commitment, by)


@transaction.atomic
def send_pledge_link(commitment: Commitment, *, by: Actor) -> Commitment:
    """Send a new link to the person who made a commitment; the one before is no longer valid."""
    rules.check_may_send_pledge_link(by, commitment)
    mail_pledge_link.enqueue(commitment.pk)
    record("commitment.link_sent", commitment, by=by)
    return commitment


@transaction.atomic
def open_pledging(pledging: Pledging, *, by: Actor) -> Pledging:
    """Open the form by which participants of an event make commitments."""
    rules.check_may_open_pledging(by, pledging.activity.event)
    insert_row(pledging)
    record("pledging.opened", pledging, by=by, **_days(pledging))
    return pledging


@transaction.atomic
def change_pledging(pledging: Pledging, *, values: Mapping[str, object], by: Actor) -> Pledging:
    """Change the form: its introduction, its period, and whether commitments are shown on screens."""
    pledging = lock_row(pledging, "activity")
    rules.check_may_change_pledging(by, pledging)
    before = _days(pledging)
    set_values(pledging, values)
    save_row(pledging)
    record("pledging.changed", pledging, by=by, before=before, **_days(pledging))
    return pledging


def _lock(commitment: Commitment) -> Commitment:
    locked = Commitment.objects.select_for_update(of=("self",))
    related = ("activity", "outcome__event", "state", "organisation", "partnership__organisation", "follow_up")
    return locked.select_related(*related).get(pk=commitment.pk)


def _opened(contact: PledgeContact) -> Commitment:
    """The commitment that a link opens still, when the contact is locked."""
    current = PledgeContact.objects.select_for_update(of=("self",)).select_related("commitment").filter(pk=contact.pk)
    found = current.filter(digest=contact.digest).first()
    rules.check_pledge_link_opens(found)
    assert found is not None
    return found.commitment


def _erase(commitment: Commitment, by: Actor) -> Commitment:
    PledgeContact.objects.filter(commitment=commitment).delete()
    _take_off_screens(commitment)
    record("commitment.contact_erased", commitment, by=by)
    return commitment


def _take_off_screens(commitment: Commitment) -> None:
    commitment.speaker, commitment.is_shown_on_screens = "", False
    commitment.save(update_fields=["speaker", "is_shown_on_screens"])


def _add(commitment: Commitment) -> None:
    rules.check_commitment_is_coherent(commitment)
    commitment.number = _next_number(commitment.activity)
    if not commitment.slug:
        event = f"{commitment.activity.slug[:LONGEST_SLUG]}-" if commitment.activity else ""
        commitment.slug = free_id(Commitment, f"{event}commitment-{commitment.number}")
    insert_row(commitment)


def _next_number(activity: Activity | None) -> int:
    """The next number of an event, or of commitments made at none. Others wait until this one is saved."""
    if activity is not None:
        Activity.objects.select_for_update().get(pk=activity.pk)
    rows = Commitment.objects.select_for_update(of=("self",)).filter(activity=activity)
    return (rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _change(commitment: Commitment, values: Mapping[str, object], by: Actor) -> Commitment:
    before, responsible = _facts(commitment), _responsible(commitment)
    if "activity" in values and values["activity"] != commitment.activity:
        activity = values["activity"]
        assert activity is None or isinstance(activity, Activity)
        commitment.number = _next_number(activity)
    set_values(commitment, values)
    rules.check_commitment_is_coherent(commitment)
    save_row(commitment)
    record("commitment.changed", commitment, by=by, before=before, **_facts(commitment))
    entry = commitment.follow_up
    if entry is None:
        return commitment
    if _responsible(commitment) != responsible:
        entry = follow_ups.assign_follow_up(
            entry, responsible=_responsible(commitment), about=entry.about, reason=MultilingualText(), by=by
        )
    if "due_on" in values and commitment.due != entry.due:
        follow_ups.change_due(entry, due=commitment.due, reason=MultilingualText(), by=by)
    return commitment


def _decide(commitment: Commitment, to: CommitmentStatus, verb: str, reason: MultilingualText, by: Actor) -> Commitment:
    commitment = _lock(commitment)
    rules.check_can_decide_commitment(by, commitment, to, reason)
    commitment.status, commitment.reason, commitment.decided_on = to, reason, clock.today()
    commitment.save(update_fields=["status", "reason", "decided_on"])
    record(verb, commitment, by=by, reason=dict(reason), **_facts(commitment))
    notify_of_decision.enqueue(commitment.pk)
    return commitment


def _open_entry(commitment: Commitment, by: Actor) -> None:
    on: date = clock.today()
    follow_ups.open_entry(commitment, on=on, responsible=_responsible(commitment), due=commitment.due, by=by)


def _responsible(commitment: Commitment) -> State | Organisation | None:
    """Who is responsible in the register; a partner that is no organization and a group are named by the commitment."""
    if commitment.partnership is not None:
        return commitment.partnership.organisation
    return commitment.state or commitment.organisation


def _facts(commitment: Commitment) -> dict[str, object]:
    """What the log says of a commitment: where, who and by when; persons are named in no log."""
    named = {name: getattr(commitment, name) for name in FACTS}
    return {
        **{name: each.slug if each else "" for name, each in named.items()},
        "made": str(commitment.made),
        "due": str(commitment.due or ""),
    }


def _days(pledging: Pledging) -> dict[str, object]:
    return {
        "opens_on": pledging.opens_on.isoformat(),
        "closes_on": pledging.closes_on.isoformat(),
        "on_screens": pledging.on_screens,
    }
