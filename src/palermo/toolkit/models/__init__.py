"""Tools: their editions, their texts, the discussion of these, and their use."""

from palermo.toolkit.models.discussion import ExpertDetails, ExpertLink, PassageComment, RoundExpert, TextRound
from palermo.toolkit.models.occasions import Occasion, Presentation
from palermo.toolkit.models.stages import EditionStage
from palermo.toolkit.models.texts import DraftingMember, Passage, PassageText, ToolVersion, VersionText
from palermo.toolkit.models.tools import Edition, Tool
from palermo.toolkit.models.uptake import Uptake

__all__ = [
    "DraftingMember",
    "Edition",
    "EditionStage",
    "ExpertDetails",
    "ExpertLink",
    "Occasion",
    "Passage",
    "PassageComment",
    "PassageText",
    "Presentation",
    "RoundExpert",
    "TextRound",
    "Tool",
    "ToolVersion",
    "Uptake",
    "VersionText",
]
