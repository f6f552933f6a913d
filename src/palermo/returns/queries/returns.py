"""Who may see which return, table and figure: its State and the secretariat, and nobody else.

The secretariat sees a return once the delegation has approved it. A person who is asked to fill in certain tables sees
these alone.
"""

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.returns.models import (
    FigureChange,
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnFigure,
    ReturnQuery,
    ReturnReading,
    ReturnReceipt,
)
from palermo.returns.states.returns import SENT


def whole_return_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see all of the return at the end of a path."""
    if viewer.is_secretariat:
        return Q(**{f"{path}status__in": sorted(SENT)})
    own = Q(**{f"{path}state__in": sorted(viewer.state_ids)})
    # Who was asked for certain tables sees no others.
    asked = ReturnBlock.people.through.objects.filter(
        user_id=viewer.user_id or 0, returnblock__of=OuterRef(f"{path}pk")
    )
    return own & Q(~Exists(asked))


def returns_visible_to(viewer: Viewer) -> QuerySet[Return]:
    """Returns of which the viewer may see the whole, or a table."""
    returns = Return.objects.select_related("round", "state").prefetch_related("state__former_names")
    if viewer.is_secretariat:
        return returns.filter(whole_return_condition(viewer))
    return returns.filter(state__in=sorted(viewer.state_ids))


def blocks_visible_to(viewer: Viewer) -> QuerySet[ReturnBlock]:
    """Tables of the returns of which the viewer may see the whole, and those that the viewer is asked to fill in."""
    own = Q(people=viewer.user_id, of__state__in=sorted(viewer.state_ids)) if viewer.user_id else Q(pk__in=[])
    return ReturnBlock.objects.filter(whole_return_condition(viewer, "of__") | own).distinct()


def _of_table[Row: Model](rows: QuerySet[Row], viewer: Viewer) -> QuerySet[Row]:
    """Rows of tables that the viewer may see."""
    seen = blocks_visible_to(viewer).filter(of=OuterRef("of"), table=OuterRef("table"))
    return rows.filter(whole_return_condition(viewer, "of__") | Exists(seen))


def figures_visible_to(viewer: Viewer) -> QuerySet[ReturnFigure]:
    """Figures of the tables that the viewer may see."""
    return _of_table(ReturnFigure.objects.all(), viewer)


def figure_changes_visible_to(viewer: Viewer) -> QuerySet[FigureChange]:
    """Changes of figures that the viewer may see; what was changed before completion is the State's alone."""
    changes = FigureChange.objects.all()
    return changes.none() if viewer.is_secretariat else _of_table(changes, viewer)


def attachments_visible_to(viewer: Viewer) -> QuerySet[ReturnAttachment]:
    """Files with the tables that the viewer may see."""
    return _of_table(ReturnAttachment.objects.all(), viewer)


def return_queries_visible_to(viewer: Viewer) -> QuerySet[ReturnQuery]:
    """Queries about the tables that the viewer may see."""
    return _of_table(ReturnQuery.objects.all(), viewer)


def receipts_visible_to(viewer: Viewer) -> QuerySet[ReturnReceipt]:
    """Receipts of the returns of which the viewer may see the whole."""
    return ReturnReceipt.objects.filter(whole_return_condition(viewer, "of__"))


def readings_visible_to(viewer: Viewer) -> QuerySet[ReturnReading]:
    """Access to the returns of which the viewer may see the whole."""
    return ReturnReading.objects.filter(whole_return_condition(viewer, "of__")).select_related("reader")
