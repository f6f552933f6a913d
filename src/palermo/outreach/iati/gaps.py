"""Which contributions are reported by the IATI standard, and what is missing before they can be."""

import re
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.viewer import VISITOR
from palermo.governance.models import DonorContribution
from palermo.governance.queries.resources import contributions_visible_to
from palermo.outreach.models import ContributionTerms

# The code of a registration agency and the number there: XM-DAC-41127.
IDENTIFIER = re.compile(r"[A-Z0-9]{2,}(-[A-Za-z0-9]+)+")
# The kinds of organization of the standard's code list.
ORGANIZATION_TYPES = frozenset(
    {"10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90"}
)


class Gap(NamedTuple):
    """What must be added, in a sentence, and the contribution that it is missing from; None for a setting."""

    record: DonorContribution | None
    words: str


def reported_contributions() -> QuerySet[DonorContribution]:
    """The contributions that the file holds: what visitors may see."""
    return contributions_visible_to(VISITOR)


def gaps_of_file() -> list[Gap]:
    """What must be added before the file can be made: of settings first, then of each contribution in order."""
    gaps = [Gap(None, words) for words in _gaps_of_settings()]
    contributions = list(reported_contributions().order_by("given_on", "slug"))
    if not contributions:
        gaps.append(Gap(None, _("No public contributions are available.")))
    sectors = dict(ContributionTerms.objects.filter(contribution__in=contributions).values_list("pk", "sector"))
    for each in contributions:
        gaps += [Gap(each, words) for words in _gaps_of(each, sectors.get(each.pk, ""))]
    return gaps


def _gaps_of_settings() -> list[str]:
    gaps = []
    if not IDENTIFIER.fullmatch(settings.PALERMO_IATI_IDENTIFIER):
        gaps.append(_("Set PALERMO_IATI_IDENTIFIER to the identifier of the organization, for example XM-DAC-41127."))
    if settings.PALERMO_IATI_ORGANIZATION_TYPE not in ORGANIZATION_TYPES:
        gaps.append(_("Set PALERMO_IATI_ORGANIZATION_TYPE to a code of two digits, for example 40 (multilateral)."))
    return gaps


def _gaps_of(contribution: DonorContribution, sector: str) -> list[str]:
    gaps = []
    if not sector:
        gaps.append(_("Enter the sector among the terms of the contribution."))
    if contribution.period_from is None:
        gaps.append(_("Enter the beginning of the period of the contribution."))
    return gaps
