"""Documents are issued, withdrawn, and given their symbols."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.text import MultilingualText
from palermo.library.models import Document, DocumentAlias
from palermo.library.rules import documents
from palermo.library.states import AliasKind, DocumentState
from palermo.library.symbols import modified_by

WITHDRAWN_FIELDS = (
    *("state", "withdrawn_on", "withdrawal_reason", "replaced_by"),
    *("audience", "opens_on", "opens_to"),
)


@transaction.atomic
def issue_document(document: Document, *, on: date, by: Actor) -> Document:
    """Issue a draft: from now on its audience sees it."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    documents.check_can_issue(by, document)
    document.state, document.issued_on = DocumentState.ISSUED, on
    document.save(update_fields=["state", "issued_on"])
    record("document.issued", document, by=by, on=on.isoformat())
    return document


@transaction.atomic
def withdraw_document(
    document: Document, *, on: date, reason: MultilingualText, replaced_by: Document | None = None, by: Actor
) -> Document:
    """Withdraw a document: it stays on record, with the reason, and leaves every other reader's sight.

    An opening that was planned falls away with it. `replaced_by` is shown to those who may see that document.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    documents.check_can_withdraw(by, document, replaced_by)
    called_off = {"opening_called_off": document.opens_on.isoformat()} if document.opens_on else {}
    document.state, document.withdrawn_on, document.withdrawal_reason = DocumentState.WITHDRAWN, on, reason
    document.audience, document.opens_on, document.opens_to = document.audience_today, None, ""
    document.replaced_by = replaced_by
    document.save(update_fields=WITHDRAWN_FIELDS)
    details = {"reason": dict(reason), "replaced_by": replaced_by.slug if replaced_by else "", **called_off}
    record("document.withdrawn", document, by=by, on=on.isoformat(), **details)
    return document


@transaction.atomic
def assign_symbol(document: Document, *, symbol: str, keep_as: AliasKind | None, by: Actor) -> Document:
    """Give a document the symbol that was assigned to it; the one it had stays as an alias of the kind `keep_as`.

    Without a kind nothing is kept but in the log: the earlier symbol was a mistake. A symbol such as …/Corr.1 says
    which document it changes; where that one is on record and nothing else was said, it is said here.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    documents.check_can_assign_symbol(by, document, symbol)
    before, document.symbol = document.symbol, symbol
    # What is the symbol is no other symbol any more.
    document.aliases.filter(symbol=symbol).delete()
    changes = _fill_in_modified_document(document)
    document.save(update_fields=["symbol", "modifies", "modification"])
    if before and keep_as:
        DocumentAlias.objects.get_or_create(symbol=before, defaults={"document": document, "kind": keep_as})
    record("document.symbol_assigned", document, by=by, symbol=symbol, before=before, kept_as=keep_as or "", **changes)
    return document


def _fill_in_modified_document(document: Document) -> dict[str, str]:
    """Fill in the document that the symbol names before its last part; gives the details for the log."""
    base, how = modified_by(document.symbol)
    if document.modifies_id or not how:
        return {}
    known = Document.objects.filter(Q(symbol=base) | Q(aliases__symbol=base)).exclude(pk=document.pk)
    document.modifies = known.order_by("pk").first()
    document.modification = how if document.modifies else ""
    return {"modifies": document.modifies.slug, "modification": how} if document.modifies else {}
