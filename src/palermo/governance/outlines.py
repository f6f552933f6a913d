"""Outlines: the headings of the text of an activity, with which other records begin.

The slice that keeps such texts registers them in its `outlines.py`; others ask here, and need not know the slice.
"""

from collections.abc import Callable

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity

type OutlineSource = Callable[[Activity, Viewer], list[MultilingualText]]
_SOURCES: list[OutlineSource] = []


def register_outlines(source: OutlineSource) -> None:
    """Offer the headings that a source gives for an activity, in their order."""
    _SOURCES.append(source)


def outline_of(activity: Activity, viewer: Viewer) -> list[MultilingualText]:
    """The headings of the text of an activity that a viewer may read; none where there is no such text."""
    return [heading for source in _SOURCES for heading in source(activity, viewer)]
