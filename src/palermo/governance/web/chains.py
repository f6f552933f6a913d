"""The chain of authority as a reader sees it: from the decision down to what was produced and reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.governance.models import Activity, Endorsement, Guidance, Mandate, OperativeParagraph
from palermo.governance.queries.chain import Link, Source, chain_of
from palermo.governance.rules.authority import authority_gap_for
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.decisions import NEVER_ADOPTED


@dataclass(frozen=True)
class Part:
    """A step: its words, its address where it has one; a gap says what would close it."""

    words: str
    address: str = ""
    is_gap: bool = False
    is_here: bool = False


def authority_parts(mandate: Mandate | None, viewer: Viewer) -> list[Part]:
    """The steps down to a mandate's source, or the gap where there is no mandate."""
    if mandate is None:
        return [Part(authority_gap_for(viewer, None, clock.today()) or "", is_gap=True)]
    return [_step(link, viewer) for link in chain_of(mandate, viewer)]


def _step(link: Link, viewer: Viewer) -> Part:
    if link.record is None or (_is_draft(link.record) and not viewer.is_secretariat):
        return Part(_restricted_label(link.kind, link.audience))
    return Part(link.record.display_name(), link.record.get_absolute_url())


def _is_draft(record: Source) -> bool:
    return isinstance(record, OperativeParagraph) and record.decision.state in NEVER_ADOPTED


def activity_parts(
    activity: Activity, viewer: Viewer, *, here: str, products: Sequence[Part], statements: Sequence[Part]
) -> list[Part]:
    """The whole chain of an activity: authority, itself in short (`here`), what it produced, where it is reported."""
    return [
        *authority_parts(activity.mandate, viewer),
        *_gap_of(activity, viewer),
        Part(here, is_here=True),
        *products,
        *statements,
    ]


def source_parts(source: Guidance | Endorsement, viewer: Viewer) -> list[Part]:
    """The steps down to guidance or an endorsement, and itself; empty where it is under no mandate."""
    if source.under is None:
        return []
    return [*authority_parts(source.under, viewer), Part(source.display_name(), is_here=True)]


def _gap_of(activity: Activity, viewer: Viewer) -> list[Part]:
    """What keeps a proposal under a named mandate from being authorized today."""
    mandate = activity.mandate
    if mandate is None or activity.state != ActivityState.PROPOSED or mandate.audience not in viewer.audiences:
        return []
    gap = authority_gap_for(viewer, mandate, clock.today())
    return [Part(gap, is_gap=True)] if gap else []


def _restricted_label(kind: str, audience: str) -> str:
    return _("%(record)s (restricted: %(audience)s)") % {"record": _kind(kind), "audience": Audience(audience).label}


def _kind(kind: str) -> str:
    return {
        "paragraph": _("A decision"),
        "guidance": _("Guidance"),
        "endorsement": _("An endorsement"),
    }[kind]
