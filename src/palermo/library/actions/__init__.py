"""What is done to documents."""

from palermo.library.actions.audiences import (
    call_off_opening,
    derestrict_document,
    open_documents_due,
    restrict_document,
)
from palermo.library.actions.documents import assign_symbol, issue_document, withdraw_document
from palermo.library.actions.drafting import draft_document
from palermo.library.actions.readers import name_reader, remove_reader
from palermo.library.actions.versions import NewFile, replace_version, set_file

__all__ = [
    "NewFile",
    "assign_symbol",
    "call_off_opening",
    "derestrict_document",
    "draft_document",
    "issue_document",
    "name_reader",
    "open_documents_due",
    "remove_reader",
    "replace_version",
    "restrict_document",
    "set_file",
    "withdraw_document",
]
