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
            f"{NOTE}\n\n# Who may read and do what\n",
            "A person has a role through a posting, while it lasts. Without a posting one reads as a visitor; so does",
            "whoever signed in without the second factor, where it is required.\n",
            "## Reading\n",
            _table(["Audience", *head], reads),
            "\nProposals of activities are read only where the Steering Committee's papers are; drafts and withdrawn",
            "documents only by the secretariat; reports in preparation only where Member States' papers are.",
            "\n## Acts\n",
            "“as focal point”: for the people of one's own mission or agency, as the person who answers for them.",
            "Colleagues are proposed for one's own mission or agency only. Whoever is invited takes that up without an",
            "account.\n",
            _table(["Act", *head], acts),
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
