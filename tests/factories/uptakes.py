"""The use of tools."""

from datetime import date

from palermo.toolkit.models import Tool, Uptake
from tests.factories.accounts import make_state
from tests.factories.activities import make_tool
from tests.factories.common import number, text


def make_uptake(evidence: str = "Evidence", *, tool: Tool | None = None, **fields) -> Uptake:
    """A recorded use by a State, which adopted the tool."""
    if fields.get("status") == "declined":
        fields.setdefault("decided_on", date(2008, 1, 10))
    if "organisation" not in fields:
        fields.setdefault("state", make_state())
    given = {"slug": f"use-{number()}", "kind": "adopted", "evidence": text(evidence)}
    return Uptake.objects.create(**{**given, "tool": tool or make_tool(), **fields})


def make_reported_uptake(evidence: str = "Reported", **fields) -> Uptake:
    """A use that a State reported and nobody confirmed yet."""
    return make_uptake(evidence, status="reported", reported_on=date(2008, 1, 15), **fields)
