"""Studies and good practices, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.audiences import Audience
from palermo.core.kinds import kind_of
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.knowledge.models import GoodPractice, Study
from palermo.knowledge.states.practices import PracticeStatus
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through


def _studies(studies: QuerySet[Study]) -> Iterator[Draft]:
    for study in studies.select_related("activity"):
        activity = study.activity
        texts = (activity.summary, study.question, study.aim, study.method, study.obstacle, study.results_for)
        yield from drafts_of(study, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Study),
        _studies,
        OF_ACTIVITY,
        shown=lambda studies: studies.select_related("activity"),
    )
)


def _practices(practices: QuerySet[GoodPractice]) -> Iterator[Draft]:
    for practice in practices.prefetch_related("states__former_names"):
        states = [state.name_today for state in practice.states.all()]
        texts = (
            practice.summary,
            practice.carried_out_by,
            practice.evidence,
            practice.evaluation,
            practice.transferability,
            *states,
        )
        audience = Audience.SECRETARIAT if practice.status == PracticeStatus.DRAFT else practice.audience
        yield from drafts_of(practice, practice.title, *texts, on=practice.starts, audience=audience)


def _label(practice: GoodPractice) -> str:
    """The field; of one that is a draft or withdrawn, its status too."""
    field = practice.get_field_display()
    is_published = practice.status == PracticeStatus.PUBLISHED
    return field if is_published else f"{field} · {practice.get_status_display()}"


searchable(
    SearchSource(
        kind_of(GoodPractice),
        _practices,
        {"good-practices": same, "states": through(GoodPractice, "states")},
        label=_label,
    )
)
