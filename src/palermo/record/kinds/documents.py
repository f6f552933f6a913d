"""Documents with their language versions."""

from palermo.library.models import Document, DocumentAlias, LanguageVersion
from palermo.record.attachments import VERSION_FILE
from palermo.record.schema import Children, Kind, Table, choice, day, partial, text, text6, when_left_out

ALIAS = Table(
    noun="an alias",
    model=DocumentAlias,
    parent="document",
    key=("symbol",),
    parts=(text("symbol", "another symbol"), choice("kind", "why it has it")),
)

VERSION = Table(
    noun="a language version",
    model=LanguageVersion,
    parent="document",
    key=("language",),
    parts=(
        choice("status", "how finished the version is"),
        text("text", "its text"),
        VERSION_FILE,
        when_left_out(
            text("file_name", "the file's name for readers, where it is not the one above"),
            lambda version, index: version.file_name,
        ),
        when_left_out(
            text("media_type", "the file's type, such as application/pdf"), lambda version, index: version.media_type
        ),
    ),
)

DOCUMENTS = Kind(
    folder="documents",
    says="One document: one work under one symbol, in up to six languages.",
    table=Table(
        noun="a document",
        model=Document,
        parts=(
            text("symbol", "the symbol; left out while it is pending"),
            text6("title", "the title"),
            choice("kind", "what kind of paper"),
            choice("audience", "whom it is meant for"),
            choice("state", "where it stands"),
            choice("original_language", "the language it was written in"),
            partial("dated", "the date on it"),
            day("issued_on", "the day it was issued"),
            day("withdrawn_on", "the day it was withdrawn"),
            text6("withdrawal_reason", "why it was withdrawn"),
            Children("aliases", ALIAS, "other symbols it is or was known by"),
            Children("versions", VERSION, "its language versions, by language", by="language"),
        ),
    ),
)
