"""The kinds of record that an offline package names."""

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import RecordKind

EVENTS, OUTCOMES, PROGRAMMES = "events", "outcomes", "programme-releases"
TOOLS, STUDIES, DOCUMENTS = "tools", "studies", "documents"
TEXTS = "tool-versions"
TREATIES, LAWS, REVIEWS = "treaties", "laws", "reviews"
PARTNERS, COMMITMENTS, PLANS, EDITIONS = "partnerships", "commitments", "action-plans", "plan-editions"
CAMPAIGNS, MATERIAL, ADVICE = "campaigns", "campaign-material", "advice"
# Whom a programme for everybody names, as long as they agree to it.
SPEAKERS = "speakers"


def keys_visible_to(viewer: Viewer, kind: RecordKind) -> set[str]:
    """The keys of the records of a kind that a viewer sees."""
    if kind.visible_to is None:
        return set()
    return {"/".join(map(str, row)) for row in kind.visible_to(viewer).order_by().values_list(*kind.key)}
