"""Protects the figures of a release, and takes it through the gate. Knows nothing of Django: a process with limits.

Solving thousands of programmes can take all the memory of a machine, or for ever.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from disclosure.errors import DisclosureError
from disclosure.progress import Progress
from disclosure.release import Declaration, Proposal, Register, Signer, release
from disclosure.release.before import list_undeclared, population_of, read_earlier
from disclosure.release.bundle import unpack
from disclosure.release.proposal import Kind
from disclosure.suppression.believers import STAGE as BELIEVERS
from disclosure.tables.read_specification import parse_specification

from palermo.core.apart.reader import run
from palermo.figures import draft_files as files
from palermo.figures.budget_ledger import ledger_in, parameters_of
from palermo.figures.bundles import NAMES
from palermo.figures.dimensions import KEYS, breakdown_of
from palermo.figures.draft_files import COUNTS, PARAMETERS, ROWS
from palermo.figures.drawing import KEPT, describe_counts, draw_counts, illustrate_counts
from palermo.figures.hidden_reasons import explain_hidden
from palermo.figures.policies import FILE, HIDDEN, SMALL, specification_text
from palermo.figures.protecting import Draft, protect_figures

# How far each stage of the protection is when it begins and ends, in hundredths.
STAGES = {"stand-ins": (0, 10), "audit": (60, 70), BELIEVERS: (70, 90)}
OTHER_STAGE = (10, 60)


def work(_content: bytes, step: str, **options: Any) -> dict[str, Any]:
    """What a step gives, or the sentence in which it is refused."""
    try:
        return STEPS[step](**options)
    except DisclosureError as error:
        return {"refused": str(error), "kind": type(error).__name__}


def _protect(folder: str, register: str, key: str, title: str, population: list[str], unit: str) -> dict[str, Any]:
    place, whom = Path(folder), (population[0], population[1])
    read = parse_specification(specification_text(title, whom, unit))
    before = read_earlier(Register(Path(register)), read, Signer.read(key))
    figures = files.read_compiled(place)
    draft = protect_figures(
        figures, title=title, population=whom, unit=unit, before=before, progress=_progress_in(place)
    )
    for name, content in (
        (files.PUBLISHED, draft.published),
        (files.TRUTH, draft.truth),
        (files.SPECIFICATION, draft.specification.encode()),
        (files.THRESHOLDS, draft.thresholds.encode()),
    ):
        files.write_file(place, name, content)
    files.write_progress(place, 90)
    hidden = list(explain_hidden(draft.protected, masked=draft.masked, near=draft.near, disputed=draft.disputed))
    files.write_hidden(place, hidden)
    files.write_progress(place, 100)
    reasons: dict[str, int] = defaultdict(int)
    for each in hidden:
        reasons[each.reason] += 1
    return {
        "loss": _loss(draft) | {"reasons": dict(sorted(reasons.items()))},
        "declarations": list_undeclared(population_of(read), before),
    }


def _progress_in(folder: Path) -> Progress:
    """Notes in a file how far the work is."""
    latest = [0]

    def note(stage: str, done: int, of: int) -> None:
        first, last = STAGES.get(stage, OTHER_STAGE)
        reached = first + (last - first) * min(done, of) // of if of else first
        if reached > latest[0]:
            latest[0] = reached
            files.write_progress(folder, reached)

    return note


def _loss(draft: Draft) -> dict[str, Any]:
    """What is hidden: in all, and by indicator and breakdown. Sums are of the figures behind the signs."""
    truth = {tuple(row[name] for name in NAMES): int(row["value"]) for row in _rows(draft.truth)}
    groups: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for row in _rows(draft.published):
        key = tuple(row[name] for name in NAMES)
        for group in ((row["indicator"], breakdown_of({name: row[name] for name in KEYS})), ("", "")):
            numbers, value = groups[group], truth.get(key, 0)
            numbers[0] += 1
            numbers[1] += row["value"] == SMALL
            numbers[2] += row["value"] == HIDDEN
            numbers[3] += value
            numbers[4] += value if row["value"] in (SMALL, HIDDEN) else 0
    total = groups.pop(("", ""))
    gap = draft.protected.summary.gap
    return _name_numbers(total) | {
        "gap": None if gap is None else round(gap, 4),
        "groups": [{"indicator": slug, "by": by} | _name_numbers(each) for (slug, by), each in sorted(groups.items())],
        "notes": list(draft.protected.notes),
    }


def _name_numbers(numbers: list[int]) -> dict[str, Any]:
    cells, small, others, total, hidden = numbers
    return {
        "cells": cells,
        "small": small,
        "others": others,
        "share_of_cells": round((small + others) / cells, 4) if cells else 0,
        "share_of_sum": round(hidden / total, 4) if total else 0,
    }


def _rows(content: bytes) -> csv.DictReader[str]:
    return csv.DictReader(io.StringIO(content.decode()))


def _release(
    folder: str,
    register: str,
    key: str,
    title: str,
    date: str,
    author: str,
    approved_by: list[str],
    declarations: list[dict[str, str]],
    notes: str,
) -> dict[str, Any]:
    place, gate = Path(folder), Register(Path(register))
    texts = {name: (place / name).read_text("utf-8") for name in (files.SPECIFICATION, files.THRESHOLDS)}
    proposal = Proposal(
        title,
        Kind.TABLES,
        date,
        author,
        tuple(approved_by),
        {FILE: (place / files.PUBLISHED).read_bytes()},
        specification=texts[files.SPECIFICATION],
        thresholds=texts[files.THRESHOLDS],
        notes=notes,
        truth={FILE: (place / files.TRUTH).read_bytes()},
        declarations=tuple(Declaration(**each) for each in declarations),
    )
    made = release(proposal, gate, Signer.read(key))
    return {"number": int(made.stem)}


def find_released(register: Register, members: Mapping[str, bytes]) -> int | None:
    """The number of the release whose bundle has just these files, if the gate has made one."""
    for one in reversed(register.releases()):
        files_of = unpack(register.bundle(one), str(register.path(one.number)))
        if all(files_of.get(name) == content for name, content in members.items()):
            return one.number
    return None


def _draw_counts(
    folder: str, register: str, rows: str, person: list[str], attributes: list[str], epsilon: float, longest: int
) -> dict[str, Any]:
    gate, place = Path(register), Path(folder)
    ledger = ledger_in(gate)
    drawn = draw_counts(
        Path(rows),
        person=person,
        attributes=attributes,
        parameters=parameters_of(ledger.account(), epsilon, longest),
        ledger=ledger,
        kept=gate / KEPT,
    )
    files.write_file(place, COUNTS, drawn.content)
    files.write_file(place, PARAMETERS, drawn.parameters)
    account = ledger.account()
    budget = {"epsilon": account.epsilon, "spent": round(account.epsilon_spent, 3), "is_new": drawn.is_new}
    return {"loss": {"quality": describe_counts(drawn.content), "budget": budget}}


def _illustrate(folder: str, bundle: str, rows: int) -> dict[str, Any]:
    counts = unpack(Path(bundle).read_bytes(), bundle)[f"data/{COUNTS}"]
    drawn, place = illustrate_counts(counts, rows=rows), Path(folder)
    files.write_file(place, ROWS, drawn.content)
    files.write_file(place, PARAMETERS, drawn.parameters)
    return {"loss": {"rows": rows, "error": json.loads(drawn.parameters)["error_of_counts"]}}


def _release_drawn(
    folder: str,
    register: str,
    key: str,
    title: str,
    file: str,
    date: str,
    author: str,
    approved_by: list[str],
    notes: str,
) -> dict[str, Any]:
    place, gate = Path(folder), Register(Path(register))
    kind = Kind.NOISY_COUNTS if file == COUNTS else Kind.ILLUSTRATION
    proposal = Proposal(
        title,
        kind,
        date,
        author,
        tuple(approved_by),
        {file: (place / file).read_bytes()},
        parameters=(place / PARAMETERS).read_text("utf-8"),
        notes=notes,
    )
    ledger = ledger_in(gate.folder) if kind is Kind.NOISY_COUNTS else None
    return {"number": int(release(proposal, gate, Signer.read(key), ledger=ledger).stem)}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "protect": _protect,
    "release": _release,
    "draw counts": _draw_counts,
    "illustrate": _illustrate,
    "release drawn": _release_drawn,
}

if __name__ == "__main__":
    run(work)
