"""Links from the sources of a report to the pages that show them, for one reader."""

from collections import defaultdict
from collections.abc import Iterable

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import find_kind
from palermo.reporting.tree import Source


def links_for(sources: Iterable[Source], viewer: Viewer) -> dict[Source, tuple[str, str]]:
    """Title and address of each source that the viewer may see, by one query a kind; the others are left out."""
    wanted = defaultdict(set)
    for source in sources:
        wanted[source.kind].add(source.id)
    links: dict[Source, tuple[str, str]] = {}
    for slug in sorted(wanted):
        kind = find_kind(slug)
        if kind is None or not hasattr(kind.model, "get_absolute_url"):
            continue
        for record in kind.with_names(kind.with_keys(wanted[slug], viewer)):
            links[Source(slug, kind.key_of(record))] = (record.display_name(), record.get_absolute_url())
    return links
