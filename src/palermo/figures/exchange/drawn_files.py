"""Noisy counts and invented rows as files: every line says what it is, so that nobody takes it for a count."""

from typing import Any

from palermo.core.languages import active_language
from palermo.figures.drawn_content import DrawnFile, NoisyCount, NoisyCounts
from palermo.figures.exchange.csv_file import lines_of_table
from palermo.figures.exchange.release_data import release_data
from palermo.figures.exchange.rows import withdrawal_notice
from palermo.figures.models import Release
from palermo.site.charts.values import ValueKind
from palermo.site.csvs import Value

STATUS = ValueKind.NOISY.value


def counts_as_csv(release: Release, counts: NoisyCounts) -> bytes:
    """Attributes and values in pairs, count and interval, kind of value, notice of a withdrawal."""
    longest = int(counts.parameters["order"])
    pairs = [f"{word}_{number}" for number in range(1, longest + 1) for word in ("attribute", "value")]
    notice = withdrawal_notice(release)
    head = [*pairs, "count", "low", "high", "status", "notice"]
    lines: list[list[Value]] = [
        [*_flat(each, longest), each.value, each.low, each.high, STATUS, notice] for each in _all(counts)
    ]
    return b"".join(lines_of_table([head, *lines], active_language().django_code))


def _all(counts: NoisyCounts) -> list[NoisyCount]:
    return [counts.persons, *counts.counts]


def _flat(count: NoisyCount, longest: int) -> list[str]:
    flat = [text for pair in count.combination for text in pair]
    return [*flat, *[""] * (2 * longest - len(flat))]


def counts_as_json(release: Release, counts: NoisyCounts) -> dict[str, Any]:
    """The release, what was decided when it was drawn, and each count by its attributes."""
    return {
        "release": release_data(release),
        "parameters": dict(counts.parameters),
        "counts": [
            {
                "combination": dict(each.combination),
                "status": STATUS,
                "count": each.value,
                "low": each.low,
                "high": each.high,
            }
            for each in _all(counts)
        ],
    }


def rows_as_csv(rows: DrawnFile) -> bytes:
    """The file of the bundle, with the mark by which Excel knows UTF-8; its last column says that a row is invented."""
    return b"".join(lines_of_table([rows.head, *rows.rows], active_language().django_code))


def rows_as_json(release: Release, rows: DrawnFile) -> dict[str, Any]:
    """The release, what was decided when it was drawn, and each row."""
    return {
        "release": release_data(release),
        "parameters": dict(rows.parameters),
        "rows": [dict(zip(rows.head, row, strict=True)) for row in rows.rows],
    }
