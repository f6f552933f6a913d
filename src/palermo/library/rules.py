"""Who may do what to a document, and when."""

from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.library.models import Document
from palermo.library.states import DOCUMENT_MOVES, DocumentState


def check_can_issue(user: Any, document: Document) -> None:
    """The secretariat, a draft that says something in at least one language.

    Raises
    ------
    Refused
        Saying what is missing.
    """
    check_may(user, Act.ISSUE_DOCUMENT)
    check_move(DOCUMENT_MOVES, document.state, DocumentState.ISSUED)
    if not document.versions.exists():
        raise Refused(_("This document has no text or file in any language yet. Add one before issuing it."))


def check_can_withdraw(user: Any, document: Document) -> None:
    """The secretariat, a document that is not withdrawn yet.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.WITHDRAW_DOCUMENT)
    check_move(DOCUMENT_MOVES, document.state, DocumentState.WITHDRAWN)
