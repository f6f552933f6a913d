"""What the pages of a release show of what was drawn at random; nothing of other kinds."""

import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from palermo.figures.budgets import account_of
from palermo.figures.drawn_content import NoisyCount, noisy_counts, read_drawn
from palermo.figures.models import Release
from palermo.figures.pipeline.budget_ledger import parameters_of
from palermo.figures.pipeline.drawing import describe_counts, expected_errors
from palermo.figures.states.releases import ReleaseKind
from palermo.site.charts.values import Value, format_percent, noisy

# So many counts or rows are shown on the page of a release.
SHOWN = 12
FAULTS = (OSError, KeyError, ValueError, zipfile.BadZipFile)


class CountLine(NamedTuple):
    """A combination in words, and its count as a value of its own kind."""

    combination: str
    value: Value


class LengthLine(NamedTuple):
    """How good the counts of combinations of one length are."""

    length: int
    published: int
    left_out: int
    share_left_out: str
    error: int | None
    doubtful: str


def count_line(count: NoisyCount) -> CountLine:
    """A count as pages show it."""
    words = " · ".join(f"{name}: {value}" for name, value in count.combination)
    return CountLine(words, noisy(count.value, count.low, count.high))


def drawn_parts(release: Release) -> dict[str, object]:
    """What is shown of a published release: its first counts and how good they are, or its first rows."""
    if not release.is_drawn:
        return {}
    try:
        file = read_drawn(release)
        if release.kind == ReleaseKind.SYNTHETIC:
            return {"is_synthetic": True, "drawn": file, "shown_rows": file.rows[:SHOWN]}
        counts = noisy_counts(release)
    except FAULTS:
        return {}
    return {
        "is_noisy": True,
        "drawn": file,
        "persons": count_line(counts.persons).value,
        "shown_counts": [count_line(each) for each in counts.counts[:SHOWN]],
        "combinations": len(counts.counts),
        "lengths": length_lines(describe_counts(file.content)),
    }


def length_lines(quality: Mapping[str, Any]) -> list[LengthLine]:
    """How good counts are, by the length of the combination, for readers."""
    return [_length_line(each) for each in quality["lengths"]]


def _length_line(each: Mapping[str, Any]) -> LengthLine:
    left_out = each["possible"] - each["published"]
    return LengthLine(
        length=each["length"],
        published=each["published"],
        left_out=left_out,
        share_left_out=format_percent(left_out / each["possible"] if each["possible"] else 0),
        error=each["error"],
        doubtful=format_percent(each["doubtful"]),
    )


def draw_to_come(release: Release) -> dict[str, object]:
    """What drawing the counts of a draft costs of the budget, and how far a count will be off, before it is done."""
    account = account_of(release.register)
    if release.kind != ReleaseKind.NOISY or account is None:
        return {}
    parameters = parameters_of(account, release.epsilon or 0, release.longest or 0)
    errors: Sequence[int] = expected_errors(parameters, len(release.attributes))
    return {
        "is_drawn_already": "budget" in release.loss,
        "budget": f"{account.epsilon:g}",
        "spent": f"{account.epsilon_spent:.2f}",
        # Less than the sum of what each would cost alone.
        "after": f"{account.epsilon_with(parameters.rho, parameters.key_delta):.2f}",
        "errors": list(enumerate(errors, start=1)),
    }
