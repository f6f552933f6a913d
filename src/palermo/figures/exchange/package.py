"""Figures as a data package: CSV described by Table Schema, dictionary, sources, licence and notes in one ZIP file."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.figures.dimensions import KEYS
from palermo.figures.exchange.citations import cite, owner, page_of
from palermo.figures.exchange.csv_file import TOGETHER
from palermo.figures.exchange.dictionary import HEADING as OF_DICTIONARY
from palermo.figures.exchange.dictionary import MEANINGS, dictionary_rows
from palermo.figures.exchange.licences import data_licence
from palermo.figures.exchange.rows import COLUMNS, Extract, withdrawal_notice
from palermo.figures.exchange.sources import HEADING as OF_SOURCES
from palermo.figures.exchange.sources import note_rows, source_rows
from palermo.figures.labels import codes_in_order
from palermo.figures.states.releases import PUBLISHED
from palermo.site.charts.values import ValueKind
from palermo.site.csvs import Value, csv_lines

FIGURES, DICTIONARY, SOURCES, NOTES = "figures.csv", "dictionary.csv", "sources.csv", "README.md"
DESCRIPTION = "datapackage.json"
_WHOLE = {"year", "value", "low", "high", "origin"}
_MARK = "\ufeff".encode()


def package_of_figures(extract: Extract) -> BinaryIO:
    """The ZIP file, in the reader's language. Whoever asks for it closes it."""
    content = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by whoever asks for it
    with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=6) as package:
        _add(package, NOTES, [_readme(extract).encode()])
        _add(package, DESCRIPTION, [json.dumps(_description(extract), ensure_ascii=False, indent=1).encode()])
        _add(package, FIGURES, _csv(_headed(COLUMNS, extract.rows())))
        _add(package, DICTIONARY, _csv(dictionary_rows(extract)))
        _add(package, SOURCES, _csv(source_rows(extract)))
    content.seek(0)
    return content


def _add(package: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with package.open(name, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)


def _csv(rows: Iterable[Iterable[Value]]) -> Iterator[bytes]:
    """The lines of a table, as programs expect them: without the mark that Excel wants."""
    lines: list[bytes] = []
    for line in csv_lines(rows, active_language().django_code):
        lines.append(line.removeprefix(_MARK))
        if len(lines) == TOGETHER:
            yield b"".join(lines)
            lines = []
    yield b"".join(lines)


def _headed(head: Iterable[str], rows: Iterable[Iterable[Value]]) -> Iterator[Iterable[Value]]:
    yield head
    yield from rows


def _readme(extract: Extract) -> str:
    lines = [f"# {_title(extract)}", ""]
    for name, value in note_rows(extract):
        lines += [f"**{name}:** {value}", ""]
    lines += [f"- `{FIGURES}`: {_('the figures')}", f"- `{DICTIONARY}`: {_('the columns and their codes')}"]
    lines += [f"- `{SOURCES}`: {_('where the figures come from')}", ""]
    return "\n".join(lines)


def _title(extract: Extract) -> str:
    return "; ".join(release.display_name() for release in extract.releases)


def _description(extract: Extract) -> dict[str, object]:
    """The descriptor of the package, by the profile of tabular data packages."""
    licence = data_licence()
    notices = [notice for release in extract.releases if (notice := withdrawal_notice(release))]
    versions = [f"{release.register.slug}/{release.number}" for release in extract.releases]
    return {
        "profile": "tabular-data-package",
        "name": "-".join(["figures", *(release.slug for release in extract.releases)])[:100],
        "id": address(extract.releases[0].get_absolute_url()) if len(extract.releases) == 1 else address("/"),
        "title": _title(extract),
        "description": " ".join([*notices, *(cite(release) for release in extract.releases)]),
        "version": ", ".join(versions),
        "created": _created(extract),
        "homepage": page_of(extract.releases[0]) if extract.releases else address("/"),
        "licenses": [{"name": licence.identifier, "path": licence.address, "title": licence.title}],
        "sources": [
            {"title": release.display_name(), "path": page_of(release), "sha256": release.digest}
            for release in extract.releases
        ],
        "contributors": [{"title": owner(), "role": "publisher"}],
        "notices": notices,
        "resources": [
            _resource("figures", FIGURES, [_field(name) for name in COLUMNS], list(_key())),
            _resource("dictionary", DICTIONARY, [_text_field(name) for name in OF_DICTIONARY], ["column", "code"]),
            _resource(
                "sources",
                SOURCES,
                [_field("origin") if name == "origin" else _text_field(name) for name in OF_SOURCES],
                ["release", "origin"],
            ),
        ],
    }


def _created(extract: Extract) -> str:
    days = [release.released_on for release in extract.releases if release.released_on]
    return f"{max(days).isoformat()}T00:00:00Z" if days else "1970-01-01T00:00:00Z"


def _key() -> tuple[str, ...]:
    return ("release", "indicator", "state", "year", *KEYS)


def _resource(name: str, path: str, fields: list[dict[str, object]], key: list[str]) -> dict[str, object]:
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if name == "figures":
        reference = {"resource": "sources", "fields": ["release", "origin"]}
        schema |= {"primaryKey": key, "foreignKeys": [{"fields": ["release", "origin"], "reference": reference}]}
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(name: str) -> dict[str, object]:
    """A column of the figures, with what may stand in it."""
    field = _text_field(name) | {"title": name, "description": str(MEANINGS[name])}
    if name in _WHOLE:
        field["type"] = "integer"
    known = {"kind": [each.value for each in ValueKind], "status": [each.value for each in PUBLISHED]}
    known |= {key: codes_in_order(key) for key in KEYS}
    if name in known:
        field["constraints"] = {"required": True, "enum": known[name]}
    elif name in _key():
        field["constraints"] = {"required": True}
    return field


def _text_field(name: str) -> dict[str, object]:
    return {"name": name, "type": "string"}
