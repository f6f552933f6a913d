"""Protects the figures of a release, and takes it through the gate. Knows nothing of Django: a process with limits.

Solving thousands of programmes can take all the memory of a machine, or for ever.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from disclosure.errors import DisclosureError
from disclosure.progress import Progress
from disclosure.release import Declaration, Proposal, Register, Signer, release
from disclosure.release.before import Subject, read_earlier
from disclosure.release.bundle import unpack
from disclosure.release.check_tables import list_subjects
from disclosure.release.proposal import Kind
from disclosure.suppression.believers import STAGE as BELIEVERS
from disclosure.tables.read_specification import parse_specification

from palermo.core.apart.reader import run
from palermo.figures import draft_files as files
from palermo.figures.bundles import DATA, NAMES
from palermo.figures.dimensions import KEYS, breakdown_of
from palermo.figures.hidden_reasons import explain_hidden
from palermo.figures.policies import FILE, HIDDEN, SMALL, specification_text
from palermo.figures.protecting import Draft, protect_figures

# How far each stage of the protection is when it begins and ends, in hundredths.
STAGES = {"stand-ins": (0, 10), "audit": (60, 70), BELIEVERS: (70, 90)}
OTHER_STAGE = (10, 60)
# So many figures that differ are listed for approvers.
LISTED = 50
# The date of a proposal that is not made yet.
NOT_YET = "2000-01-01"


def work(_content: bytes, step: str, **options: Any) -> dict[str, Any]:
    """What a step gives, or the sentence in which it is refused."""
    try:
        return STEPS[step](**options)
    except DisclosureError as error:
        return {"refused": str(error), "kind": type(error).__name__}


def _protect(folder: str, register: str, key: str, title: str, population: list[str], unit: str) -> dict[str, Any]:
    place, whom = Path(folder), (population[0], population[1])
    read = parse_specification(specification_text(title, whom, unit))
    gate, signer = Register(Path(register)), Signer.read(key)
    before, listed = read_earlier(gate, read, signer), gate.populations(signer)
    listed.check_listed(whom[0])
    figures = files.read_compiled(place)
    draft = protect_figures(
        figures, title=title, population=whom, unit=unit, before=before, listed=listed, progress=_progress_in(place)
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
    } | _subjects(list_subjects(_proposal_of(title, draft), gate, signer))


def _proposal_of(title: str, draft: Draft) -> Proposal:
    """What was prepared, as the gate reads it; who approves it is not known yet."""
    return Proposal(
        title,
        Kind.TABLES,
        NOT_YET,
        "author",
        ("first", "second"),
        {FILE: draft.published},
        specification=draft.specification,
        thresholds=draft.thresholds,
        truth={FILE: draft.truth},
    )


def _subjects(subjects: list[Subject]) -> dict[str, Any]:
    """What approvers have to declare, and by which figures what they declare of differs."""
    return {
        "declarations": [each.about for each in subjects],
        "differences": {
            each.about: {
                "digest": each.digest,
                "count": len(each.differences),
                "figures": [[one.cell, one.before[0], one.now[0]] for one in each.differences[:LISTED]],
            }
            for each in subjects
            if each.differences
        },
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


def find_released(register: Register, published: bytes, specification: bytes) -> int | None:
    """The number of the release that has just these figures, if the gate has made one."""
    for one in reversed(register.releases()):
        files_of = unpack(register.bundle(one), str(register.path(one.number)))
        if files_of.get(DATA) == published and files_of.get("data/specification.toml") == specification:
            return one.number
    return None


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"protect": _protect, "release": _release}

if __name__ == "__main__":
    run(work)
