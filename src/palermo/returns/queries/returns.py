"""Who may see which return, table and figure: its State and the secretariat, and nobody else.

The secretariat sees a return once the delegation has approved it. A person who is asked to fill in certain tables sees
these alone.
"""

from collections.abc import Iterable

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.returns.models import (
    FigureChange,
    Return,
    ReturnAttachment,
    ReturnBlock,
    ReturnContributor,
    ReturnFigure,
    ReturnQuery,
    ReturnReading,
    ReturnReceipt,
)
from palermo.returns.states.returns import SENT, QueryStatus, ReturnStatus


def _fills_in(viewer: Viewer, path: str = "") -> Q:
    """That the table at the end of a path is assigned to the viewer."""
    person = viewer.user_id or 0
    return Q(**{f"{path}people": person}) | Q(**{f"{path}invitations__posting__user": person})


def whole_return_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see all of the return at the end of a path.

    Who contributes, or ever contributed, certain tables to a return of the State sees no other tables of any, unless it
    is a delegate: the delegation approves the whole.
    """
    if viewer.is_secretariat:
        return Q(**{f"{path}status__in": sorted(SENT)})
    own, state = Q(**{f"{path}state__in": sorted(viewer.state_ids)}), OuterRef(f"{path}state")
    delegation = Q(**{f"{path}state__in": sorted(viewer.delegation_ids)})
    contributors = _contributors(viewer).filter(state=state)
    assigned = ReturnBlock.objects.filter(_fills_in(viewer), of__state=state)
    return delegation | (own & Q(~Exists(contributors)) & Q(~Exists(assigned)))


def _contributors(viewer: Viewer) -> QuerySet[ReturnContributor]:
    """What makes the viewer a contributor, for any State."""
    person = viewer.user_id or 0
    return ReturnContributor.objects.filter(Q(person=person) | Q(invitation__posting__user=person))


def is_contributor(viewer: Viewer, state_id: int) -> bool:
    """Whether a viewer contributes certain tables to the returns of a State, and sees no others."""
    if state_id in viewer.delegation_ids:
        return False
    assigned = ReturnBlock.objects.filter(_fills_in(viewer), of__state=state_id)
    return _contributors(viewer).filter(state=state_id).exists() or assigned.exists()


def returns_visible_to(viewer: Viewer) -> QuerySet[Return]:
    """Returns of which the viewer may see the whole, or a table."""
    returns = Return.objects.select_related("round", "state").prefetch_related("state__former_names")
    if viewer.is_secretariat:
        return returns.filter(whole_return_condition(viewer))
    tables = ReturnBlock.objects.filter(_fills_in(viewer), of=OuterRef("pk"))
    return returns.filter(whole_return_condition(viewer) | Q(Exists(tables), state__in=sorted(viewer.state_ids)))


def sees_whole_return(viewer: Viewer, national_return: Return) -> bool:
    """Whether a viewer may see all of a return, not certain tables only."""
    return Return.objects.filter(whole_return_condition(viewer), pk=national_return.pk).exists()


def shown_status(viewer: Viewer, national_return: Return) -> ReturnStatus:
    """How far a return has come, as its reader may know it.

    Who sees certain tables only is not shown that another one was queried.
    """
    status = ReturnStatus(national_return.status)
    if status not in {ReturnStatus.QUERIED, ReturnStatus.ANSWERED} or sees_whole_return(viewer, national_return):
        return status
    own = return_queries_visible_to(viewer).filter(of=national_return)
    if own.filter(status=QueryStatus.OPEN).exists():
        return ReturnStatus.QUERIED
    return ReturnStatus.ANSWERED if own.exists() else ReturnStatus.RECEIVED


def with_shown_status(viewer: Viewer, returns: Iterable[Return]) -> None:
    """Give returns that are only shown the status that their reader may know."""
    for each in returns:
        each.status = shown_status(viewer, each)


def contributors_visible_to(viewer: Viewer) -> QuerySet[ReturnContributor]:
    """Contributors to the returns of a State, for those who see its returns whole."""
    rows = ReturnContributor.objects.select_related("state", "person", "invitation")
    if viewer.is_secretariat:
        return rows.none()
    own = Return.objects.filter(whole_return_condition(viewer), state=OuterRef("state"))
    return rows.filter(Exists(own))


def blocks_visible_to(viewer: Viewer) -> QuerySet[ReturnBlock]:
    """Tables of the returns of which the viewer may see the whole, and those that the viewer is asked to fill in."""
    blocks = ReturnBlock.objects.select_related("of__state", "of__round__edition", "article", "ministry")
    whole = whole_return_condition(viewer, "of__")
    if viewer.is_secretariat or not viewer.user_id:
        return blocks.filter(whole)
    # By their keys, so that a table of several people is one row.
    own = ReturnBlock.objects.filter(_fills_in(viewer), of__state__in=sorted(viewer.state_ids)).values("pk")
    return blocks.filter(whole | Q(pk__in=own))


def _of_table[Row: Model](rows: QuerySet[Row], viewer: Viewer) -> QuerySet[Row]:
    """Rows of tables that the viewer may see."""
    seen = blocks_visible_to(viewer).filter(of=OuterRef("of"), table=OuterRef("table"))
    return rows.filter(whole_return_condition(viewer, "of__") | Q(Exists(seen)))


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
