"""VI. Research: what stands in its way, what it is for, when results are due."""

from palermo.knowledge.models import Study
from palermo.reporting.blueprints.nodes import message, source, text
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Day, Inline, Paragraph, Section


def section(record: RecordSnapshot) -> Section | None:
    """Two paragraphs a study."""
    if not record.studies:
        return None
    paragraphs = (paragraph for study in record.studies for paragraph in _study(study) if paragraph.content)
    return Section("research", (message("progress.research_title"),), tuple(paragraphs))


def _study(study: Study) -> tuple[Paragraph, Paragraph]:
    stated = (source("studies", study),)
    obstacle = (text("studies", study, "obstacle"),) if study.obstacle else ()
    aim: list[Inline] = [text("studies", study, field) for field in ("aim", "method") if getattr(study, field)]
    if study.results_due:
        aim.append(_results(study))
    slug = study.activity.slug
    return Paragraph(f"{slug}-obstacle", obstacle, stated), Paragraph(slug, tuple(aim), stated)


def _results(study: Study) -> Inline:
    due = Day(study.results_due)
    if not study.results_for:
        return message("progress.results_due", due=due)
    return message("progress.results_due_to", due=due, readers=text("studies", study, "results_for"))
