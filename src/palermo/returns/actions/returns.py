"""What becomes of national returns: opened, completed, sent back, approved, received, accepted, corrected."""

from django.db import transaction
from django.db.models import Q

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row
from palermo.core.slugs import free_id
from palermo.knowledge.models import Agreement
from palermo.returns.carried_over import carry_over_people, last_return, new_block
from palermo.returns.figures import (
    digest_of_figures,
    entries_of,
    figures_of,
    find_faults,
    previous_return,
    structure_of,
)
from palermo.returns.models import (
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnFigure,
    ReturnReading,
    ReturnReceipt,
    RoundInvitation,
)
from palermo.returns.notices.returns import notify_of_return, notify_of_tables
from palermo.returns.rules import returns as rules
from palermo.returns.states.returns import QueryStatus, ReturnStatus

AT_ONCE = 200


@transaction.atomic
def open_return(invitation: RoundInvitation, *, by: Actor) -> Return:
    """Begin the return of an invited State: a table for each of the questionnaire, without figures."""
    invitation = lock_row(invitation, "round__edition", "state", "agreement")
    rules.check_may_open_return(by, invitation)
    assert invitation.agreement is not None
    national_return = Return(
        slug=free_id(Return, f"{invitation.round.slug}-{invitation.state.slug}"),
        round=invitation.round,
        state=invitation.state,
        agreement=invitation.agreement,
        opened_on=clock.today(),
    )
    insert_row(national_return)
    _add_blocks(national_return)
    _inform_people(national_return, by)
    record("return.opened", national_return, by=by, round=invitation.round.slug, state=invitation.state.slug)
    return national_return


def _add_blocks(national_return: Return) -> None:
    """A table for each of the questionnaire, with what the same table had in the last return, and who fills it in."""
    earlier = last_return(national_return)
    rows = earlier.blocks.select_related("article") if earlier else ()
    former = {block.table: block for block in rows}
    tables = structure_of(national_return.round.edition).tables
    ReturnBlock.objects.bulk_create(
        [new_block(national_return, table, former.get(key)) for key, table in tables.items()]
    )
    if earlier:
        carry_over_people(national_return, earlier)


def _inform_people(national_return: Return, by: Actor) -> None:
    """Inform those to whom tables of a return are assigned that it was begun."""
    assigned = Q(return_blocks__of=national_return) | Q(postings__invitation__return_blocks__of=national_return)
    people = User.objects.filter(assigned).distinct()
    if isinstance(by, User):
        people = people.exclude(pk=by.pk)
    for person in people.order_by("pk").values_list("pk", flat=True):
        notify_of_tables.enqueue(national_return.pk, person)


@transaction.atomic
def complete_return(national_return: Return, *, by: Actor) -> Return:
    """Declare the figures complete; the delegation is asked to approve them."""
    national_return = _lock(national_return)
    structure = structure_of(national_return.round.edition)
    entries, earlier = entries_of(figures_of(national_return)), previous_return(national_return)
    previous = entries_of(figures_of(earlier)) if earlier else {}
    faults = find_faults(structure, entries, previous, national_return.blocks.all())
    national_return.agreement = _agreement_of(national_return)
    rules.check_can_complete_return(by, national_return, faults)
    national_return.completed_on, national_return.sent_back = clock.today(), ""
    national_return.digest, _count = digest_of_figures(national_return)
    return _move(national_return, ReturnStatus.COMPLETED, "return.completed", by)


@transaction.atomic
def send_back_return(national_return: Return, *, reason: str, by: Actor) -> Return:
    """Make a completed return a draft again, with the reason."""
    national_return = _lock(national_return)
    rules.check_can_send_back_return(by, national_return, reason)
    national_return.completed_on, national_return.digest = None, ""
    national_return.sent_back = reason.strip()
    return _move(national_return, ReturnStatus.DRAFT, "return.sent_back", by)


@transaction.atomic
def approve_return(national_return: Return, *, by: Actor) -> Return:
    """Approve the completed figures on behalf of the State: the secretariat sees them from now on."""
    national_return = _lock(national_return)
    digest, _count = digest_of_figures(national_return)
    national_return.agreement = _agreement_of(national_return)
    rules.check_can_approve_return(by, national_return, digest)
    national_return.approved_on = clock.today()
    return _move(national_return, ReturnStatus.APPROVED, "return.approved", by)


@transaction.atomic
def receive_return(national_return: Return, *, by: Actor) -> Return:
    """Record that the secretariat received a return, and issue the receipt."""
    national_return = _lock(national_return)
    rules.check_may_receive_return(by, national_return)
    national_return.received_on = clock.today()
    national_return = _move(national_return, ReturnStatus.RECEIVED, "return.received", by)
    _issue_receipt(national_return)
    return national_return


