"""docs/reference/access.md."""

from collections.abc import Iterable
from typing import Any

from palermo.accounts.acts import MAY, Act
from palermo.accounts.states import ANONYMOUS_READS, READS, Role
from palermo.config.reference import NOTE
from palermo.core.audiences import Audience


def page() -> str:
    """Who may read and do what, from the tables that queries and rules obey."""
    roles = [None, *Role]
    head = ["Visitor", *(str(role.label) for role in Role)]
    reads = [(a.label, [a in (READS[r] if r else ANONYMOUS_READS) for r in roles]) for a in Audience]
    acts = [(act.label, [r in MAY[act] for r in roles]) for act in Act]
    return "\n".join(
        [
            f"{NOTE}\n\n# Who may read and do what\n",
            "A person has a role through a posting, while it lasts. Without a posting one reads as a visitor.\n",
            "## Reading\n",
            _table(["Audience", *head], reads),
            "\nProposals of activities are read only where the Steering Committee's papers are; drafts and withdrawn",
            "documents only by the secretariat; reports in preparation only where Member States' papers are.",
            "\n## Acts\n",
            _table(["Act", *head], acts),
            "",
        ]
    )


def _table(head: list[str], rows: Iterable[tuple[Any, list[bool]]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {label} | {' | '.join('yes' if yes else '' for yes in row)} |" for label, row in rows]
    return "\n".join(lines)
