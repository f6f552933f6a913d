"""Code lists, sources, agreements, datasets, studies and good practices."""

from palermo.knowledge.models.datasets import Dataset, DatasetEdition, EditionFigure, EditionStep, Finding
from palermo.knowledge.models.lists import Code, CodeList, CodeListEdition, CodeMapping, CodeMappingRow
from palermo.knowledge.models.practices import GoodPractice
from palermo.knowledge.models.sources import Agreement, Source
from palermo.knowledge.models.studies import (
    DraftComment,
    EthicsReview,
    Study,
    StudyContribution,
    StudyDataset,
    StudyDraft,
)

__all__ = [
    "Agreement",
    "Code",
    "CodeList",
    "CodeListEdition",
    "CodeMapping",
    "CodeMappingRow",
    "Dataset",
    "DatasetEdition",
    "DraftComment",
    "EditionFigure",
    "EditionStep",
    "EthicsReview",
    "Finding",
    "GoodPractice",
    "Source",
    "Study",
    "StudyContribution",
    "StudyDataset",
    "StudyDraft",
]
