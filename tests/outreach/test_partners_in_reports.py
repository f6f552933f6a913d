"""What reports say of partners and contributions: as at the cut-off, who is listed, who is acknowledged."""

from datetime import date

import pytest

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.governance.models import DonorContribution
from palermo.outreach.reporting.partners import contributions_table, partners_table
from palermo.reporting.building import build
from palermo.reporting.context import Context
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak_block
from palermo.reporting.record_snapshot import read_snapshot
from tests.factories.accounts import make_organisation, make_state
from tests.factories.common import text
from tests.factories.contributions import make_gift
from tests.factories.outreach import make_partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
CUTOFF = date(2008, 1, 31)
HEADINGS = {
    "ar": ["الشريك", "الفئة", "شريك منذ"],
    "zh": ["合作伙伴", "类别", "成为合作伙伴的时间"],
    "en": ["Partner", "Kind", "Partner since"],
    "fr": ["Partenaire", "Catégorie", "Partenaire depuis"],
    "ru": ["Партнер", "Категория", "Партнер с"],
    "es": ["Asociado", "Categoría", "Asociado desde"],
}


def rows(paragraph, lang="en", *, cutoff=CUTOFF, audience=Audience.MEMBER_STATES):
    """The headings and the rows of a table, in a language; none without a table."""
    found = paragraph(Context(read_snapshot(cutoff, audience)))
    if not found:
        return []
    table, _notes = speak_block(found[0], lang)[0]
    return [[plain(cell) for cell in table.headings], *([plain(cell) for cell in row] for row in table.rows)]


def test_partners_are_listed_by_kind_as_at_the_cutoff():
    make_partner("Northern Foundation", kind="foundation", since_on=date(2007, 9, 1), since_precision="month")
    make_partner("Hotels", kind="business", since_on=date(2008, 1, 31))
    make_partner("Former", kind="ngo", status="left", left_on=date(2008, 2, 1), reason=text("Closed"))
    make_partner(kind="organization", organisation=make_organisation("Union"))
    # Known to nobody by then, or not to be named.
    make_partner("Later canary", since_on=date(2008, 2, 1))
    make_partner("Left canary", status="left", left_on=date(2008, 1, 31), reason=text("Closed"))
    make_partner("Unlisted canary", is_listed=False)
    make_partner("Applying canary", status="applied")
    make_partner("Example canary", arranged=["name"])
    assert rows(partners_table) == [
        HEADINGS["en"],
        ["Union [en]", "International or regional organization", "1 June 2007"],
        ["Hotels [en]", "Business", "31 January 2008"],
        ["Former [en]", "Non-governmental organization", "1 June 2007"],
        ["Northern Foundation [en]", "Foundation", "September 2007"],
    ]


@pytest.mark.parametrize("lang", CODES)
def test_the_tables_are_in_each_language(lang):
    make_partner("Hotels", kind="business")
    assert rows(partners_table, lang)[0] == HEADINGS[lang]
    assert rows(partners_table, lang)[1][0] == f"Hotels [{lang}]"
    assert len(rows(contributions_table, lang)) == 2


def test_contributions_are_listed_and_an_unacknowledged_donor_in_no_report():
    DonorContribution.objects.all().update(given_on=None)
    austria, day = make_state("Austria"), date(2007, 5, 1)
    make_gift("training", slug="a", state=austria, amount="1500.50", given_on=day)
    make_gift("premises", slug="b", organisation=make_organisation("Fund"), amount=None, currency="")
    make_gift("later canary", given_on=date(2008, 2, 1))
    make_gift("Canary", is_acknowledged=False, state=make_state("Canaria"))
    expected = [
        ["Donor", "Amount", "Given on", "Purpose"],
        ["Austria [en]", "EUR 1,500.50", "1 May 2007", "Training [en]"],
        ["Fund [en]", "Not recorded", "1 May 2007", "Premises [en]"],
    ]
    for audience in (Audience.PUBLIC, Audience.SECRETARIAT):
        assert rows(contributions_table, audience=audience) == expected


def test_a_paper_for_the_secretariat_may_name_an_unacknowledged_donor_and_no_other_may():
    hidden = make_gift("Canary", is_acknowledged=False, state=make_state("Canaria"))
    for audience in Audience:
        known = {each.pk for each in read_snapshot(CUTOFF, audience).contributions}
        assert (hidden.pk in known) == (audience == Audience.SECRETARIAT)


def test_without_partners_and_contributions_there_is_no_table():
    DonorContribution.objects.all().update(given_on=None)
    assert (rows(partners_table), rows(contributions_table)) == ([], [])


def test_the_progress_report_states_neither_table():
    make_partner("Hotels", kind="business")
    keys = {block.key for section in build("progress", CUTOFF, "en").sections for block in section.blocks}
    assert keys & {"partners-table", "contributions-table"} == set()
