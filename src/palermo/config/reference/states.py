"""docs/reference/states.md."""

from typing import Any

from palermo.config.reference import NOTE
from palermo.governance import states as governance
from palermo.library.states import DOCUMENT_MOVES, DocumentState
from palermo.reporting.states import REPORT_MOVES, ReportState

MACHINES: dict[str, tuple[dict[Any, frozenset[Any]], Any]] = {
    "Activity": (governance.ACTIVITY_MOVES, governance.ActivityState.PROPOSED),
    "Decision": (governance.DECISION_MOVES, governance.DecisionState.DRAFT),
    "Document": (DOCUMENT_MOVES, DocumentState.DRAFT),
    "Endorsement": (governance.ENDORSEMENT_MOVES, governance.EndorsementState.OPEN),
    "Mandate": (governance.MANDATE_MOVES, governance.MandateState.IN_FORCE),
    "Report": (REPORT_MOVES, ReportState.PREPARED),
}


def page() -> str:
    """The state diagram of each machine, from the table of moves that the acts obey."""
    diagrams = [f"## {name}\n\n{_diagram(moves, first)}" for name, (moves, first) in MACHINES.items()]
    return "\n\n".join([f"{NOTE}\n\n# States and legal moves", *diagrams]) + "\n"


def _diagram(moves: dict[Any, frozenset[Any]], first: Any) -> str:
    lines = [f"    [*] --> {first.value}"]
    for state in moves:
        lines.append(f"    {state.value}: {state.label}")
        lines += [f"    {state.value} --> {after.value}" for after in sorted(moves[state])]
        lines += [] if moves[state] else [f"    {state.value} --> [*]"]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])
