"""`disclosure audit`: find what can be computed from published tables."""

import argparse
import json
from pathlib import Path

from disclosure.audit.audit import audit
from disclosure.audit.knowledge import Knowledge, read_knowledge
from disclosure.audit.result import Audit, Finding
from disclosure.commands import Commands
from disclosure.commands.inputs import add_earlier, add_tables, earlier_tables, private_cells, read_private, tables
from disclosure.progress import shown_progress
from disclosure.tables.columns import read_columns
from disclosure.tables.specification import Specification


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("audit")
    add_tables(parser)
    add_earlier(parser)
    parser.add_argument("--knowledge", help="a file of who knows what: who, dimensions, low, high")
    parser.add_argument("--needed", nargs=2, type=float, metavar=("LOW", "HIGH"), help="interval to be protected")
    parser.add_argument("--explain", type=int, default=20, help="how many findings to explain; 0 for all")
    parser.add_argument("--quiet", action="store_true", help="do not show on stderr how far the work has come")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--output", help="a file to write to")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Audit, for the reader and for everybody whose knowledge is stated."""
    specification, several = tables(options)
    before = earlier_tables(options)
    needed = tuple(options.needed) if options.needed else None
    own = read_private(options.specification)
    private = [*private_cells(options), *([own] if own is not None else [])]
    with shown_progress(options.quiet) as progress:
        found = [
            audit(several, earlier=before, knowledge=some, needed=needed, private=private, progress=progress)
            for some in (None, *_stated_knowledge(options, specification))
        ]
    text = _json(found, options.explain) if options.format == "json" else _text(found, options.explain)
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0 if all(one.is_safe for one in found) else 2


def _stated_knowledge(options: argparse.Namespace, specification: Specification) -> list[Knowledge]:
    if not options.knowledge:
        return []
    names = [dimension.name for dimension in specification.dimensions]
    return read_knowledge(read_columns(options.knowledge), names, where=options.knowledge)


def _text(found: list[Audit], explain: int) -> str:
    lines = []
    for one in found:
        lines.append(f"{one}; {int(one.single_subtractions().sum()):,} by a single subtraction")
        lines += [f"  {finding}" for finding in one.findings(explain or None)]
        left = int(one.failing.sum()) - (explain or int(one.failing.sum()))
        lines += [f"  and {left:,} more; --explain 0 shows all"] if left > 0 else []
        lines += [f"  {one.guarantee}"]
        lines += [f"  note: {note}" for note in one.notes]
    return "\n".join(lines) + "\n"


def _json(found: list[Audit], explain: int) -> str:
    return json.dumps([_record(one, explain) for one in found], ensure_ascii=False, indent=2) + "\n"


def _record(one: Audit, explain: int) -> dict[str, object]:
    return {
        "who": one.who or "a reader",
        "need_protection": int(one.cells.sensitive.sum()),
        "exact": int(one.exposed.sum()),
        "bounded_inside": int(one.failing.sum()),
        "guarantee": one.guarantee,
        "exact_by_single_subtraction": int(one.single_subtractions().sum()),
        "findings": [_finding_record(finding) for finding in one.findings(explain or None)],
        "notes": list(one.notes),
    }


def _finding_record(finding: Finding) -> dict[str, object]:
    return {
        "cell": finding.cell,
        "told": _pair(finding.told),
        "needed": _pair(finding.needed),
        "computed": _pair(finding.reached),
        "how": finding.how,
        "from": list(finding.figures),
        "fewest_figures": finding.shortest,
    }


def _pair(pair: tuple[float, float]) -> list[float | None]:
    return [side if abs(side) != float("inf") else None for side in pair]
