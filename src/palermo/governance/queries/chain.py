"""The chain of authority of a mandate, for one reader."""

from typing import NamedTuple

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Endorsement, Guidance, Mandate, OperativeParagraph

# One query brings a mandate's whole chain: each source may itself stand under a mandate with a source.
CHAIN = (
    "paragraph__decision__body",
    "guidance__meeting",
    "guidance__under__paragraph__decision__body",
    "endorsement__under__paragraph__decision__body",
)


def with_chain(records: QuerySet, path: str = "") -> QuerySet:
    """Join what `chain_of` reads; `path` leads to the mandate ("mandate__" from an activity)."""
    joins = [path + step for step in CHAIN]
    return records.select_related(*([path.rstrip("_")] if path else []), *joins)


# What can give a mandate.
type Source = OperativeParagraph | Guidance | Endorsement


class Link(NamedTuple):
    """A step of the chain of authority. `record` is None where the viewer may not know it; `audience` says why."""

    kind: str
    record: Source | None
    audience: str


def chain_of(mandate: Mandate | None, viewer: Viewer) -> list[Link]:
    """The steps from the decision down to `mandate`'s source, oldest first; empty without a mandate."""
    steps: list[Link] = []
    while mandate is not None and len(steps) < 12:
        kind, source, audience, above = _source(mandate)
        steps.append(Link(kind, source if audience in viewer.audiences else None, audience))
        mandate = above
    return steps[::-1]


def _source(mandate: Mandate) -> tuple[str, Source, str, Mandate | None]:
    if mandate.paragraph:
        return "paragraph", mandate.paragraph, mandate.paragraph.decision.audience, None
    if mandate.guidance:
        return "guidance", mandate.guidance, mandate.guidance.audience, mandate.guidance.under
    if mandate.endorsement:
        return "endorsement", mandate.endorsement, mandate.endorsement.audience, mandate.endorsement.under
    raise AssertionError("The database holds no mandate without a source.")
