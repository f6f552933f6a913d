"""A rule at work: a query whose rows are findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harmonise.layouts.layout import Severity


@dataclass(frozen=True)
class Query:
    """A query for findings on one column.

    Attributes
    ----------
    sql : str
        Gives the columns rule, row and found; rows, where several take part; and extra, if that has a name.
    column : str
    hidden : bool
        Whether what was found must not be repeated.
    details : mapping of str to mapping of str to str
        By rule, what sentences need.
    severities : mapping of str to Severity
        By rule, where it differs from the catalogue.
    extra : str
        The name of the detail that the query gives in its column `extra`.
    """

    sql: str
    column: str = ""
    hidden: bool = False
    details: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    extra: str = ""
