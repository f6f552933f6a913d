"""Who may see which course, session, count of participants and certificate."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from palermo.accounts.viewer import Viewer
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import Certificate, Course, LearnerGroup, TrainingSession

# A breakdown with a smaller count is shown to the secretariat and to those who organize the session alone.
FEWEST = 5


def courses_visible_to(viewer: Viewer) -> QuerySet[Course]:
    """Courses under tools that the viewer may see."""
    return Course.objects.filter(activity_seen_by(viewer, "tool__activity__"))


def training_sessions_visible_to(viewer: Viewer) -> QuerySet[TrainingSession]:
    """Sessions of those courses."""
    return TrainingSession.objects.filter(activity_seen_by(viewer, "course__tool__activity__"))


def with_names(sessions: QuerySet[TrainingSession]) -> QuerySet[TrainingSession]:
    """Sessions with what their names and their organizers are read from."""
    tied = sessions.select_related("course__tool__activity", "place__state", "state", "organisation")
    return tied.prefetch_related("state__former_names", "organisation__listednames")


def run_by(viewer: Viewer, path: str = "") -> Q:
    """The sessions that the viewer’s State or organization organizes, or in which the viewer teaches."""
    own = Q(**{f"{path}state_id__in": sorted(viewer.state_ids)})
    own |= Q(**{f"{path}organisation_id__in": sorted(viewer.organisation_ids)})
    return own | Q(**{f"{path}trainers__user_id": viewer.user_id or 0})


def sessions_run_by(viewer: Viewer) -> QuerySet[TrainingSession]:
    """All visible sessions for the secretariat; for others those that they organize or teach."""
    seen = training_sessions_visible_to(viewer)
    return seen if viewer.is_secretariat else seen.filter(run_by(viewer)).distinct()


def learner_groups_visible_to(viewer: Viewer) -> QuerySet[LearnerGroup]:
    """Exact counts, for the secretariat and those who organize the session."""
    return LearnerGroup.objects.filter(session__in=sessions_run_by(viewer).order_by().values("pk"))


def certificates_visible_to(viewer: Viewer) -> QuerySet[Certificate]:
    """Certificates, for the secretariat and those who organize the session. They name nobody."""
    return Certificate.objects.filter(session__in=sessions_run_by(viewer).order_by().values("pk"))


def with_totals(sessions: QuerySet[TrainingSession]) -> QuerySet[TrainingSession]:
    """Sessions with `total`, their number of participants, None where none is entered."""
    return sessions.annotate(total=Sum("learners__count"))


@dataclass(frozen=True)
class Participation:
    """The participants of a session as a reader may see them.

    `total` is 0 where none are entered. `is_small` where there are fewer than `FEWEST` and the reader is not told how
    many. The breakdowns are empty where the reader may not see them; `is_withheld` where that is because of small
    counts.
    """

    total: int
    is_small: bool
    is_withheld: bool
    by_sex: tuple[tuple[str, int], ...] = ()
    by_profession: tuple[tuple[str, int], ...] = ()
    by_state: tuple[tuple[int | None, int], ...] = ()


def participation_in(session: TrainingSession, viewer: Viewer, *, is_run_by_viewer: bool) -> Participation:
    """How many took part: the total for everybody; breakdowns for those who read what is for Member States.

    A breakdown with a count under `FEWEST` would single people out: no breakdown of that session is shown except to
    the secretariat and those who organize it.
    """
    groups = list(session.learners.all())
    total = sum(group.count for group in groups)
    if is_run_by_viewer:
        return _full(groups, total)
    if not viewer.reads_member_states:
        return Participation(total, 0 < total < FEWEST, is_withheld=False)
    full = _full(groups, total)
    counts = [count for part in (full.by_sex, full.by_profession, full.by_state) for _label, count in part]
    if counts and min(counts) < FEWEST:
        return Participation(total, 0 < total < FEWEST, is_withheld=True)
    return full


def _full(groups: Iterable[LearnerGroup], total: int) -> Participation:
    by_sex: Counter[str] = Counter()
    by_profession: Counter[str] = Counter()
    by_state: Counter[int | None] = Counter()
    for group in groups:
        by_sex[group.get_sex_display()] += group.count
        by_profession[group.get_profession_display()] += group.count
        by_state[group.state_id] += group.count
    return Participation(
        total,
        is_small=False,
        is_withheld=False,
        by_sex=tuple(by_sex.items()),
        by_profession=tuple(by_profession.most_common()),
        by_state=tuple(by_state.most_common()),
    )
