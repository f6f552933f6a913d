"""Editions from their files."""

import csv
import hashlib
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from harmonise.lists.code import LANGUAGES, Code, DatedName
from harmonise.lists.edition import Edition
from harmonise.lists.errors import InvalidList

COLUMNS = {"code", "parent", "from", "to", *LANGUAGES}
LABEL_COLUMNS = ["code", "label", "language", "from", "to"]
HEADER = {"title", "source", "licence", "separators", "width", "names_from", "refusal"}
EMPTY: Mapping[str, str] = MappingProxyType({})


def read_edition(header: str | Path, names: Callable[[str], Edition] | None = None) -> Edition:
    """Read an edition from its files.

    Parameters
    ----------
    header : str or pathlib.Path
        `<list>/<number>.toml`: title in six languages, source, licence. Beside it `<number>.csv` with the codes and,
        where there are any, `<number>.labels.csv` with further labels.
    names : callable, optional
        Gives the edition from which names are taken, such as `code_list`: where the header has `names_from = "m49/1"`,
        the names are those of the code in the column `m49`.

    Returns
    -------
    Edition

    Raises
    ------
    InvalidList
        Naming file, row and column, and what was expected.
    """
    path = Path(header)
    settings = read_header(path, HEADER)
    codes_file = path.with_suffix(".csv")
    labels_file = path.with_suffix(".labels.csv")
    borrowed = names(settings["names_from"]) if names and "names_from" in settings else None
    labels = _read_labels(labels_file) if labels_file.exists() else {}
    codes = _read_codes(codes_file, labels, borrowed)
    _check_parents(codes_file, codes)
    unknown = labels.keys() - codes.keys()
    if unknown:
        raise InvalidList(f"{labels_file}: expected codes of {codes_file.name}, found {min(unknown)!r}.")
    refusal = settings.get("refusal")
    return Edition(
        name=path.parent.name,
        number=path.stem,
        titles=six_languages(path, "title", settings.get("title")),
        codes=tuple(codes.values()),
        source=settings["source"],
        licence=settings["licence"],
        digest=compute_digest(path, codes_file, labels_file),
        separators=tuple(settings.get("separators", ())),
        width=settings.get("width"),
        refusals=six_languages(path, "refusal", refusal) if refusal else None,
    )


def read_header(path: Path, expected: set[str]) -> dict[str, Any]:
    """Read a header, and refuse one that has an unknown key, or no source or licence."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise InvalidList(f"{path}: expected a header in TOML. {fault}") from None
    unknown = settings.keys() - expected
    if unknown:
        raise InvalidList(f"{path}: expected the keys {', '.join(sorted(expected))}, found {min(unknown)!r}.")
    for key in ("source", "licence"):
        if not isinstance(settings.get(key), str) or not settings[key].strip():
            raise InvalidList(f"{path}: expected the text {key!r}, found {settings.get(key)!r}.")
    return settings


def six_languages(path: Path, key: str, texts: Any) -> Mapping[str, str]:
    """Check that a text of a header is there in six languages."""
    found = texts if isinstance(texts, dict) else {}
    missing = [language for language in LANGUAGES if not str(found.get(language, "")).strip()]
    if missing or len(found) > len(LANGUAGES):
        raise InvalidList(f"{path}: expected {key!r} in {', '.join(LANGUAGES)}, found {', '.join(found) or 'nothing'}.")
    return MappingProxyType({language: found[language] for language in LANGUAGES})


def read_rows(path: Path, required: list[str]) -> list[dict[str, str]]:
    """Read the rows of a CSV file, and refuse one without the columns it needs or with a row of another length."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            columns = next(reader, [])
            missing = [column for column in required if column not in columns]
            if missing or len(set(columns)) < len(columns):
                raise InvalidList(f"{path}: expected the columns {', '.join(required)}, found {', '.join(columns)}.")
            rows = []
            for row in reader:
                if len(row) != len(columns):
                    where = f"{path}, line {reader.line_num}"
                    raise InvalidList(f"{where}: expected {len(columns)} cells, found {len(row)}.")
                rows.append(dict(zip(columns, row, strict=True)))
            return rows
    except (OSError, UnicodeDecodeError) as fault:
        raise InvalidList(f"{path}: expected a CSV file in UTF-8. {fault}") from None


def compute_digest(*paths: Path) -> str:
    """Compute the SHA-256 of those files that are there."""
    total = hashlib.sha256()
    for path in paths:
        if path.exists():
            content = path.read_bytes()
            total.update(f"{path.name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _read_codes(path: Path, labels: dict[str, tuple[DatedName, ...]], borrowed: Edition | None) -> dict[str, Code]:
    column = borrowed.name if borrowed else None
    rows = read_rows(path, ["code", column] if column else ["code", *LANGUAGES])
    own = [name for name in rows[0] if name not in COLUMNS] if rows else []
    codes: dict[str, Code] = {}
    for line, row in enumerate(rows, 2):
        where = f"{path}, line {line}"
        code = row["code"]
        if not code or code != code.strip() or code in codes:
            raise InvalidList(f"{where}, column code: expected a code that is there once, found {code!r}.")
        names: Mapping[str, str] = {language: row.get(language, "") for language in LANGUAGES}
        dated = labels.get(code, ())
        if borrowed and column and not any(names.values()):
            names = borrowed.code(row[column]).names
            dated += borrowed.code(row[column]).dated_names
        gaps = [language for language in LANGUAGES if not names[language].strip()]
        if gaps:
            raise InvalidList(f"{where}, column {gaps[0]}: expected the name of {code!r}, found nothing.")
        first, end = _read_days(row, where)
        codes[code] = Code(
            code=code,
            parent=row.get("parent") or None,
            names=MappingProxyType(names) if isinstance(names, dict) else names,
            dated_names=dated,
            valid_from=first,
            valid_to=end,
            attributes=MappingProxyType({name: row[name] for name in own if row[name]}) if own else EMPTY,
        )
    return codes


def _check_parents(path: Path, codes: dict[str, Code]) -> None:
    for line, code in enumerate(codes.values(), 2):
        seen = {code.code}
        parent = code.parent
        while parent is not None:
            if parent not in codes or parent in seen:
                raise InvalidList(
                    f"{path}, line {line}, column parent: expected a code of the list that is not under {code.code!r} "
                    f"itself, found {parent!r}."
                )
            seen.add(parent)
            parent = codes[parent].parent


def _read_labels(path: Path) -> dict[str, tuple[DatedName, ...]]:
    labels: dict[str, list[DatedName]] = {}
    for line, row in enumerate(read_rows(path, LABEL_COLUMNS), 2):
        where = f"{path}, line {line}"
        if not row["label"].strip():
            raise InvalidList(f"{where}, column label: expected a label, found nothing.")
        if row["language"] not in ("", *LANGUAGES):
            raise InvalidList(f"{where}, column language: expected {', '.join(LANGUAGES)}, found {row['language']!r}.")
        name = DatedName(row["label"], row["language"] or None, *_read_days(row, where))
        labels.setdefault(row["code"], []).append(name)
    return {code: tuple(names) for code, names in labels.items()}


def _read_days(row: dict[str, str], where: str) -> tuple[date | None, date | None]:
    first, end = (_read_day(row.get(column, ""), where, column) for column in ("from", "to"))
    if first and end and end <= first:
        raise InvalidList(f"{where}, column to: expected a day after {first}, found {end}.")
    return first, end


def _read_day(text: str, where: str, column: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidList(f"{where}, column {column}: expected a day such as 2018-04-19, found {text!r}.") from None
