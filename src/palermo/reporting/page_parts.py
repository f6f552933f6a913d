"""Where a record is cited in reports, as a part of its page."""

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palermo.governance.web.statements import register_statement_finder, statement_parts
from palermo.reporting.web.statements import find_statements
from palermo.site.page_parts import MARGIN, register_page_part

# Pages that have no such part of their own, with the kinds that reports cite.
CITED = {"commitment": "commitments"}


def citations(context: Context) -> SafeString:
    """The paragraphs of reports that state the record, for readers of these reports; nothing where there is none."""
    match = getattr(context.get("request"), "resolver_match", None)
    kind = CITED.get(match.url_name or "") if match else None
    if match is None or kind is None:
        return SafeString("")
    found = statement_parts(kind, match.kwargs["slug"], context["viewer"])
    return SafeString(render_to_string("governance/parts/stated.html", {"statements": found}) if found else "")


register_statement_finder(find_statements)
register_page_part(MARGIN, citations)
