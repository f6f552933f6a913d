"""Documents that one is tied to: what changes it, what it was resubmitted as, what took its place; both ways."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.text import plain
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.states import Modification
from palermo.library.symbols import sort_key

MOST = 100
CHANGES_IT = {
    Modification.ADDENDUM: pgettext_lazy("of a document", "Addendum"),
    Modification.AMENDMENT: pgettext_lazy("of a document", "Amendment"),
    Modification.CORRIGENDUM: pgettext_lazy("of a document", "Corrigendum"),
    Modification.REVISION: pgettext_lazy("of a document", "Revised as"),
}
IT_CHANGES = {
    Modification.ADDENDUM: _("Addendum to"),
    Modification.AMENDMENT: _("Amendment to"),
    Modification.CORRIGENDUM: _("Corrigendum to"),
    Modification.REVISION: _("Revision of"),
}


class RelatedDocuments(NamedTuple):
    """What documents are to one, and which, in the order of their symbols."""

    label: Promise
    documents: list[Document]


def related_to(document: Document, viewer: Viewer) -> FirstRows:
    """The related documents that a reader may see, by one query; others are not counted or mentioned."""
    ahead = [pk for pk in (document.modifies_id, document.resubmits_id, document.replaced_by_id) if pk]
    tied = Q(modifies=document) | Q(resubmits=document) | Q(replaced_by=document) | Q(pk__in=ahead)
    # Without an order of the database's: each tie has an index, and is looked up by it.
    first = first_of(documents_visible_to(viewer).filter(tied).order_by(), MOST)
    documents = sorted(first, key=_place)
    groups = [RelatedDocuments(label, [each for each in documents if is_it(each)]) for label, is_it in _ties(document)]
    return FirstRows([related for related in groups if related.documents], first.more)


def _ties(document: Document) -> list[tuple[Promise, Callable[[Document], bool]]]:
    """Each relation by its label, with a test for the documents in it; first the one to what this document changes."""
    ties: list[tuple[Promise, Callable[[Document], bool]]] = []
    if document.modification:
        ties.append((IT_CHANGES[Modification(document.modification)], lambda each: each.pk == document.modifies_id))
    for how in Modification:
        ties.append((CHANGES_IT[how], _changes(document, how)))
    return [
        *ties,
        (_("Resubmission of"), lambda each: each.pk == document.resubmits_id),
        (_("Resubmitted as"), lambda each: each.resubmits_id == document.pk),
        (_("Replaced by"), lambda each: each.pk == document.replaced_by_id),
        (_("Replaces"), lambda each: each.replaced_by_id == document.pk),
    ]


def _changes(document: Document, how: Modification) -> Callable[[Document], bool]:
    return lambda each: each.modifies_id == document.pk and each.modification == how


def _place(document: Document) -> tuple[bool, tuple[tuple[tuple[int, int, str], ...], ...], str]:
    """The sort key: by symbol; documents without one come last, by title."""
    return not document.symbol, sort_key(document.symbol), plain(document.title)
