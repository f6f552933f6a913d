"""Tools: their editions, their texts, the discussion of these, their readers, their use, and training with them."""

from palermo.toolkit.models.certificates import Certificate
from palermo.toolkit.models.discussion import ExpertDetails, ExpertLink, PassageComment, RoundExpert, TextRound
from palermo.toolkit.models.feedback import DownloadCount, FinderEntry, ReaderFeedback, VersionSection
from palermo.toolkit.models.occasions import Occasion, Presentation
from palermo.toolkit.models.stages import EditionStage
from palermo.toolkit.models.texts import DraftingMember, Passage, PassageText, ToolVersion, VersionText
from palermo.toolkit.models.tools import Edition, Tool
from palermo.toolkit.models.trainers import Trainer, TrainerLink
from palermo.toolkit.models.training import Course, LearnerGroup, TrainingSession
from palermo.toolkit.models.uptake import Uptake

__all__ = [
    "Certificate",
    "Course",
    "DownloadCount",
    "DraftingMember",
    "Edition",
    "EditionStage",
    "ExpertDetails",
    "ExpertLink",
    "FinderEntry",
    "LearnerGroup",
    "Occasion",
    "Passage",
    "PassageComment",
    "PassageText",
    "Presentation",
    "ReaderFeedback",
    "RoundExpert",
    "TextRound",
    "Tool",
    "ToolVersion",
    "Trainer",
    "TrainerLink",
    "TrainingSession",
    "Uptake",
    "VersionSection",
    "VersionText",
]
