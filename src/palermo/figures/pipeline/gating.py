"""Protects the figures of a release, and takes it through the gate. Knows nothing of Django: a process with limits.

Solving thousands of programmes can take all the memory of a machine, or for ever.
"""

import csv
import io
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from disclosure.errors import DisclosureError
from disclosure.privacy.ledger import Ledger
from disclosure.progress import Progress
from disclosure.release import Declaration, Proposal, Publication, Register, Signer, release
from disclosure.release.before import Subject
from disclosure.release.bundle import unpack
from disclosure.release.heads import Head
from disclosure.release.proposal import Kind
from disclosure.suppression.believers import STAGE as BELIEVERS

from palermo.core.limited_process.reader import run
from palermo.figures.bundles import NAMES, Key
from palermo.figures.pipeline import draft_files as files
from palermo.figures.pipeline.budget_ledger import ledger_in, parameters_of
from palermo.figures.pipeline.compiling.compiled import SUPPRESSED, SourceFigure
from palermo.figures.pipeline.contradictions import find_contradictions
from palermo.figures.pipeline.draft_files import COUNTS, PARAMETERS, ROWS
from palermo.figures.pipeline.drawing import KEPT, describe_counts, draw_counts, illustrate_counts
from palermo.figures.pipeline.hidden_reasons import MASKED, OTHERS, HiddenFigure, explain_hidden
from palermo.figures.pipeline.passing import breakdown_of_key, protect_for_gate
from palermo.figures.pipeline.policies import FILE, HIDDEN, SMALL
from palermo.figures.pipeline.protecting import Draft
from palermo.figures.pipeline.remedies import compare_remedies
from palermo.figures.pipeline.republishing import file_for_source, file_of, source_table

# How far each stage of the protection is when it begins and ends, in hundredths.
STAGES = {"stand-ins": (0, 10), "audit": (60, 70), BELIEVERS: (70, 90)}
OTHER_STAGE = (10, 60)
# So many figures that differ are listed for approvers.
LISTED = 50
# Other ways are compared for three times as long as it took to protect, within these seconds.
SHORTEST, LONGEST = 30.0, 300.0


def work(_content: bytes, step: str, **options: Any) -> dict[str, Any]:
    """What a step gives, or the sentence in which it is refused."""
    try:
        return STEPS[step](**options)
    except DisclosureError as error:
        return {"refused": str(error), "kind": type(error).__name__}


def _protect(
    folder: str,
    register: str,
    key: str,
    title: str,
    population: list[str],
    unit: str,
    required: list[str],
    hidden_last: list[str],
) -> dict[str, Any]:
    place, began = Path(folder), time.monotonic()
    figures = files.read_compiled(place)
    draft, tried = protect_for_gate(
        figures,
        Register(Path(register)),
        Signer.read(key),
        title=title,
        population=(population[0], population[1]),
        unit=unit,
        required=required,
        hidden_last=hidden_last,
        progress=_progress_in(place),
    )
    for name, content in (
        (files.PUBLISHED, draft.published),
        (files.TRUTH, draft.truth),
        (files.SPECIFICATION, draft.specification.encode()),
        (files.THRESHOLDS, draft.thresholds.encode()),
    ):
        files.write_file(place, name, content)
    files.write_progress(place, 90)
    remedies = compare_remedies(draft, seconds=min(max(3 * (time.monotonic() - began), SHORTEST), LONGEST))
    found = find_contradictions(figures, draft.disputed)
    disputed = {key: found.get(key) for key in draft.disputed}
    hidden = list(
        explain_hidden(
            draft.protected, masked=draft.masked, near=draft.near, revealing=draft.revealing, disputed=disputed
        )
    )
    files.write_hidden(place, hidden)
    files.write_progress(place, 100)
    return {
        "loss": _loss(draft, {each.key: each.reason for each in hidden}) | {"alternatives": remedies},
    } | _subjects(tried.subjects)


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


@dataclass
class _Loss:
    """What is hidden of some figures: how many, for which reasons, and how much of their sum."""

    cells: int = 0
    total: int = 0
    hidden: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, value: int, reason: str) -> None:
        """Add a figure, with the reason if it is hidden."""
        self.cells, self.total = self.cells + 1, self.total + value
        if reason:
            self.hidden += value
            self.reasons[reason] += 1

    def as_json(self) -> dict[str, Any]:
        """In numbers; those by reason add up to the figures hidden."""
        hidden = self.reasons.total()
        return {
            "cells": self.cells,
            "hidden": hidden,
            "reasons": dict(sorted(self.reasons.items())),
            "share_of_cells": round(hidden / self.cells, 4) if self.cells else 0,
            "share_of_sum": round(self.hidden / self.total, 4) if self.total else 0,
        }


def _loss(draft: Draft, reasons: Mapping[Key, str]) -> dict[str, Any]:
    """What is hidden: in all, and by indicator and breakdown. Sums are of the figures behind the signs."""
    truth = {tuple(row[name] for name in NAMES): int(row["value"]) for row in _rows(draft.truth)}
    groups: dict[tuple[str, str], _Loss] = defaultdict(_Loss)
    whole = _Loss()
    for row in _rows(draft.published):
        key = tuple(row[name] for name in NAMES)
        reason = reasons.get(key, OTHERS) if row["value"] in (SMALL, HIDDEN) else ""
        for one in (whole, groups[row["indicator"], breakdown_of_key(key)]):
            one.add(truth.get(key, 0), reason)
    return _describe_loss(whole, groups, draft.protected.summary.gap, draft.protected.notes)


