"""Rules that a layout brings along, as SQL expressions."""

from collections.abc import Iterator

from harmonise.readers.store import quote_text
from harmonise.rules.query import Query
from harmonise.rules.view import View, text_name


def own_queries(view: View) -> Iterator[Query]:
    """A query for each rule of the layout whose columns are there."""
    for rule in view.layout.rules:
        if view.has(rule.column, *rule.needs):
            sql = (
                f"SELECT {quote_text(rule.id)} AS rule, row, {text_name(rule.column)} AS found FROM data "
                f"WHERE ({rule.fails})"
            )
            hidden = view.hides(view.layout.column(rule.column))
            yield Query(sql, rule.column, hidden, severities={rule.id: rule.severity})
