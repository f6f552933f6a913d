"""VIII. Recommendations: those of the report's own row, one paragraph each."""

from palermo.reporting.clauses import part_clause
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.tree import Paragraph


@paragraph_type("recommendations")
def recommendations(context: Context) -> list[Paragraph]:
    """Nothing without a report that recommends something."""
    report = context.report
    if report is None:
        return []
    body = context.record.initiative.governing_body
    return [
        Paragraph(
            f"recommendation-{each.number}",
            (part_clause("reports", report, each, "text", "recommendations"),),
            emphasis=bool(body and body.bold_recommendations),
        )
        for each in report.recommendations.all()
    ]
