"""Tools: their editions, their texts, and their use."""

from palermo.toolkit.models.reading import DownloadCount, FinderEntry, ReaderFeedback, VersionSection
from palermo.toolkit.models.texts import DraftingMember, Passage, PassageText, ToolVersion, VersionText
from palermo.toolkit.models.tools import Edition, Tool
from palermo.toolkit.models.uptake import Uptake

__all__ = [
    "DownloadCount",
    "DraftingMember",
    "Edition",
    "FinderEntry",
    "Passage",
    "PassageText",
    "ReaderFeedback",
    "Tool",
    "ToolVersion",
    "Uptake",
    "VersionSection",
    "VersionText",
]
