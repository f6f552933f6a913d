"""Why a reader has access to a record or a document, in one sentence for the page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation, State
from palermo.accounts.states import READS, Role
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.library.models import Document
from palermo.library.queries import named_for


class AccessReason(NamedTuple):
    """Why a reader has access, in a sentence; `is_by_audience` unless they are named for this one document."""

    sentence: str
    is_by_audience: bool = True


def access_reason(viewer: Viewer, audience: Audience, document: Document | None = None) -> AccessReason | None:
    """Why a reader sees a restricted record or document; None where no sentence is needed."""
    if audience not in viewer.audiences:
        return _named_reader_reason(viewer, document) if document else None
    if viewer.is_secretariat:
        return AccessReason(_("You have access as an officer of the secretariat."))
    if viewer.delegation_ids and audience in READS[Role.DELEGATE]:
        return AccessReason(
            _("You have access as a delegate of %(state)s.") % {"state": _states(viewer.delegation_ids)}
        )
    if viewer.agency_ids:
        agency = _organisations(viewer.agency_ids)
        return AccessReason(
            _("You have access as a member of the Steering Committee for %(organisation)s.") % {"organisation": agency}
        )
    return None


def _named_reader_reason(viewer: Viewer, document: Document) -> AccessReason | None:
    """Why a named reader sees a document: their own name before that of a State or organization they act for."""
    mine = named_for(viewer)
    if mine is None:
        return None
    rows = document.readers.filter(mine).order_by("pk")
    states = {row.state_id for row in rows if row.state_id is not None}
    agencies = {row.organisation_id for row in rows if row.organisation_id is not None}
    if any(row.user_id for row in rows):
        return AccessReason(_("You have access as a named reader of this document."), is_by_audience=False)
    if states:
        sentence = _("You have access because %(state)s is a named reader of this document.") % {
            "state": _states(states)
        }
        return AccessReason(sentence, is_by_audience=False)
    if agencies:
        agency = {"organisation": _organisations(agencies)}
        return AccessReason(
            _("You have access because %(organisation)s is a named reader of this document.") % agency, False
        )
    return None


def _states(pks: Iterable[int]) -> str:
    states = State.objects.filter(pk__in=pks).prefetch_related("former_names").order_by("slug")
    return _name_list([plain(state.short_name_on(clock.today())) for state in states])


def _organisations(pks: Iterable[int]) -> str:
    return _name_list([plain(each.name) for each in Organisation.objects.filter(pk__in=pks).order_by("slug")])


def _name_list(names: list[str]) -> str:
    return format_list(sort_for_reader(names, str), active_language().code)
