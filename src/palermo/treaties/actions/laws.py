"""What is done to the record of national law and of reviews."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.library.models import Document
from palermo.treaties.models import LawArticle, LawElement, Review
from palermo.treaties.rules import laws as rules
from palermo.treaties.states.laws import Element, LawStatus

type Elements = Mapping[Element, bool]

# What a proposal corrects in the provision it is about.
LAW_FIELDS = (
    *("treaty", "title", "citation", "text", "text_language", "link", "since_on", "since_precision", "until_on"),
    *("until_precision", "penalties", "protection", "supplied_by", "source", "supplied_on", "checked_on"),
)


@transaction.atomic
def record_law(law: LawArticle, *, elements: Elements, by: Actor) -> LawArticle:
    """Record a provision of the law of a State, with what it is known to cover (True) and not to cover (False)."""
    rules.check_may_record_law(by, law.state)
    law.status = LawStatus.RECORDED
    _add(law, elements)
    record("law.recorded", law, by=by, state=law.state.slug, elements=_written(elements))
    return law


@transaction.atomic
def change_law(law: LawArticle, *, values: Mapping[str, object], elements: Elements, by: Actor) -> LawArticle:
    """Correct a provision; `values` are fields of the model."""
    law = lock_row(law, "state")
    rules.check_may_change_law(by, law)
    before = _elements_of(law)
    set_values(law, values)
    rules.check_law_is_coherent(law, elements)
    save_row(law)
    _set_elements(law, elements)
    record("law.changed", law, by=by, elements=_written(elements), before=_written(before))
    return law


@transaction.atomic
def propose_law(law: LawArticle, *, elements: Elements, by: Actor) -> LawArticle:
    """Propose a provision of the law of one's State, or a correction of a recorded one; the secretariat decides."""
    if law.corrects is None:
        rules.check_may_propose_law(by, law.state)
    else:
        rules.check_may_propose_law_correction(by, law.corrects)
    law.status = LawStatus.PROPOSED
    _add(law, elements)
    corrects = law.corrects.slug if law.corrects else ""
    record("law.proposed", law, by=by, state=law.state.slug, corrects=corrects, elements=_written(elements))
    return law


@transaction.atomic
def accept_law(law: LawArticle, *, answer: MultilingualText, by: Actor) -> LawArticle:
    """Accept a proposal: it becomes part of the record, or the provision that it corrects takes its content."""
    law = lock_row(law, "state", "corrects")
    to = LawStatus.MERGED if law.corrects_id else LawStatus.RECORDED
    rules.check_can_decide_law(by, law, to, answer)
    _decide(law, to, answer)
    if law.corrects is None:
        record("law.accepted", law, by=by, answer=dict(answer))
        return law
    corrected = LawArticle.objects.select_for_update(of=("self",)).select_related("state").get(pk=law.corrects.pk)
    for name in LAW_FIELDS:
        setattr(corrected, name, getattr(law, name))
    corrected.save()
    _set_elements(corrected, _elements_of(law))
    record("law.accepted", law, by=by, answer=dict(answer), corrects=corrected.slug)
    record("law.corrected", corrected, by=by, proposal=law.slug)
    return corrected


@transaction.atomic
def decline_law(law: LawArticle, *, answer: MultilingualText, by: Actor) -> LawArticle:
    """Decline a proposal, with the reason."""
    law = lock_row(law, "state", "corrects")
    rules.check_can_decide_law(by, law, LawStatus.DECLINED, answer)
    _decide(law, LawStatus.DECLINED, answer)
    record("law.declined", law, by=by, answer=dict(answer))
    return law


@transaction.atomic
def record_review(review: Review, *, documents: Iterable[Document], by: Actor) -> Review:
    """Record the review of a State under a mechanism."""
    rules.check_may_record_review(by, review.state)
    rules.check_review_is_coherent(review)
    review.slug = review.slug or free_id(Review, f"{review.state.slug}-{review.treaty.slug}-review"[:90])
    insert_row(review)
    review.documents.set(documents)
    record("review.recorded", review, by=by, state=review.state.slug, stage=review.stage)
    return review


@transaction.atomic
def change_review(review: Review, *, values: Mapping[str, object], documents: Iterable[Document], by: Actor) -> Review:
    """Change a review; `values` are fields of the model."""
    review = lock_row(review, "state")
    rules.check_may_change_review(by, review)
    before, was_completed = review.stage, review.is_completed
    set_values(review, values)
    rules.check_review_is_coherent(review)
    save_row(review)
    review.documents.set(documents)
    verb = "review.completed" if review.is_completed and not was_completed else "review.changed"
    record(verb, review, by=by, stage=review.stage, before=before)
    return review


def _add(law: LawArticle, elements: Elements) -> None:
    rules.check_law_is_coherent(law, elements)
    law.slug = law.slug or free_id(LawArticle, f"{law.state.slug}-{law.treaty.slug}"[:90])
    insert_row(law)
    _set_elements(law, elements)


def _decide(law: LawArticle, to: LawStatus, answer: MultilingualText) -> None:
    law.status, law.answer, law.decided_on = to, answer, clock.today()
    law.save(update_fields=["status", "answer", "decided_on"])


def _set_elements(law: LawArticle, elements: Elements) -> None:
    """Let a provision have these elements: what is the same stays as it is, without another version."""
    rows = {Element(row.element): row for row in law.elements.all()}
    for element, row in rows.items():
        if element not in elements:
            row.delete()
        elif row.is_covered != elements[element]:
            row.is_covered = elements[element]
            row.save(update_fields=["is_covered"])
    for element, is_covered in elements.items():
        if element not in rows:
            LawElement.objects.create(law=law, element=element, is_covered=is_covered)


def _elements_of(law: LawArticle) -> dict[Element, bool]:
    return {Element(row.element): row.is_covered for row in law.elements.all()}


def _written(elements: Elements) -> dict[str, bool]:
    return {element.value: elements[element] for element in Element if element in elements}
