"""The export of contributions by the IATI standard: what it holds, what it refuses, what it never shows."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from lxml import etree

from palermo.accounts.states import Role
from palermo.config.cli.main import main
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.governance.models import DonorContribution
from palermo.outreach.iati.activities import activities_file
from palermo.outreach.models import ContributionTerms
from tests.factories.accounts import make_organisation, make_place, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.contributions import make_expenditure, make_gift, make_payment, make_result
from tests.factories.library import make_document
from tests.factories.register import make_contribution, make_report_due
from tests.outreach.iati_order import faults
from tests.portal.filling import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def _publisher(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    settings.PALERMO_IATI_IDENTIFIER, settings.PALERMO_IATI_ORGANIZATION_TYPE = "XM-DAC-41127", "40"
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"


def event_in(code: str, **fields):
    """An activity that is an event in a State, whose id is its code of three letters."""
    return make_event(place=make_place(state=make_state(slug=code)), **fields).activity


def full_gift() -> DonorContribution:
    """A contribution of which everything is on record."""
    six = {"ar": "تدريب", "zh": "培训", "en": "training", "fr": "formation", "ru": "обучение", "es": "formación"}
    gift = make_gift(state=make_state("Austria"), earmark=text("South-East Europe"))
    DonorContribution.objects.filter(pk=gift.pk).update(purpose=six)
    ContributionTerms.objects.filter(pk=gift.pk).update(promised_on=date(2007, 4, 1), identifier="XM-DAC-5-1")
    make_payment(gift, amount=Decimal("400.50"))
    make_expenditure(gift, "trainers", activity=event_in("aut"), amount=Decimal(200))
    make_expenditure(gift, "travel", activity=event_in("ken"), amount=Decimal(100))
    make_result(gift, "Forty trained", indicator=text("persons"), value=Decimal(40))
    make_result(gift, "A network of trainers")
    make_report_due(contribution=gift, due_on=date(2008, 1, 1), document=make_document("Final report"))
    return DonorContribution.objects.get(pk=gift.pk)


def activities() -> list[etree._Element]:
    """The activities of the file, which keeps to the standard."""
    content = activities_file()
    assert faults(content) == []
    return etree.fromstring(content).findall("iati-activity")


def codes(activity, path: str, name: str = "code") -> list[str]:
    """An attribute of each element at a path."""
    return [each.get(name) for each in activity.findall(path)]


def words(activity, path: str) -> list[str]:
    """The narratives of the elements at a path."""
    return [each.text for each in activity.findall(f"{path}/narrative")]


def test_an_activity_holds_what_is_on_record():
    gift = full_gift()
    [activity] = activities()
    assert activity.findtext("iati-identifier") == f"XM-DAC-41127-{gift.slug}"
    assert [each.get(LANG) for each in activity.findall("title/narrative")] == ["ar", "zh", "en", "fr", "ru", "es"]
    assert words(activity, "description[@type='4']")[2] == "South-East Europe [en]"
    assert codes(activity, "participating-org", "role") == ["1", "4"]
    assert codes(activity, "participating-org", "type") == ["10", "40"]
    assert codes(activity, "participating-org", "activity-id") == ["XM-DAC-5-1", None]
    assert words(activity, "participating-org[@role='1']")[2] == "Austria [en]"
    assert codes(activity, "activity-status") == ["2"]
    assert [(each.get("type"), each.get("iso-date")) for each in activity.findall("activity-date")] == [
        ("2", "2007-06-01"),
        ("3", "2008-12-31"),
    ]
    assert codes(activity, "sector") == ["15160"]
    moved = [
        (
            each.find("transaction-type").get("code"),
            each.find("transaction-date").get("iso-date"),
            each.findtext("value"),
        )
        for each in activity.findall("transaction")
    ]
    assert moved == [
        ("11", "2007-04-01", "1000.00"),
        ("1", "2007-07-01", "400.50"),
        ("4", "2007-09-30", "200.00"),
        ("4", "2007-09-30", "100.00"),
    ]
    assert set(codes(activity, "transaction/value", "currency")) == {"EUR"}
    assert words(activity, "document-link/title")[2] == "Final report [en]"
    assert codes(activity, "result/indicator", "measure") == ["1", "5"]
    assert codes(activity, "result/indicator/period/actual", "value") == ["40", None]


def test_countries_have_shares_that_add_up_to_a_hundred():
    gift = full_gift()
    make_expenditure(gift, "interpretation", activity=event_in("gbr"), amount=Decimal(300))
    make_expenditure(gift, "rooms", activity=event_in("bra"), amount=Decimal(100))
    [activity] = activities()
    shares = {each.get("code"): Decimal(each.get("percentage")) for each in activity.findall("recipient-country")}
    assert shares == {"AT": Decimal("28.57"), "BR": Decimal("14.28"), "GB": Decimal("42.87"), "KE": Decimal("14.28")}
    assert sum(shares.values()) == 100
    assert activity.findall("recipient-region") == []


def test_what_was_spent_elsewhere_or_on_a_restricted_event_gives_no_countries():
    placed = event_in("deu")
    for activity in (None, event_in("fra", audience=Audience.SECRETARIAT), event_in("a-region")):
        gift = make_gift()
        make_expenditure(gift, activity=placed)
        make_expenditure(gift, activity=activity)
    for activity in activities():
        assert activity.findall("recipient-country") == []
        assert codes(activity, "recipient-region") == ["998"]
        assert codes(activity, "activity-scope") == ["1"]


@pytest.mark.parametrize(
    ("first", "last", "status", "dates"),
    [
        (date(2008, 3, 1), date(2008, 4, 1), "1", ["1", "3"]),
        (date(2007, 3, 1), None, "2", ["2"]),
        (date(2007, 3, 1), date(2008, 2, 1), "2", ["2", "3"]),
        (date(2007, 3, 1), date(2008, 1, 31), "4", ["2", "4"]),
    ],
)
def test_the_status_follows_from_the_period(first, last, status, dates):
    make_gift(period_from=first, period_until=last)
    [activity] = activities()
    assert (codes(activity, "activity-status"), codes(activity, "activity-date", "type")) == ([status], dates)


def test_support_in_kind_has_no_transactions():
    make_gift(amount=None, currency="")
    [activity] = activities()
    assert activity.findall("transaction") == []


def test_what_is_missing_is_refused_with_a_list_of_what_to_add(settings):
    gift = make_contribution("training", state=make_state())
    settings.PALERMO_IATI_IDENTIFIER, settings.PALERMO_IATI_ORGANIZATION_TYPE = "", "41"
    with pytest.raises(Refused) as refusal:
        activities_file()
    assert str(refusal.value).splitlines() == [
        "Set PALERMO_IATI_IDENTIFIER to the identifier of the organization, for example XM-DAC-41127.",
        "Set PALERMO_IATI_ORGANIZATION_TYPE to a code of two digits, for example 40 (multilateral).",
        f"{gift.slug}: Enter the sector among the terms of the contribution.",
        f"{gift.slug}: Enter the beginning of the period of the contribution.",
    ]


def test_the_page_lists_what_is_missing_to_the_secretariat_alone():
    make_contribution("training", state=make_state())
    office = Page(client_of(make_user(Role.SECRETARIAT)).get("/en/iati/"))
    assert office.all("main h2 + ul li") == [
        "Training [en] : Enter the sector among the terms of the contribution.",
        "Training [en] : Enter the beginning of the period of the contribution.",
    ]
    for client in (Client(), client_of(make_user(Role.DELEGATE))):
        page = Page(client.get("/en/iati/"))
        assert "The file is not available yet." in page.text
        assert page.all("main h2") == []
        assert client.get("/en/iati/activities.xml").status_code == 404


def test_money_of_a_period_that_has_not_ended_was_spent_by_today():
    gift = make_gift()
    make_payment(gift)
    make_expenditure(gift, period_from=date(2008, 1, 1), period_until=date(2008, 12, 31))
    (activity,) = activities()
    assert codes(activity, "transaction/transaction-date", "iso-date") == ["2007-05-01", "2007-07-01", "2008-02-01"]


def test_control_characters_are_left_out_of_the_file():
    gift = make_gift()
    make_payment(gift)
    ContributionTerms.objects.filter(pk=gift.pk).update(identifier="XM\x01-1")
    (activity,) = activities()
    assert codes(activity, "participating-org[@role='1']", "activity-id") == ["XM-1"]
    assert codes(activity, "transaction/provider-org[@provider-activity-id]", "provider-activity-id") == ["XM-1"] * 2


def test_the_file_is_downloaded_from_its_page():
    full_gift()
    page = Page(Client().get("/en/contributions/"))
    assert page.soup.select_one("a[href='/en/iati/']") is not None
    assert Page(Client().get("/en/iati/")).soup.select_one("a[href='/en/iati/activities.xml']") is not None
    answer = Client().get("/en/iati/activities.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="activities.xml"'
    assert faults(answer.content) == []


@pytest.mark.parametrize("audience", [Audience.MEMBER_STATES, Audience.STEERING_COMMITTEE, Audience.SECRETARIAT])
def test_the_file_holds_only_what_visitors_may_see(audience):
    full_gift()
    make_payment(
        make_gift("Canary purpose", audience=audience, organisation=make_organisation("Canary Fund")), amount=7
    )
    make_gift("Canary premises", is_acknowledged=False, state=make_state("Canaria"))
    gift = make_gift("open")
    restricted = make_document("Canary report", audience=audience)
    make_report_due(contribution=gift, document=restricted)
    make_report_due("Canary subject", contribution=gift, document=make_document("Canary paper"), audience=audience)
    for client in (Client(), client_of(make_user(Role.SECRETARIAT))):
        content = client.get("/en/iati/activities.xml").content.decode()
        assert "Canar" not in content
        assert content.count("<iati-activity ") == 2


def test_the_command_writes_the_file_or_says_what_is_missing(tmp_path, capsys):
    full_gift()
    assert main(["iati", str(tmp_path / "activities.xml")]) == 0
    assert faults((tmp_path / "activities.xml").read_bytes()) == []
    assert main(["iati", str(tmp_path / "other.xml"), "--schema", str(tmp_path)]) == 1
    assert "expected the schema iati-activities-schema.xsd" in capsys.readouterr().err
    gift = make_contribution("training", state=make_state())
    assert main(["iati", str(tmp_path / "other.xml")]) == 1
    assert f"{gift.slug}: Enter the sector" in capsys.readouterr().err
    assert not (tmp_path / "other.xml").exists()
