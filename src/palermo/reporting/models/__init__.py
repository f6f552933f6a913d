"""Reports: what they are made from, what officers write in them, and what was issued."""

from palermo.reporting.models.changes import ReportCorrection
from palermo.reporting.models.clearance import Clearance, DocumentSlot, ParagraphComment
from palermo.reporting.models.document_types import DocumentType
from palermo.reporting.models.exchange import StrayComment, Suggestion, WordExport, WordImport
from palermo.reporting.models.reports import (
    IssuedFile,
    IssuedText,
    RecordName,
    Report,
    ReportRecommendation,
    StatedRecord,
    file_path,
)
from palermo.reporting.models.writing import ReportParagraph, ReportSection, TextRevision

__all__ = [
    "Clearance",
    "DocumentSlot",
    "DocumentType",
    "IssuedFile",
    "IssuedText",
    "ParagraphComment",
    "RecordName",
    "Report",
    "ReportCorrection",
    "ReportParagraph",
    "ReportRecommendation",
    "ReportSection",
    "StatedRecord",
    "StrayComment",
    "Suggestion",
    "TextRevision",
    "WordExport",
    "WordImport",
    "file_path",
]
