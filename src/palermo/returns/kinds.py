"""Questionnaires, rounds and national returns as kinds of record.

No version of a return's parts is kept: `FigureChange` holds the past of each figure, and nobody but the State and the
secretariat may read it.
"""

from collections.abc import Callable

from django.db.models import Model, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import RecordKind, register
from palermo.returns.models import (
    FigureChange,
    Questionnaire,
    QuestionnaireEdition,
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnContributor,
    ReturnFigure,
    ReturnQuery,
    ReturnReading,
    ReturnReceipt,
    Round,
    RoundInvitation,
)
from palermo.returns.queries.returns import (
    attachments_visible_to,
    blocks_visible_to,
    contributors_visible_to,
    figure_changes_visible_to,
    figures_visible_to,
    readings_visible_to,
    receipts_visible_to,
    return_queries_visible_to,
    returns_visible_to,
)
from palermo.returns.queries.rounds import (
    questionnaire_editions_visible_to,
    questionnaires_visible_to,
    round_invitations_visible_to,
    rounds_visible_to,
)


def _to_secretariat[Row: Model](visible_to: Callable[[Viewer], QuerySet[Row]]) -> Callable[[Viewer], QuerySet[Row]]:
    """A visibility query whose records only the secretariat sees: the past of what is public holds drafts."""
    return lambda viewer: visible_to(viewer) if viewer.is_secretariat else visible_to(viewer).none()


register(
    RecordKind(
        model=Questionnaire,
        slug="questionnaires",
        visible_to=questionnaires_visible_to,
        pages=("questionnaire",),
        list_page="questionnaire_list",
        sitemap_page="questionnaire",
        summary=lambda questionnaire: questionnaire.summary,
    ),
    RecordKind(
        model=QuestionnaireEdition,
        slug="questionnaire-editions",
        visible_to=questionnaire_editions_visible_to,
        versions_visible_to=_to_secretariat(questionnaire_editions_visible_to),
        key=("questionnaire__slug", "number"),
        part_of=("questionnaire",),
    ),
    RecordKind(
        model=Round,
        slug="rounds",
        visible_to=rounds_visible_to,
        versions_visible_to=_to_secretariat(rounds_visible_to),
        pages=("round",),
        list_page="round_list",
        sitemap_page="round",
        summary=lambda round_: round_.guidance,
    ),
    RecordKind(
        model=RoundInvitation,
        slug="round-invitations",
        visible_to=round_invitations_visible_to,
        versions_visible_to=_to_secretariat(round_invitations_visible_to),
        key=("round__slug", "state__slug"),
        part_of=("round",),
        named_by=("state",),
    ),
    RecordKind(
        model=Return,
        slug="returns",
        visible_to=returns_visible_to,
        is_versioned=False,
        named_by=("state", "round"),
    ),
    RecordKind(
        model=ReturnContributor,
        slug="return-contributors",
        visible_to=contributors_visible_to,
        key=("pk",),
        is_versioned=False,
        named_by=("person", "invitation"),
    ),
    RecordKind(
        model=ReturnBlock,
        slug="return-blocks",
        visible_to=blocks_visible_to,
        key=("of__slug", "table"),
        part_of=("of",),
        is_versioned=False,
    ),
    RecordKind(
        model=ReturnFigure,
        slug="return-figures",
        visible_to=figures_visible_to,
        key=("of__slug", "table", "cell"),
        part_of=("of",),
        is_versioned=False,
    ),
    RecordKind(
        model=FigureChange,
        slug="figure-changes",
        visible_to=figure_changes_visible_to,
        key=("of__slug", "pk"),
        part_of=("of",),
        is_versioned=False,
    ),
    RecordKind(
        model=ReturnAttachment,
        slug="return-attachments",
        visible_to=attachments_visible_to,
        key=("of__slug", "number"),
        part_of=("of",),
        is_versioned=False,
    ),
    RecordKind(
        model=ReturnQuery,
        slug="return-queries",
        visible_to=return_queries_visible_to,
        key=("of__slug", "number"),
        part_of=("of",),
        is_versioned=False,
    ),
    RecordKind(
        model=ReturnReceipt,
        slug="return-receipts",
        visible_to=receipts_visible_to,
        key=("of__slug", "number"),
        part_of=("of",),
        is_versioned=False,
    ),
    RecordKind(
        model=ReturnReading,
        slug="return-readings",
        visible_to=readings_visible_to,
        key=("of__slug", "pk"),
        part_of=("of",),
        is_versioned=False,
    ),
)
