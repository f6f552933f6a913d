"""What reports say of partners and contributions: as at the cut-off, who is listed, who is acknowledged."""

from datetime import date

import pytest

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.outreach.models import ContributionTerms
from palermo.outreach.reporting.partners import contributions_table, partners_table
from palermo.reporting.building import build
from palermo.reporting.context import PARAGRAPH_TYPES, Context
from palermo.reporting.realization.inline import plain, realize
from palermo.reporting.record_snapshot import read_snapshot
from tests.factories.accounts import make_organisation, make_state
from tests.factories.common import text
from tests.factories.contributions import make_gift
from tests.factories.outreach import make_partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
CUTOFF = date(2008, 1, 31)
