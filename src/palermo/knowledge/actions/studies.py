"""What is done to studies: what they are, who contributes, ethics reviews, data used, publication."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.governance.models import Activity
from palermo.knowledge.models import EthicsReview, Study, StudyContribution, StudyDataset
from palermo.knowledge.rules import studies as rules
from palermo.knowledge.states.studies import EthicsResult
from palermo.knowledge.studies import lock_study
from palermo.library.models import Document


@transaction.atomic
def describe_study(activity: Activity, *, values: Mapping[str, object], by: Actor) -> Study:
    """Write what a study asks and how it is done, and when results are due; `values` are fields of the model."""
    activity = lock_row(activity)
    rules.check_may_describe_study(by, activity)
    study = Study.objects.select_for_update(of=("self",)).filter(activity=activity).order_by("pk").first()
    verb = "study.changed" if study else "study.described"
    study = study or Study(activity=activity)
    study.activity = activity
    set_values(study, values)
    study.full_clean(validate_unique=False)
    study.save()
    due = study.results_due_on.isoformat() if study.results_due_on else ""
    record(verb, activity, by=by, results_due_on=due)
    return study


@transaction.atomic
def submit_review(review: EthicsReview, *, by: Actor) -> EthicsReview:
    """Record that a study was submitted to an ethics body."""
    review.study = lock_study(review.study)
    rules.check_may_keep_study(by, review.study)
    review.number, review.result = next_number(review.study.ethics_reviews), EthicsResult.PENDING
    rules.check_review_is_coherent(review)
    insert_row(review)
    record("ethics_review.submitted", review.study.activity, by=by, **_reviewed(review))
    return review


@transaction.atomic
def decide_review(review: EthicsReview, *, values: Mapping[str, object], by: Actor) -> EthicsReview:
    """Record the decision of an ethics body, with its conditions and its last day; `values` are fields of the model."""
    review = _lock(review)
    rules.check_may_decide_review(by, review)
    return _change_review(review, values, "ethics_review.decided", by)


@transaction.atomic
def change_review(review: EthicsReview, *, values: Mapping[str, object], by: Actor) -> EthicsReview:
    """Correct an ethics review; `values` are fields of the model."""
    review = _lock(review)
    rules.check_may_change_review(by, review)
    return _change_review(review, values, "ethics_review.changed", by)


@transaction.atomic
def publish_study(study: Study, *, publication: Document | None, on: date, by: Actor) -> Study:
    """Record that the results were published, in which document: they are due no more."""
    study = lock_study(study)
    rules.check_may_publish_study(by, study)
    return _set_publication(study, publication, on, "study.published", by)


@transaction.atomic
def change_publication(study: Study, *, publication: Document | None, on: date, by: Actor) -> Study:
    """Correct which document holds the results, or when it was published."""
    study = lock_study(study)
    rules.check_may_change_publication(by, study)
    return _set_publication(study, publication, on, "study.publication_changed", by)


def _set_publication(study: Study, publication: Document | None, on: date, verb: str, by: Actor) -> Study:
    study.publication, study.published_on = publication, on
    rules.check_publication_is_coherent(study)
    study.full_clean(validate_unique=False)
    study.save()
    assert publication is not None
    record(verb, study.activity, by=by, document=publication.slug, on=on.isoformat())
    return study


def _change_review(review: EthicsReview, values: Mapping[str, object], verb: str, by: Actor) -> EthicsReview:
    set_values(review, values)
    rules.check_review_is_coherent(review)
    save_row(review)
    record(verb, review.study.activity, by=by, **_reviewed(review))
    return review


def _lock[Part: (StudyContribution, EthicsReview, StudyDataset)](part: Part) -> Part:
    """A part of a study as it is now, locked with its study."""
    lock_study(part.study)
    locked = type(part)._default_manager.select_for_update(of=("self",)).select_related("study__activity")
    return locked.get(pk=part.pk)


def _contribution_details(contribution: StudyContribution) -> dict[str, object]:
    """What the log says of a contribution."""
    since = contribution.since_on.isoformat() if contribution.since_on else ""
    return {"participant": contribution.participant.slug, "role": contribution.role, "since_on": since}


def _reviewed(review: EthicsReview) -> dict[str, object]:
    """What the log says of an ethics review."""
    return {"number": review.number, "result": review.result, "reference": review.reference}


def _use_details(use: StudyDataset) -> dict[str, object]:
    """What the log says of data used: not which, since not every reader of the study may know of the dataset."""
    return {"since_on": use.since_on.isoformat() if use.since_on else ""}


contributions = RowActs(
    model=StudyContribution,
    noun="study_contribution",
    above="study",
    related=("study__activity",),
    number="number",
    may_add=rules.check_may_keep_study,
    may_change=rules.check_may_change_contribution,
    can_keep=rules.check_can_keep_contribution,
    details=_contribution_details,
    logged_on=lambda contribution: contribution.study.activity,
    logs_former=True,
    removal_needs_reason=True,
)
datasets = RowActs(
    model=StudyDataset,
    noun="study_dataset",
    above="study",
    related=("study__activity",),
    may_add=rules.check_may_use_dataset,
    may_change=rules.check_may_change_use,
    can_keep=rules.check_can_use_dataset,
    details=_use_details,
    logged_on=lambda use: use.study.activity,
    removal_needs_reason=True,
)