def _describe_loss(
    whole: _Loss, groups: Mapping[tuple[str, str], _Loss], gap: float | None = None, notes: Sequence[str] = ()
) -> dict[str, Any]:
    return whole.as_json() | {
        "gap": None if gap is None else round(gap, 4),
        "groups": [{"indicator": slug, "by": by} | each.as_json() for (slug, by), each in sorted(groups.items())],
        "notes": list(notes),
    }


def _rows(content: bytes) -> csv.DictReader[str]:
    return csv.DictReader(io.StringIO(content.decode()))


def _release(
    folder: str,
    register: str,
    key: str,
    title: str,
    gate: dict[str, Any],
    author: str,
    approved_by: list[str],
    declarations: list[dict[str, str]],
    notes: str,
) -> dict[str, Any]:
    place = Path(folder)
    texts = {name: (place / name).read_text("utf-8") for name in (files.SPECIFICATION, files.THRESHOLDS)}
    proposal = Proposal(
        title,
        Kind.TABLES,
        author,
        tuple(approved_by),
        {FILE: (place / files.PUBLISHED).read_bytes()},
        specification=texts[files.SPECIFICATION],
        thresholds=texts[files.THRESHOLDS],
        notes=notes,
        truth={FILE: (place / files.TRUTH).read_bytes()},
        declarations=tuple(Declaration(**each) for each in declarations),
    )
    return _pass_gate(proposal, register, key, gate)


def _pass_gate(
    proposal: Proposal, register: str, key: str, gate: dict[str, Any], ledger: Ledger | None = None
) -> dict[str, Any]:
    """Release a proposal on a day, under a mark, in a register that still has all the heads that were seen of it."""
    made = release(
        proposal,
        Register(Path(register)),
        Signer.read(key),
        ledger=ledger,
        today=date.fromisoformat(gate["today"]),
        mark=gate["mark"],
        seen=[Head(*each) for each in gate["seen"]],
    )
    return {"number": int(made.stem)}


def _republish(folder: str, for_source: str, title: str, population: list[str], unit: str) -> dict[str, Any]:
    """Write the figures of a source as it has them, and apart from them what follows from its masks."""
    place, whom = Path(folder), (population[0], population[1])
    figures = files.read_compiled(place)
    table, specification = source_table(figures, title=title, population=whom, unit=unit)
    for name, content in (
        (files.PUBLISHED, file_of(table)),
        (files.SPECIFICATION, specification.encode()),
        # Nothing else is known of these figures, and no threshold is ours.
        (files.TRUTH, b""),
        (files.THRESHOLDS, b""),
    ):
        files.write_file(place, name, content)
    masked = [key for key, each in figures.items() if each.kind == SUPPRESSED]
    files.write_hidden(place, [HiddenFigure(key, MASKED) for key in masked])
    files.write_private(Path(for_source), file_for_source(table, _progress_in(place)))
    files.write_progress(place, 100)
    return {"loss": _masks(figures, set(masked)), "declarations": [], "differences": {}}


def _masks(figures: Mapping[Key, SourceFigure], masked: set[Key]) -> dict[str, Any]:
    """How many figures the source masks, in all and by indicator and breakdown; nothing is hidden beside them."""
    groups: dict[tuple[str, str], _Loss] = defaultdict(_Loss)
    whole = _Loss()
    for key in figures:
        for one in (whole, groups[key[NAMES.index("indicator")], breakdown_of_key(key)]):
            one.add(0, MASKED if key in masked else "")
    return _describe_loss(whole, groups)


def _release_republication(
    folder: str,
    register: str,
    key: str,
    title: str,
    gate: dict[str, Any],
    author: str,
    approved_by: list[str],
    population: list[str],
    unit: str,
    publication: dict[str, str],
    notes: str,
) -> dict[str, Any]:
    """Take figures of a source through the gate, beside a table of its file that was compiled anew."""
    place, whom = Path(folder), (population[0], population[1])
    table, _text = source_table(files.read_compiled(place, files.SOURCE), title=title, population=whom, unit=unit)
    proposal = Proposal(
        title,
        Kind.REPUBLICATION,
        author,
        tuple(approved_by),
        {FILE: (place / files.PUBLISHED).read_bytes()},
        specification=(place / files.SPECIFICATION).read_text("utf-8"),
        notes=notes,
        publication=Publication(**publication),
        source={FILE: file_of(table)},
    )
    return _pass_gate(proposal, register, key, gate)


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
    gate: dict[str, Any],
    author: str,
    approved_by: list[str],
    file: str,
    notes: str,
) -> dict[str, Any]:
    """Take counts or rows that were drawn through the gate; of counts, with the ledger of the register."""
    place = Path(folder)
    kind = Kind.NOISY_COUNTS if file == COUNTS else Kind.ILLUSTRATION
    proposal = Proposal(
        title,
        kind,
        author,
        tuple(approved_by),
        {file: (place / file).read_bytes()},
        parameters=(place / PARAMETERS).read_text("utf-8"),
        notes=notes,
    )
    ledger = ledger_in(Path(register)) if kind is Kind.NOISY_COUNTS else None
    return _pass_gate(proposal, register, key, gate, ledger)


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "protect": _protect,
    "release": _release,
    "republish": _republish,
    "release republication": _release_republication,
    "draw counts": _draw_counts,
    "illustrate": _illustrate,
    "release drawn": _release_drawn,
}

if __name__ == "__main__":
    run(work)
