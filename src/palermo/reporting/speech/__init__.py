"""From the language-neutral tree of a report to the same report in one language."""

from palermo.reporting.speech.reports import speak

__all__ = ["speak"]
