"""Invented rows drawn from released counts: an illustration, never a source of figures."""

from disclosure.synthetic.draw import Illustration, illustrate
from disclosure.synthetic.errors import ErrorReport, error_against_release, error_against_truth

__all__ = ["ErrorReport", "Illustration", "error_against_release", "error_against_truth", "illustrate"]
