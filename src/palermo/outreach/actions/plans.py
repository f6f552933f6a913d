"""What is done to action plans: their editions, sections and measures."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Model

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
from palermo.audit import versions
from palermo.audit.actions import record
from palermo.core.dates import PartialDate
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.outreach.measures import NO_LINKS, Links, free_keys, link_measure, save_measure
from palermo.outreach.models import ActionPlan, Measure, PlanEdition, PlanSection
from palermo.outreach.rules import plans as rules
from palermo.outreach.states.plans import PlanEditionStatus


@transaction.atomic
def add_plan(plan: ActionPlan, *, by: Actor) -> ActionPlan:
    """Record an action plan of the party that one acts for; its first edition is begun by another act."""
    rules.check_may_keep_plan(by, plan)
    rules.check_plan_is_coherent(plan)
    plan.slug = plan.slug or free_slug(ActionPlan, plan.title, "action-plan")
    insert_row(plan)
    record("plan.added", plan, by=by, level=plan.level)
    return plan


@transaction.atomic
def change_plan(plan: ActionPlan, *, values: Mapping[str, object], by: Actor) -> ActionPlan:
    """Edit what is written of a plan; `values` are fields of the model. It stays a plan of one that `by` acts for."""
    plan = lock_row(plan)
    rules.check_may_keep_plan(by, plan)
    set_values(plan, values)
    rules.check_may_keep_plan(by, plan)
    rules.check_plan_is_coherent(plan)
    save_row(plan)
    record("plan.changed", plan, by=by)
    return plan


@transaction.atomic
def begin_edition(
    plan: ActionPlan, *, values: Mapping[str, object], headings: Iterable[MultilingualText] = (), by: Actor
) -> PlanEdition:
    """Begin an edition: a later one with the sections and measures of the one before, the first one without measures.

    Sections and measures keep their keys. `values` are fields of the model, `headings` those of the sections that a
    first edition begins with.
    """
    plan = lock_row(plan)
    rules.check_may_begin_edition(by, plan)
    editions = list(plan.editions.order_by("number"))
    edition = PlanEdition(plan=plan, number=editions[-1].number + 1 if editions else 1, **values)
    insert_row(edition)
    kept = [each for each in editions if each.status != PlanEditionStatus.ABANDONED]
    if kept:
        _copy(kept[-1], edition)
    else:
        _add_headings(edition, headings)
    record("plan_edition.begun", plan, by=by, edition=edition.number, copied=kept[-1].number if kept else None)
    return edition


def _add_headings(edition: PlanEdition, headings: Iterable[MultilingualText]) -> None:
    keys = free_keys(PlanSection, edition, "section")
    for order, heading in enumerate(headings, 1):
        section = PlanSection(edition=edition, key=keys.make(), order=order, heading=heading)
        insert_row(section)


def _copy(earlier: PlanEdition, edition: PlanEdition) -> None:
    sections: dict[int | None, PlanSection | None] = {None: None}
    for section in earlier.sections.all():
        old, section.pk, section.edition = section.pk, None, edition
        section._state.adding = True
        section.save(force_insert=True)
        sections[old] = section
    former = list(earlier.measures.prefetch_related("recommendations", "laws", "tools"))
    copies = []
    for measure in former:
        fields = {
            field.attname: getattr(measure, field.attname)
            for field in Measure._meta.concrete_fields
            if field.name not in ("id", "edition", "section")
        }
        copies.append(Measure(edition=edition, section=sections[measure.section_id], **fields))
    Measure.objects.bulk_create(copies, batch_size=500)
    versions.keep_rows(copies)
    for measure, copy in zip(former, copies, strict=True):
        links = Links(list(measure.recommendations.all()), list(measure.laws.all()), list(measure.tools.all()))
        if any(links):
            link_measure(copy, links)


@transaction.atomic
def change_edition(edition: PlanEdition, *, values: Mapping[str, object], by: Actor) -> PlanEdition:
    """Edit what is written of a draft: its period, what it changes, its document; `values` are fields of the model."""
    edition = lock_row(edition, "plan")
    rules.check_may_change_edition(by, edition)
    set_values(edition, values)
    save_row(edition)
    record("plan_edition.changed", edition.plan, by=by, edition=edition.number)
    return edition


@transaction.atomic
def share_draft(edition: PlanEdition, *, by: Actor) -> PlanEdition:
    """Let the audience of the plan read its draft."""
    edition = lock_row(edition, "plan")
    rules.check_may_share_draft(by, edition)
    return _set_shared(edition, True, by)


@transaction.atomic
def stop_sharing(edition: PlanEdition, *, by: Actor) -> PlanEdition:
    """Keep a draft to those who write it and the secretariat again."""
    edition = lock_row(edition, "plan")
    rules.check_may_stop_sharing(by, edition)
    return _set_shared(edition, False, by)


def _set_shared(edition: PlanEdition, is_shared: bool, by: Actor) -> PlanEdition:
    edition.is_shared = is_shared
    edition.save(update_fields=["is_shared"])
    verb = "plan_edition.shared" if is_shared else "plan_edition.unshared"
    record(verb, edition.plan, by=by, edition=edition.number)
    return edition


@transaction.atomic
def adopt_edition(edition: PlanEdition, *, adopted: PartialDate, by: Actor) -> PlanEdition:
    """Record the adoption of a draft; the edition in force until then is replaced on the same day."""
    edition = lock_row(edition, "plan")
    current = edition.plan.editions.select_for_update().filter(status=PlanEditionStatus.ADOPTED).order_by("pk").first()
    rules.check_can_adopt_edition(by, edition, adopted.first_day, current)
    if current is not None:
        current.status, current.ended_on = PlanEditionStatus.REPLACED, adopted.value
        current.save(update_fields=["status", "ended_on"])
    edition.status, edition.adopted, edition.is_shared = PlanEditionStatus.ADOPTED, adopted, False
    edition.save(update_fields=["status", "adopted_on", "adopted_precision", "is_shared"])
    record(
        "plan_edition.adopted",
        edition.plan,
        by=by,
        edition=edition.number,
        adopted=str(adopted),
        replaced=current.number if current else None,
    )
    return edition


@transaction.atomic
def abandon_edition(edition: PlanEdition, *, on: date, reason: MultilingualText, by: Actor) -> PlanEdition:
    """Record that a draft is not pursued; the log keeps the reason."""
    edition = lock_row(edition, "plan")
    rules.check_can_abandon_edition(by, edition, on, reason)
    edition.status, edition.ended_on = PlanEditionStatus.ABANDONED, on
    edition.save(update_fields=["status", "ended_on"])
    record(
        "plan_edition.abandoned",
        edition.plan,
        by=by,
        edition=edition.number,
        on=on.isoformat(),
        reason=dict(reason),
    )
    return edition


@transaction.atomic
def move_section(section: PlanSection, *, after: PlanSection | None, by: Actor) -> PlanSection:
    """Put a section behind another one, or first."""
    section = lock_row(section, "edition__plan")
    rules.check_may_change_section(by, section)
    _move(section, after, list(section.edition.sections.select_for_update().order_by("order", "pk")))
    record("plan_section.moved", section.edition.plan, by=by, edition=section.edition.number, section=section.key)
    return section


@transaction.atomic
def add_measure(measure: Measure, *, links: Links = NO_LINKS, by: Actor) -> Measure:
    """Add a measure at the end of a draft."""
    edition = lock_row(measure.edition, "plan")
    rules.check_may_change_edition(by, edition)
    measure.edition = edition
    measure.key, measure.order = _free_key(Measure, edition, "measure"), next_number(edition.measures, "order")
    save_measure(measure, links)
    record("measure.added", edition.plan, by=by, edition=edition.number, measure=measure.key)
    return measure


@transaction.atomic
def change_measure(measure: Measure, *, values: Mapping[str, object], links: Links = NO_LINKS, by: Actor) -> Measure:
    """Edit a measure of a draft; `values` are fields of the model."""
    measure = lock_row(measure, "edition__plan")
    rules.check_may_change_measure(by, measure)
    set_values(measure, values)
    save_measure(measure, links)
    record("measure.changed", measure.edition.plan, by=by, edition=measure.edition.number, measure=measure.key)
    return measure


@transaction.atomic
def move_measure(measure: Measure, *, section: PlanSection | None, after: Measure | None, by: Actor) -> Measure:
    """Put a measure into a section, behind another measure of it, or first."""
    measure = lock_row(measure, "edition__plan")
    rules.check_may_change_measure(by, measure)
    if section != measure.section:
        measure.section = section
        rules.check_measure_is_coherent(measure, (), ())
        measure.save(update_fields=["section"])
    _move(measure, after, list(measure.edition.measures.select_for_update().order_by("order", "pk")))
    record("measure.moved", measure.edition.plan, by=by, edition=measure.edition.number, measure=measure.key)
    return measure


@transaction.atomic
def remove_measure(measure: Measure, *, by: Actor) -> PlanEdition:
    """Remove a measure from a draft; the log keeps its wording."""
    measure = lock_row(measure, "edition__plan")
    rules.check_may_change_measure(by, measure)
    edition, key, words = measure.edition, measure.key, dict(measure.text)
    measure.delete()
    record("measure.removed", edition.plan, by=by, edition=edition.number, measure=key, text=words)
    return edition


def _free_key(model: type[Model], edition: PlanEdition, word: str) -> str:
    return free_keys(model, edition, word).make()


def _move[Row: (PlanSection, Measure)](row: Row, after: Row | None, rows: Iterable[Row]) -> None:
    """Number rows so that one stands behind another, or first; only what changes is written."""
    others = [each for each in rows if each.pk != row.pk]
    place = next((at for at, each in enumerate(others, 1) if after is not None and each.pk == after.pk), 0)
    others.insert(place, row)
    for order, each in enumerate(others, 1):
        if each.order != order:
            each.order = order
            each.save(update_fields=["order"])


def _give_key(section: PlanSection) -> None:
    section.key = _free_key(PlanSection, section.edition, "section")


sections = RowActs(
    model=PlanSection,
    noun="plan_section",
    above="edition",
    related=("edition__plan",),
    number="order",
    may_add=rules.check_may_change_edition,
    may_change=rules.check_may_change_section,
    may_remove=rules.check_may_remove_section,
    prepare=_give_key,
    details=lambda section: {"edition": section.edition.number, "section": section.key},
    logged_on=lambda section: section.edition.plan,
)
