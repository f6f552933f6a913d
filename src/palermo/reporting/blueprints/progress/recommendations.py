"""VIII. Recommendations: those of the report's own row, one paragraph each."""

from palermo.reporting.blueprints.nodes import message, part_text, source
from palermo.reporting.models import Report
from palermo.reporting.tree import Paragraph, Section


def section(report: Report | None) -> Section | None:
    """Nothing without a report that recommends something."""
    items = list(report.recommendations.all()) if report else []
    if report is None or not items:
        return None
    of = source("reports", report)
    paragraphs = (Paragraph(f"recommendation-{i.number}", (part_text(of, i, "text"),), (of,)) for i in items)
    return Section("recommendations", (message("progress.recommendations_title"),), tuple(paragraphs))
