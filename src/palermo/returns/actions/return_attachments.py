"""Files that a State attaches to its return, and removes again while it is a draft."""

from collections.abc import Collection

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row
from palermo.returns.attachments import AttachedFile, delete_attachment_after_commit, keep_attachment
from palermo.returns.models import Return, ReturnAttachment
from palermo.returns.rules import return_attachments as rules


@transaction.atomic
def add_attachment(national_return: Return, *, file: AttachedFile, table: str = "", by: Actor) -> ReturnAttachment:
    """Attach a file to a return, or to one of its tables."""
    national_return = lock_row(national_return, "round", "state")
    rules.check_can_attach(by, national_return, table)
    last = national_return.attachments.order_by("-number").values_list("number", flat=True).first()
    row = ReturnAttachment(
        of=national_return,
        number=(last or 0) + 1,
        table=table,
        name=file.name,
        digest=keep_attachment(file.content),
        bytes=len(file.content),
        added_on=clock.today(),
    )
    insert_row(row)
    record("return.file_added", national_return, by=by, number=row.number, digest=row.digest)
    return row


@transaction.atomic
def remove_attachment(attachment: ReturnAttachment, *, by: Actor) -> Return:
    """Remove a file from a draft, and delete its content unless another return has the same."""
    national_return = lock_row(attachment.of, "round", "state")
    attachment = ReturnAttachment.objects.get(pk=attachment.pk)
    attachment.of = national_return
    rules.check_may_remove_attachment(by, attachment)
    number, digest = attachment.number, attachment.digest
    attachment.delete()
    delete_attachment_after_commit(digest, unless=ReturnAttachment.objects.filter(digest=digest))
    record("return.file_removed", national_return, by=by, number=number, digest=digest)
    return national_return


@transaction.atomic
def purge_attachment(attachment: ReturnAttachment, *, columns: Collection[int], by: Actor) -> Return:
    """Delete a file that identifies persons; the log keeps its number and digest, and the numbers of the columns."""
    rules.check_may_purge_attachment(by)
    national_return = lock_row(attachment.of, "round", "state")
    number, digest = attachment.number, attachment.digest
    attachment.delete()
    delete_attachment_after_commit(digest, unless=ReturnAttachment.objects.filter(digest=digest))
    record("return.file_purged", national_return, by=by, number=number, digest=digest, columns=sorted(columns))
    return national_return
