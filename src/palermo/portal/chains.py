"""The chain of authority as a reader sees it: from the decision down to what was produced and reported."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.governance.models import Activity, Mandate
from palermo.governance.queries import chain_of
from palermo.governance.rules import authority_gap
from palermo.portal.addresses import address_of, name_of


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
        return [Part(authority_gap(None, clock.today()) or "", is_gap=True)]
    return [
        Part(name_of(step.record), address_of(step.record))
        if step.record
        else Part(_restricted(step.kind, step.audience))
        for step in chain_of(mandate, viewer)
    ]


def activity_parts(activity: Activity, viewer: Viewer, *, products: list[Part], statements: list[Part]) -> list[Part]:
    """The whole chain of an activity: authority, the activity itself, what it produced, where it is reported."""
    return [*authority_parts(activity.mandate, viewer), Part(name_of(activity), is_here=True), *products, *statements]


def _restricted(kind: str, audience: str) -> str:
    return _("%(record)s (%(audience)s)") % {"record": _kind(kind), "audience": Audience(audience).label}


def _kind(kind: str) -> str:
    return {
        "paragraph": _("A decision"),
        "guidance": _("Guidance"),
        "endorsement": _("An endorsement"),
    }[kind]
