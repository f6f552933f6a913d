"""Who made a commitment, keeps a plan or reports an activity, as papers name them."""

from django.db.models import Model, QuerySet

from palermo.outreach.models.makers import OfMaker
from palermo.outreach.states.partners import WERE_ADMITTED
from palermo.reporting.clauses import cell_name, party_name, source, text
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Inline, RecordText


def may_be_named(made: OfMaker) -> bool:
    """Whether a paper may name the party: a partner only where it agrees to be listed."""
    partner = made.partnership
    return partner is None or (partner.is_listed and partner.status in WERE_ADMITTED)


def maker_cell(record: RecordSnapshot, kind: str, made: OfMaker) -> Inline:
    """The party in the cell of a table: a State under its name of the cut-off."""
    partner = made.partnership
    organisation = partner.organisation if partner else made.organisation
    if organisation or made.state:
        return cell_name(party_name(record, record.cutoff, organisation, made.state))
    if partner:
        return RecordText(partner.name, source("partnerships", partner), "name")
    return text(kind, made, "group")


def with_makers[Record: Model](rows: QuerySet[Record]) -> QuerySet[Record]:
    """Rows joined with what `maker_cell` reads."""
    joined = rows.select_related("state", "organisation", "partnership__organisation")
    return joined.prefetch_related("state__former_names")
