"""Mappings from their files."""

from collections.abc import Callable
from collections.abc import Mapping as Dictionary
from pathlib import Path
from typing import Any

from harmonise.lists.catalogue import code_list
from harmonise.lists.edition import Edition
from harmonise.lists.errors import InvalidList, UnknownList
from harmonise.lists.mapping import Mapping, MappingRow, Relation
from harmonise.lists.read_edition import compute_digest, read_header, read_rows, six_languages

HEADER = {"source_list", "target_list", "source", "licence", "rows_from", "losses"}
COLUMNS = ["source", "target", "relation", "loss"]


def read_mapping(header: str | Path, editions: Callable[[str, str], Edition] = code_list) -> Mapping:
    """Read a mapping from its files.

    Parameters
    ----------
    header : str or pathlib.Path
        `<number>.toml`: the editions of source and target, the source on which the mapping rests, its licence, and what
        is lost, in six languages under `losses.<key>`. Beside it `<number>.csv`: source, target, relation, key of the
        loss. With `rows_from = "source"` (or `"target"`) the codes that are not in the CSV file take the code of the
        other list from that column of the source list (of the target list) which bears the other list's name.
    editions : callable, optional
        Gives an edition by name and number; those that are shipped, by default.

    Returns
    -------
    Mapping

    Raises
    ------
    InvalidList
        If a code of the source has no line or an unknown target, a line contradicts another, or a loss is not
        described: names file, line and column.
    UnknownList
        If an edition does not exist.
    """
    path = Path(header)
    settings = read_header(path, HEADER)
    source, target = (_edition(path, settings, key, editions) for key in ("source_list", "target_list"))
    file = path.with_suffix(".csv")
    losses = {key: six_languages(path, f"losses.{key}", texts) for key, texts in settings.get("losses", {}).items()}
    rows = _read_rows(file, source, target, losses) if file.exists() else {}
    for code, other in _pairs(settings.get("rows_from"), source, target):
        rows.setdefault(code, [MappingRow(code, other, Relation.EXACT)])
    missing = [code.code for code in source.codes if code.code not in rows]
    if missing:
        raise InvalidList(f"{file}: expected a line for every code of {source}, found none for {', '.join(missing)}.")
    return Mapping(
        source=source,
        target=target,
        number=path.stem,
        rows=tuple(row for code in source.codes for row in rows[code.code]),
        origin=settings["source"],
        licence=settings["licence"],
        digest=compute_digest(path, file),
    )


def _edition(path: Path, settings: dict[str, Any], key: str, editions: Callable[[str, str], Edition]) -> Edition:
    parts = str(settings.get(key, "")).split("/")
    if len(parts) != 2:
        found = settings.get(key)
        raise InvalidList(f"{path}: expected {key!r} as list and edition, such as 'sex/1', found {found!r}.")
    return editions(parts[0], parts[1])


def _pairs(side: str | None, source: Edition, target: Edition) -> list[tuple[str, str]]:
    if side == "source":
        pairs = [(code.code, code.attributes.get(target.name)) for code in source.codes]
    else:
        pairs = [(code.attributes.get(source.name, ""), code.code) for code in target.codes] if side else []
    return [(code, other) for code, other in pairs if code and other]


def _read_rows(
    file: Path, source: Edition, target: Edition, losses: Dictionary[str, Dictionary[str, str]]
) -> dict[str, list[MappingRow]]:
    rows: dict[str, list[MappingRow]] = {}
    unused = set(losses)
    for line, cells in enumerate(read_rows(file, COLUMNS), 2):
        where = f"{file}, line {line}"
        row = _read_row(where, cells, losses)
        for column, code, edition in (("source", row.source, source), ("target", row.target, target)):
            if code is not None and code not in edition:
                try:
                    edition.code(code)
                except UnknownList as fault:
                    raise InvalidList(f"{where}, column {column}: expected a code of {edition}. {fault}") from None
        others = rows.setdefault(row.source, [])
        if any(other.target in (row.target, None) or row.target is None for other in others):
            raise InvalidList(
                f"{where}, column target: expected a code that {row.source!r} does not have yet, or nothing if it has "
                f"no other line; found {row.target or ''!r}."
            )
        others.append(row)
        unused.discard(cells["loss"])
    if unused:
        raise InvalidList(f"{file}: expected a line for each loss that is described, found none for {min(unused)!r}.")
    return rows


def _read_row(where: str, cells: dict[str, str], losses: Dictionary[str, Dictionary[str, str]]) -> MappingRow:
    known = [relation.value for relation in Relation]
    if cells["relation"] not in known:
        raise InvalidList(f"{where}, column relation: expected {', '.join(known)}, found {cells['relation']!r}.")
    relation, key, target = Relation(cells["relation"]), cells["loss"], cells["target"] or None
    if target is None and relation is not Relation.LOSES:
        raise InvalidList(f"{where}, column target: expected a code, since the relation is {relation}; found nothing.")
    if key and (relation is Relation.EXACT or key not in losses):
        known_losses = ", ".join(sorted(losses)) or "nothing"
        expected = "nothing, since nothing is lost" if relation is Relation.EXACT else known_losses
        raise InvalidList(f"{where}, column loss: expected {expected}; found {key!r}.")
    if relation is Relation.LOSES and not key:
        raise InvalidList(f"{where}, column loss: expected the key of what is lost, found nothing.")
    return MappingRow(cells["source"], target, relation, losses[key] if key else None)
