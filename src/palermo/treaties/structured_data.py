"""Treaties in the terms of schema.org."""

from django.utils.translation import gettext as _

from palermo.core.kinds import StructuredData
from palermo.core.structured_data import localized_value
from palermo.treaties.models import Treaty


def treaty_data(treaty: Treaty) -> StructuredData:
    """A treaty with its number in the depositary's list, its adoption, and the treaty that it supplements."""
    data: StructuredData = {
        "@type": "Legislation",
        "name": localized_value(treaty.name),
        "alternateName": localized_value(treaty.short_name),
        "legislationIdentifier": treaty.depositary_number,
        "legislationType": _("Treaty"),
        "legislationDate": treaty.adopted_on.isoformat() if treaty.adopted_on else "",
    }
    if treaty.supplements:
        data["isBasedOn"] = {"@type": "Legislation", "name": localized_value(treaty.supplements.name)}
    return data
