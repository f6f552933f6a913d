"""What of one record and all that belongs to it lacks a language, or is older than its original, by its versions.

A text is stale in a language when its original has changed since the translation was last written: a change
that was undone makes nothing stale, nor does one that was made in the same act.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import get_resolver

from palermo.audit.states import Change
from palermo.audit.versioned_models import Model
from palermo.core.fields import MultilingualField
from palermo.core.kinds import find_kind, slug_of
from palermo.core.languages import CODES, OFFERED_INSTEAD
from palermo.governance.models import Endorsement, NoteVerbale, TextVersion
from palermo.governance.states.bodies import NoteState
from palermo.library.models import Document, LanguageVersion
from palermo.library.states import DocumentState
from palermo.reporting.models import Report
from palermo.reporting.states import ReportState
from palermo.site.administration.viewsets import VIEWSETS
from palermo.translations.programmes import OF_PROGRAMMES, fields_of

# Languages as one number, so that a row holds those of a text and a condition asks for one.
BIT = {code: 1 << place for place, code in enumerate(CODES)}
# The field under which the language versions of a document are listed: files and texts, not words of the record.
VERSIONS = "versions"
# A record in this state is kept as it is: nobody can add a language.
CLOSED: dict[Model, tuple[str, str]] = {
    Report: ("state", ReportState.ISSUED),
    NoteVerbale: ("state", NoteState.ISSUED),
    Document: ("state", DocumentState.WITHDRAWN),
}
# Forms that a language has or does not have: where one has none, another form is used, and nothing is missing.
FORMS = frozenset({"acronym", "list_name"})
# What was submitted to Member States keeps its words: see governance.rules.check_can_change_endorsement.
PUT = frozenset({"title", "text"})


class Version(NamedTuple):
    """One version of a row, as the history has it."""

    kind: str
    record: int
    pk: int
    change: str
    data: Mapping[str, Any]  # JSON, as the history has it


class Gap(NamedTuple):
    """A text that lacks languages or has stale ones, as numbers of BIT; `version` is the last one of its row."""

    kind: str
    record: int
    field: str
    original: str
    missing: int
    stale: int
    version: int


class Standing(NamedTuple):
    """The original language of a text, and what it lacks."""

    original: str
    missing: frozenset[str]
    stale: frozenset[str]


Holds = Callable[[tuple[str, int, str, str], str], bool]


def never(_key: tuple[str, int, str, str], _words: str) -> bool:
    """No text was confirmed to hold."""
    return False


NOTHING = Standing("", frozenset(), frozenset())


def mask(codes: Iterable[str]) -> int:
    """Languages as one number."""
    return sum(BIT[code] for code in codes)


def codes_of(number: int) -> list[str]:
    """The languages that a number stands for, in the official order."""
    return [code for code in CODES if number & BIT[code]]


def text_standing(
    history: Sequence[Mapping[str, object]], preferred: str = "en", meant: Iterable[str] = CODES
) -> Standing:
    """How a text stands, from what it held by language in each of its versions, the first one first.

    The original is the language that was there first; of several, the `preferred` one. `meant` are the languages in
    which the text is to be.
    """
    now = history[-1] if history else {}
    if not now:
        return NOTHING
    since = {code: _since(history, code) for code in now}
    order = [preferred, *(code for code in OFFERED_INSTEAD if code != preferred)]
    original = min(now, key=lambda code: (_first(history, code), order.index(code)))
    stale = {code for code in now if code != original and history[since[code]].get(original) != now[original]}
    return Standing(original, frozenset(meant) - now.keys(), frozenset(stale))


def _since(history: Sequence[Mapping[str, object]], code: str) -> int:
    """The place of the version in which the words of a language were last written."""
    place = len(history) - 1
    while place and history[place - 1].get(code) == history[-1][code]:
        place -= 1
    return place


def _first(history: Sequence[Mapping[str, object]], code: str) -> int:
    return next(place for place, held in enumerate(history) if code in held)


def gaps_of(versions: Iterable[Version], holds: Holds = never) -> list[Gap]:
    """The gaps of one record and all that is shown on its page; versions stand by kind, row and time.

    `holds` says of a kind, a row, a field and a language whether the translation was confirmed for these words of the
    original.
    """
    rows = [list(row) for _key, row in groupby(versions, key=lambda version: (version.kind, version.record))]
    rows = [row for row in rows if row[-1].change != Change.REMOVED]
    root = next((row[-1].data for row in rows if _model(row[0].kind) in CLOSED), {})
    if any(_is_closed(row) for row in rows):
        return []
    meant = root.get("languages_meant") or CODES
    gaps = [gap for row in rows for gap in _gaps_of_row(row, root.get("original_language") or "en", meant, holds)]
    if any(row[0].kind == slug_of(TextVersion) for row in rows):
        gaps = [gap for gap in gaps if gap.kind != slug_of(Endorsement) or gap.field not in PUT]
    return [*gaps, *_gaps_of_files(rows, meant)]


def _model(kind: str) -> Model | None:
    record_kind = find_kind(kind)
    return record_kind.model if record_kind else None


def _is_closed(row: list[Version]) -> bool:
    model = _model(row[0].kind)
    field, value = CLOSED.get(model, ("", "")) if model else ("", "")
    return bool(field) and row[-1].data.get(field) == value


def _gaps_of_row(row: list[Version], preferred: str, meant: Iterable[str], holds: Holds) -> list[Gap]:
    gaps = []
    for field in open_fields(row[0].kind):
        standing = text_standing([version.data.get(field) or {} for version in row], preferred, meant)
        if standing.stale:
            key, words = (row[-1].kind, row[-1].record, field), row[-1].data[field][standing.original]
            standing = standing._replace(
                stale=frozenset(code for code in standing.stale if not holds((*key, code), words))
            )
        if standing.missing or standing.stale:
            gaps.append(_gap(row[-1], field, standing))
    return gaps


def _gap(version: Version, field: str, standing: Standing) -> Gap:
    missing, stale = mask(standing.missing), mask(standing.stale)
    return Gap(version.kind, version.record, field, standing.original, missing, stale, version.pk)


def _gaps_of_files(rows: list[list[Version]], meant: Iterable[str]) -> list[Gap]:
    """The language versions of a document, taken as one text whose words are their digests."""
    document = next((row for row in rows if row[0].kind == slug_of(Document)), None)
    files = [row for row in rows if row[0].kind == slug_of(LanguageVersion)]
    if document is None or not files:
        return []
    standing = text_standing(_file_history(files), document[-1].data.get("original_language") or "en", meant)
    return [_gap(document[-1], VERSIONS, standing)] if standing.missing or standing.stale else []


def _file_history(files: list[list[Version]]) -> list[dict[str, object]]:
    """What a document held by language after each version of any of them."""
    held: dict[str, object] = {}
    history = []
    for version in sorted((version for row in files for version in row), key=lambda version: version.pk):
        held = held | {version.data["language"]: (version.data.get("sha256"), version.data.get("text"))}
        history.append(held)
    return history


@cache
def open_fields(kind: str) -> tuple[str, ...]:
    """The multilingual fields of a kind that an editor can still change: what is frozen by nature is no work."""
    if not VIEWSETS:
        # The administration is put together when its addresses are read.
        get_resolver().url_patterns  # noqa: B018
    model = _model(kind)
    if model in OF_PROGRAMMES:
        return fields_of(model)
    viewset = VIEWSETS.get(model) if model else None
    if model is None or viewset is None:
        return ()
    changed = set(viewset.fields_on_change) - FORMS
    return tuple(f.name for f in model._meta.concrete_fields if isinstance(f, MultilingualField) and f.name in changed)
