"""Documents, their language versions, those named to read them, and what was read."""

from palermo.library.models.documents import (
    DAY,
    LANGUAGE_CHOICES,
    AlternativeFormat,
    Document,
    DocumentAlias,
    LanguageVersion,
    file_path,
)
from palermo.library.models.extracted import ExtractedText
from palermo.library.models.readers import DocumentReader
from palermo.library.models.reads import Read

__all__ = [
    "DAY",
    "LANGUAGE_CHOICES",
    "AlternativeFormat",
    "Document",
    "DocumentAlias",
    "DocumentReader",
    "ExtractedText",
    "LanguageVersion",
    "Read",
    "file_path",
]
