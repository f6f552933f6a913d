"""Who may issue or withdraw a document, or give it its symbol."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.text import plain
from palermo.library.holds import Change, check_holds
from palermo.library.models import Document, DocumentAlias
from palermo.library.states import DOCUMENT_MOVES, DocumentState
from palermo.library.symbols import parse_symbol


def check_can_add_document(user: Actor) -> None:
    """The secretariat."""
    check_may(user, Permission.CHANGE_RECORD)


def check_may_edit_draft(user: Actor, document: Document) -> None:
    """The secretariat, while the document is a draft."""
    check_may(user, Permission.CHANGE_RECORD)
    if document.state != DocumentState.DRAFT:
        raise Refused(_("Only a draft can be edited. Texts of an issued document are replaced, with a reason."))


def check_can_issue(user: Actor, document: Document) -> None:
    """The secretariat, a draft that says something in at least one language."""
    check_may(user, Permission.ISSUE_DOCUMENT)
    check_move(DOCUMENT_MOVES, document.state, DocumentState.ISSUED)
    # Already read where a page shows the document.
    if not document.versions.all():
        raise Refused(_("This document has no text or file in any language. Add one before issuing it."))


def check_may_withdraw(user: Actor, document: Document) -> None:
    """The secretariat, a document that is not withdrawn yet."""
    check_may(user, Permission.WITHDRAW_DOCUMENT)
    check_move(DOCUMENT_MOVES, document.state, DocumentState.WITHDRAWN)


def check_can_withdraw(user: Actor, document: Document, replaced_by: Document | None = None) -> None:
    """As `check_may_withdraw`; what replaces it is another document that stands, and nothing going on needs it."""
    check_may_withdraw(user, document)
    if replaced_by and replaced_by.pk == document.pk:
        raise Refused(_("A document cannot replace itself."))
    if replaced_by and replaced_by.state == DocumentState.WITHDRAWN:
        raise Refused(_("The replacement has itself been withdrawn. Choose another document, or none."))
    check_holds(document, Change(is_withdrawn=True))


def check_may_assign_symbol(user: Actor, document: Document) -> None:
    """The secretariat; a document that is not withdrawn."""
    check_may(user, Permission.ASSIGN_SYMBOL)
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("This document was withdrawn; its symbol cannot be changed."))


def check_can_assign_symbol(user: Actor, document: Document, symbol: str) -> None:
    """As before; another symbol, as organs write them, under which no other document is known."""
    check_may_assign_symbol(user, document)
    try:
        parse_symbol(symbol)
    except ValidationError as error:
        raise Refused(error.messages[0]) from None
    if symbol == document.symbol:
        raise Refused(_("This document already has the symbol %(symbol)s.") % {"symbol": symbol})
    alias = DocumentAlias.objects.filter(symbol=symbol).exclude(document=document).select_related("document").first()
    if other := Document.objects.filter(symbol=symbol).first() or (alias and alias.document):
        raise Refused(
            _("The symbol %(symbol)s already belongs to “%(title)s”. Check the symbol.")
            % {"title": plain(other.title), "symbol": symbol}
        )
