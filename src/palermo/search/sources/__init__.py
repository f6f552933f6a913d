"""What of the record can be found: one module for each kind, each saying what is indexed and who sees it."""

from palermo.search.sources import (
    activities,
    contributions,
    decisions,
    documents,
    endorsements,
    follow_ups,
    guidance,
    mandates,
    meetings,
    notes,
    outcomes,
    programmes,
    reports,
    speakers,
)

__all__ = [
    "activities",
    "contributions",
    "decisions",
    "documents",
    "endorsements",
    "follow_ups",
    "guidance",
    "mandates",
    "meetings",
    "notes",
    "outcomes",
    "programmes",
    "reports",
    "speakers",
]
