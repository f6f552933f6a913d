"""Documents with their language versions."""

from palermo.accounts.models import Organisation, State
from palermo.library.models import AlternativeFormat, Document, DocumentAlias, DocumentReader, LanguageVersion
from palermo.record.attachments import ALTERNATIVE_FILE, VERSION_FILE
from palermo.record.kinds.showings import showing_of
from palermo.record.schema import (
    Children,
    Kind,
    Table,
    choice,
    day,
    languages,
    partial,
    ref,
    text,
    text6,
    when_left_out,
)

ALIAS = Table(
    noun="an alias",
    model=DocumentAlias,
    parent="document",
    key=("symbol",),
    parts=(text("symbol", "another symbol"), choice("kind", "why it has it")),
)

# Persons who are named are not the record's: their accounts are of this installation.
READER = Table(
    noun="a named reader",
    model=DocumentReader,
    parent="document",
    key=("state_id", "organisation_id"),
    fixed={"user": None},
    parts=(
        ref("state", State, "the State whose people may read it"),
        ref("organisation", Organisation, "or the organization"),
        day("named_on", "the day from which they may"),
    ),
)

ALTERNATIVE = Table(
    noun="a file in another format",
    model=AlternativeFormat,
    parent="version",
    key=("media_type",),
    parts=(
        ALTERNATIVE_FILE,
        when_left_out(
            text("file_name", "the file's name for readers, where it is not the one above"),
            lambda alternative, index: alternative.file_name,
        ),
        when_left_out(
            text("media_type", "the file's type, such as application/pdf"),
            lambda alternative, index: alternative.media_type,
        ),
    ),
)

VERSION = Table(
    noun="a language version",
    model=LanguageVersion,
    parent="document",
    key=("language",),
    parts=(
        choice("status", "how finished the version is"),
        text("translator", "who translated it"),
        day("dated_on", "the date of this version"),
        text("text", "its text"),
        VERSION_FILE,
        when_left_out(
            text("file_name", "the file's name for readers, where it is not the one above"),
            lambda version, index: version.file_name,
        ),
        when_left_out(
            text("media_type", "the file's type, such as application/pdf"), lambda version, index: version.media_type
        ),
        Children(
            "alternatives",
            ALTERNATIVE,
            "the same file in other formats, such as Word beside PDF",
            when=lambda version: bool(version.file),
        ),
    ),
)

DOCUMENTS = Kind(
    folder="documents",
    description="One document: one work under one symbol, in up to six languages.",
    table=Table(
        noun="a document",
        model=Document,
        parts=(
            text("symbol", "the symbol; left out while it is pending"),
            text6("title", "the title"),
            choice("kind", "what kind of paper"),
            choice("audience", "whom it is meant for"),
            choice("state", "the status"),
            choice("original_language", "the language it was written in"),
            languages("languages_meant", "the languages it is meant to be in; left out for all six"),
            text("job_number", "the job number, without the letter of a language"),
            partial("dated", "the date on it"),
            day("issued_on", "the day it was issued"),
            day("withdrawn_on", "the day it was withdrawn"),
            text6("withdrawal_reason", "why it was withdrawn"),
            ref("replaced_by", Document, "the document that took its place, once it was withdrawn"),
            ref("modifies", Document, "the document that it changes"),
            choice("modification", "how it changes that one"),
            ref("resubmits", Document, "the document that was submitted again as this one"),
            day("opens_on", "the day on which it opens to more readers"),
            choice("opens_to", "whom it is for from that day on"),
            Children("readers", READER, "the States and organizations named to read it besides its audience"),
            Children("aliases", ALIAS, "other symbols it is or was known by"),
            Children("versions", VERSION, "its language versions, by language", by="language"),
            Children("showings", showing_of("document"), "how it is shown at a forum"),
        ),
    ),
)
