"""docs/reference/access.md."""

from collections.abc import Iterable

from palermo.accounts.permissions import AS_FOCAL_POINT, MAY, Permission
from palermo.accounts.states import ANONYMOUS_READS, LEADING, READS, Role
from palermo.config.reference import NOTE
from palermo.core.audiences import Audience


def page() -> str:
    """Who may read and do what, from the tables that queries and rules obey."""
    roles = [None, *Role]
    head = ["Visitor", *(str(role.label) for role in Role)]
    reads = [(a.label, ["yes" * (a in (READS[r] if r else ANONYMOUS_READS)) for r in roles]) for a in Audience]
    acts = [(act.label, [_may(role, act) for role in roles]) for act in Permission]
    return "\n".join(
        [
            f"{NOTE}\n\n# Permissions\n",
            "A person has a role for the duration of a posting. People without a posting, or without a required",
            "second factor, have the access of a visitor.\n",
            "## Reading\n",
            _table(["Audience", *head], reads),
            "\nProposals of activities are visible to readers of the Steering Committee's documents, drafts and",
            "withdrawn documents to the secretariat, reports in preparation to readers of Member States' documents.",
            "\n## Actions\n",
            "“as focal point”: for the people of one's own mission or agency, as its focal point. Colleagues can be",
            "proposed for one's own mission or agency only. An invitation is accepted without an account.\n",
            _table(["Action", *head], acts),
            "",
        ]
    )


def _may(role: Role | None, act: Permission) -> str:
    if role in MAY[act]:
        return "yes"
    return "as focal point" if act in AS_FOCAL_POINT and role in LEADING else ""


def _table(head: list[str], rows: Iterable[tuple[object, list[str]]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {label} | {' | '.join(row)} |" for label, row in rows]
    return "\n".join(lines)
