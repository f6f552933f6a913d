"""The law on record of the parties to the treaty of the initiative by the cut-off, as it was checked."""

from palermo.figures.record_counts import legislation_of
from palermo.figures.reporting.sentences import say_checks, say_laws, say_limits
from palermo.reporting.clauses import facts
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.tree import Paragraph


@paragraph_type("legislation")
def legislation(context: Context) -> list[Paragraph]:
    """Of how many parties a law is on record, from a published source or from the State."""
    treaty = context.record.initiative.treaty
    found = legislation_of(treaty, context.record.cutoff) if treaty else None
    if treaty is None or not treaty.is_public or found is None or not found.parties:
        return []
    stated = facts("treaties", treaty, "laws")
    checked = [say_checks(found)] if found.has_law else []
    return [Paragraph("legislation", (say_laws(found), *checked, *say_limits(["absence"], stated)))]