@transaction.atomic
def accept_return(national_return: Return, *, by: Actor) -> Return:
    """Accept the figures: answered queries are closed, and the State has a receipt."""
    national_return = _lock(national_return)
    national_return.agreement = _agreement_of(national_return)
    rules.check_can_accept_return(by, national_return)
    national_return.queries.filter(status=QueryStatus.ANSWERED).update(status=QueryStatus.CLOSED)
    national_return.accepted_on = clock.today()
    national_return = _move(national_return, ReturnStatus.ACCEPTED, "return.accepted", by)
    _issue_receipt(national_return)
    return national_return


@transaction.atomic
def correct_return(national_return: Return, *, reason: str, by: Actor) -> Return:
    """Begin a new return that corrects an accepted one: a draft with its figures, sources and attachments."""
    national_return = _lock(national_return)
    agreement = _agreement_of(national_return)
    rules.check_can_correct_return(by, national_return, agreement, reason)
    same = Return.objects.filter(round=national_return.round, state=national_return.state)
    number = max(same.values_list("number", flat=True))
    corrected = Return(
        slug=free_id(Return, f"{national_return.round.slug}-{national_return.state.slug}"),
        round=national_return.round,
        state=national_return.state,
        number=number + 1,
        replaces=national_return,
        agreement=agreement,
        opened_on=clock.today(),
        reason=reason.strip(),
        note=national_return.note,
    )
    insert_row(corrected)
    _copy(national_return, corrected)
    _inform_people(corrected, by)
    record("return.corrected", corrected, by=by, replaces=national_return.slug)
    return corrected


def _copy(earlier: Return, later: Return) -> None:
    """The tables with those who may still fill them in, the figures and the attachments."""
    for block in earlier.blocks.all():
        block.pk, block.of, block.ready_on = None, later, None
        block._state.adding = True
        block.save(force_insert=True)
    carry_over_people(later, earlier)
    figures = list(earlier.figures.all())
    attachments = list(earlier.attachments.all())
    for figure in figures:
        figure.pk, figure.of = None, later
        figure._state.adding = True
    for attachment in attachments:
        attachment.pk, attachment.of = None, later
        attachment._state.adding = True
    ReturnFigure.objects.bulk_create(figures, batch_size=AT_ONCE)
    ReturnAttachment.objects.bulk_create(attachments)


@transaction.atomic
def write_note(national_return: Return, *, note: str, by: Actor) -> Return:
    """Edit the State's note on the whole return."""
    national_return = _lock(national_return)
    rules.check_may_change_return(by, national_return)
    national_return.note = note.strip()
    national_return.full_clean()
    national_return.save(update_fields=["note"])
    record("return.note_changed", national_return, by=by)
    return national_return


def note_reading(national_return: Return, *, by: Actor) -> None:
    """Record in the access log that a reader opened a return today."""
    if isinstance(by, str) or not viewer_of(by).user_id:
        return
    row = ReturnReading(of=national_return, reader=by, read_on=clock.today())
    ReturnReading.objects.bulk_create([row], ignore_conflicts=True)


def _agreement_of(national_return: Return) -> Agreement:
    """The agreement of a return, or where it is no longer in force the one that was chosen for the State since."""
    if national_return.agreement.is_in_force:
        return national_return.agreement
    invitations = RoundInvitation.objects.filter(round=national_return.round, state=national_return.state)
    invitation = invitations.exclude(agreement=None).select_related("agreement").first()
    chosen = invitation.agreement if invitation else None
    return chosen or national_return.agreement


def _issue_receipt(national_return: Return) -> None:
    digest, count = digest_of_figures(national_return)
    last = national_return.receipts.order_by("-number").values_list("number", flat=True).first()
    receipt = ReturnReceipt(
        of=national_return,
        number=(last or 0) + 1,
        status=national_return.status,
        issued_at=clock.now(),
        digest=digest,
        figure_count=count,
    )
    insert_row(receipt)


def _move(national_return: Return, to: ReturnStatus, verb: str, by: Actor) -> Return:
    national_return.status = to
    save_row(national_return)
    # Reasons can name figures, and the log is read by others than the return.
    record(verb, national_return, by=by, digest=national_return.digest)
    notify_of_return.enqueue(verb, national_return.pk)
    return national_return


def _lock(national_return: Return) -> Return:
    return lock_row(national_return, "round__edition", "state", "agreement")
