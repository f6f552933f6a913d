"""Reports in the terms of schema.org."""

from palermo.core.kinds import StructuredData
from palermo.core.structured_data import localized_value
from palermo.reporting.models import Report


def report_data(report: Report) -> StructuredData:
    """A report with its symbol and its day of issue."""
    return {
        "@type": "Report",
        "name": localized_value(report.title),
        "reportNumber": report.symbol,
        "datePublished": report.issued_on.isoformat() if report.issued_on else "",
        "isAccessibleForFree": True,
    }
