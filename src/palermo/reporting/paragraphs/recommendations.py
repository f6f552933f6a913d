"""VIII. Recommendations: those of the report's own row, one paragraph each."""

from palermo.reporting.clauses import part_clause
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.paragraphs.treaties import parties_to
from palermo.reporting.tree import Paragraph


@paragraph_type("recommendations")
def recommendations(context: Context) -> list[Paragraph]:
    """Each with the number of parties to the treaty that it is about; nothing without a report that recommends."""
    report = context.report
    if report is None:
        return []
    body = context.record.initiative.governing_body
    return [
        Paragraph(
            f"recommendation-{each.number}",
            (
                part_clause("reports", report, each, "text", "recommendations"),
                *(parties_to(context, each.treaty) if each.treaty else ()),
            ),
            emphasis=bool(body and body.bold_recommendations),
        )
        for each in report.recommendations.all()
    ]
