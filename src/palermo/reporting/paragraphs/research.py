"""VI. Research: what stands in its way, what it is for, when results are due."""

from palermo.knowledge.models import Study
from palermo.reporting.clauses import clause, facts, optional, paragraph, record_clause, text
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.tree import Clause, Day, Paragraph


@paragraph_type("research")
def research(context: Context) -> list[Paragraph]:
    """Two paragraphs a study."""
    paragraphs = []
    for study in context.record.studies:
        slug = study.activity.slug
        paragraphs.append(paragraph(f"{slug}-obstacle", [_sentence(study, "obstacle")]))
        work = [_sentence(study, "aim"), _sentence(study, "method"), _results(context, study)]
        paragraphs.append(paragraph(slug, work))
    return [made for made in paragraphs if made]


def _sentence(study: Study, field: str) -> Clause | None:
    return record_clause("studies", study, field) if getattr(study, field) else None


def _results(context: Context, study: Study) -> Clause | None:
    """When results are expected, from the day on which that was known."""
    if not (study.results_due and context.record.is_reached(study.activity.scheduled_on)):
        return None
    readers = text("studies", study, "results_for") if study.results_for else None
    stated = facts("studies", study, "results_due")
    overdue = "yes" if context.record.is_reached(study.results_due_on) else "no"
    due = Day(study.results_due)
    return clause(
        "progress.results_due",
        context.names(),
        stated,
        due=due,
        overdue=overdue,
        **optional({"readers": readers}),
    )
