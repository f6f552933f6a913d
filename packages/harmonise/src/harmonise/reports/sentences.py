"""Findings as sentences in six languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from harmonise.finding import Finding
from harmonise.identifiers.recognize import Identifier, Sign
from harmonise.layouts.layout import Layout

SHOWN = 60
SHOWN_ROWS = 5
# Marks around words that run from left to right inside Arabic.
ISOLATE = ("\u2068", "\u2069")


@cache
def texts() -> Mapping[str, Any]:
    """The words of rules and frames."""
    content = resources.files("harmonise.rules").joinpath("texts.toml").read_text("utf-8")
    return tomllib.loads(content)


def summary_text(name: str, language: str, **details: object) -> str:
    """A line of the summary."""
    return str(texts()["summary"][name][language].format(**details))


def rule_title(rule: str, language: str, layout: Layout | None = None) -> str:
    """What is the matter, in words; rules of a layout have their own."""
    return _words(rule, "title", language, layout) or rule


def finding_sentence(finding: Finding, language: str, layout: Layout | None = None) -> str:
    """One finding as a sentence: where, what is the matter, what is expected, what stands there.

    Parameters
    ----------
    finding : Finding
    language : str
        One of en, ar, es, fr, ru, zh.
    layout : Layout, optional
        Has the words of rules of its own.

    Examples
    --------
    >>> from harmonise.layouts.layout import Severity
    >>> finding = Finding("not-a-date", Severity.ERROR, 214, "hte_Date", "31/12")
    >>> finding_sentence(finding, "en")
    'Row 214, column hte_Date: this is not a date. Expected: a date such as 2021-05-31. Found: “31/12”.'
    """
    frame, mark = texts()["frame"][language], _marker(language)
    details = {name: _detail(value, language, mark) for name, value in finding.details.items()}
    details["found"] = mark(_shorten(finding.found or ""))
    template = _words(finding.rule, "found", language, layout)
    expected = expected_text(finding, language, layout)
    place = _place(finding, frame, mark)
    title = rule_title(finding.rule, language, layout).format(**details)
    if finding.found == "" and not template:
        return _capitalize(frame["bare"].format(place=place, title=title, expected=expected))
    found = template.format(**details) if template else _quote_found(finding, frame, mark)
    return _capitalize(frame["place"].format(place=place, title=title, expected=expected, found=found))


def expected_text(finding: Finding, language: str, layout: Layout | None = None) -> str:
    """What a rule expects, in words."""
    mark = _marker(language)
    details = {name: _detail(value, language, mark) for name, value in finding.details.items()}
    expected = (_words(finding.rule, "expected", language, layout) or "").format(**details)
    return expected + (texts()["frame"][language]["labels"].format(**details) if details.get("labels") else "")


def identifier_words(identifier: Identifier, language: str) -> str:
    """A column that identifies persons by its heading, or by its number where that could be a datum, and how.

    Examples
    --------
    >>> from harmonise.identifiers.recognize import Identity, Sign
    >>> identifier_words(Identifier(3, "prs_FirstName", Identity.NAME, Sign.MARK), "en")
    'prs_FirstName (the name of a person)'
    """
    frame, mark = texts()["frame"][language], _marker(language)
    is_named = identifier.heading and identifier.sign is not Sign.CONTENT
    number = frame["column"].format(column=mark(str(identifier.number)))
    column = mark(_shorten(identifier.heading)) if is_named else number
    if identifier.sheet and not is_named:
        column = frame["join"].join((frame["sheet"].format(sheet=mark(identifier.sheet)), column))
    what = texts()["phrase"][identifier.identity.value][language]
    return f"{column}（{what}）" if language == "zh" else f"{column} ({what})"


def _words(rule: str, part: str, language: str, layout: Layout | None) -> str:
    own = next((each for each in (layout.rules if layout else ()) if each.id == rule), None)
    if own is not None:
        words: Mapping[str, str] = {"title": own.title, "expected": own.expected}.get(part, {})
        return _escape(words.get(language) or words.get("en", ""))
    return str(texts()["rule"].get(rule, {}).get(part, {}).get(language, ""))


def _escape(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def _marker(language: str) -> Any:
    return (lambda text: f"{ISOLATE[0]}{text}{ISOLATE[1]}" if text else "") if language == "ar" else str


def _detail(value: str, language: str, mark: Any) -> str:
    if value.startswith("@"):
        return str(texts()["phrase"][value[1:]][language])
    return str(mark(value))


def _quote_found(finding: Finding, frame: Mapping[str, str], mark: Any) -> str:
    if finding.found is None:
        return frame["hidden"]
    return frame["quoted"].format(text=mark(_shorten(finding.found)))


def _place(finding: Finding, frame: Mapping[str, str], mark: Any) -> str:
    parts = []
    if finding.sheet and finding.row is None:
        parts.append(frame["sheet"].format(sheet=mark(finding.sheet)))
    if len(finding.rows) > 1:
        more = ", …" if len(finding.rows) > SHOWN_ROWS else ""
        parts.append(frame["rows"].format(rows=mark(", ".join(map(str, finding.rows[:SHOWN_ROWS])) + more)))
    elif finding.row is not None:
        parts.append(frame["row"].format(row=mark(str(finding.row))))
    if finding.column:
        parts.append(frame["column"].format(column=mark(finding.column)))
    return frame["join"].join(parts) or frame["file"]


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
