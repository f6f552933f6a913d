"""The account of contributions: who keeps it, what must agree, what donors and the public see of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.outreach.actions import contributions as actions
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from tests.factories.accounts import make_organisation, make_person, make_state, make_user
from tests.factories.activities import make_event, make_tool
from tests.factories.common import text
from tests.factories.contributions import make_expenditure, make_gift, make_payment, make_result
from tests.factories.library import make_document
from tests.factories.register import make_contribution, make_report_due
from tests.portal.filling import act, client_of, held, words_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOTHING = MultilingualText()
BY = "the tests"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def delegate_of(state) -> Client:
    """A delegate of a State, signed in."""
    return client_of(make_person("Delegate", Role.DELEGATE, state=state))


def test_the_secretariat_keeps_the_account_of_a_contribution():
    tool = make_tool("Handbook")
    gift = make_contribution("training", amount=1000, currency="EUR", state=make_state("Austria"))
    gift.activities.add(tool.activity)
    office = client_of(make_user(Role.SECRETARIAT))
    terms = {"promised": "March 2007", "is_acknowledged": "on", "acknowledged_as_en": "with thanks", "sector": "15160"}
    act(office, "edit-contribution-terms", gift.slug, **terms)
    act(office, "record-payment", gift.slug, paid_on="1 July 2007", amount="400.50", currency="eur")
    period = {"period_from": "1 August 2007", "period_until": "30 September 2007"}
    spent = {"activity": tool.activity.slug, "purpose_en": "printing", "amount": "100", **period}
    act(office, "record-expenditure", gift.slug, **spent)
    result = {"text_en": "Five hundred copies", "indicator_en": "copies", "value": "500", **period}
    act(office, "record-contribution-result", gift.slug, **result)
    page = Page(Client().get(f"/en/contributions/{gift.slug}/"))
    assert page.all("#payments + .table-wrap tbody tr") == ["1 July 2007 400.50 euros"]
    assert page.all("#expenditure ~ .papers h3")[:2] == ["Printing", "Five hundred copies"]
    assert page.all("#results + .papers .meta") == ["Copies: 500"]
    assert page.all(".margin dd")[-2:] == ["March 2007", "With thanks"]
    assert AuditEvent.objects.latest("sequence").details == {
        "contribution": gift.slug,
        "number": 1,
        "period_from": "2007-08-01",
        "period_until": "2007-09-30",
        "activity": "",
        "value": "500",
    }


def test_entries_are_corrected_and_removed_with_a_reason():
    office, gift = client_of(make_user(Role.SECRETARIAT)), make_gift()
    payment = make_payment(gift)
    spent, result = make_expenditure(gift), make_result(gift)
    act(office, "change-payment", payment.pk, amount="500")
    act(office, "change-expenditure", spent.pk, amount="250")
    act(office, "change-contribution-result", result.pk, text_en="Changed")
    for entry in (payment, spent, result):
        entry.refresh_from_db()
    assert (payment.amount, spent.amount, result.text["en"]) == (500, 250, "Changed")
    for name, entry in (
        ("remove-payment", payment),
        ("remove-expenditure", spent),
        ("remove-contribution-result", result),
    ):
        act(office, name, entry.pk, reason_en="Recorded twice")
    assert [each.objects.count() for each in (Payment, Expenditure, ContributionResult)] == [0, 0, 0]
    assert AuditEvent.objects.latest("sequence").details["reason"] == {"en": "Recorded twice"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"currency": "USD"}, "The contribution is in EUR; found USD. Enter the amount in the currency of the"),
        ({"paid_on": date(2008, 3, 1)}, "1 March 2008 is in the future. Enter what has happened by today."),
        ({"amount": Decimal(601)}, "Payments would be 1,001 euros, more than the contribution of 1,000 euros. Check"),
        (
            {"paid_on": date(2007, 4, 30)},
            "The contribution was promised on 1 May 2007 and cannot have been paid before",
        ),
    ],
)
def test_a_payment_that_contradicts_the_contribution_is_refused(fields, sentence):
    gift = make_gift()
    ContributionTerms.objects.filter(pk=gift.pk).update(promised_on=date(2007, 5, 1))
    make_payment(gift)
    values = {"paid_on": date(2007, 8, 1), "amount": Decimal(100), "currency": "EUR", **fields}
    with pytest.raises(Refused) as refusal:
        actions.payments.add(Payment(contribution=gift, **values), reason=NOTHING, by=BY)
    assert str(refusal.value).startswith(sentence)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"currency": "USD"}, "The contribution is in EUR; found USD."),
        ({"amount": Decimal(401)}, "Expenditure would be 401 euros, more than the 400 euros paid."),
        (
            {"period_until": date(2007, 6, 30)},
            "The period begins on 1 July 2007 and cannot end before, on 30 June 2007.",
        ),
        (
            {"period_from": date(2007, 5, 31)},
            "The period of the contribution begins on 1 June 2007; found 31 May 2007.",
        ),
        (
            {"period_from": date(2008, 3, 1), "period_until": date(2008, 3, 2)},
            "1 March 2008 is in the future.",
        ),
    ],
)
def test_expenditure_that_contradicts_the_contribution_is_refused(fields, sentence):
    gift = make_gift()
    make_payment(gift)
    period = {"period_from": date(2007, 7, 1), "period_until": date(2007, 7, 31)}
    values = {"purpose": text("Travel"), "amount": Decimal(100), "currency": "EUR", **period, **fields}
    with pytest.raises(Refused) as refusal:
        actions.expenditure.add(Expenditure(contribution=gift, **values), reason=NOTHING, by=BY)
    assert str(refusal.value).startswith(sentence)
    assert Expenditure.objects.count() == 0


def test_more_than_was_promised_or_paid_is_recorded_with_a_reason():
    gift = make_gift()
    payment = Payment(contribution=gift, paid_on=date(2007, 8, 1), amount=Decimal(1200), currency="EUR")
    actions.payments.add(payment, reason=text("An increase was agreed"), by=BY)
    assert AuditEvent.objects.latest("sequence").details["reason"]["en"] == "An increase was agreed [en]"
    period = {"period_from": date(2007, 7, 1), "period_until": date(2007, 7, 31)}
    spent = Expenditure(contribution=gift, purpose=text("Travel"), amount=Decimal(1300), currency="EUR", **period)
    actions.expenditure.add(spent, reason=text("Advanced by the office"), by=BY)
    assert Expenditure.objects.get().amount == 1300


def test_a_payment_that_becomes_less_than_what_was_spent_needs_a_reason():
    office, gift = client_of(make_user(Role.SECRETARIAT)), make_gift()
    payment = make_payment(gift)
    make_expenditure(gift, amount=300)
    address = f"/en/acts/change-payment/{payment.pk}/"
    form = held(Page(office.get(address)).soup.select_one("form.act"))
    sentence = "Payments would be 299 euros, less than the 300 euros spent. Check the amount or enter a reason."
    assert sentence in words_of(office.post(address, {**form, "amount": "299"}))
    payment.refresh_from_db()
    assert payment.amount == 400
    act(office, "change-payment", payment.pk, amount="300")
    act(office, "change-payment", payment.pk, amount="299", reason_en="Charges of the bank")
    payment.refresh_from_db()
    assert payment.amount == 299


def test_the_currency_of_a_contribution_stays_while_money_is_on_record():
    gift = make_gift()
    payment = make_payment(gift)
    gift.currency = "USD"
    with pytest.raises(ValidationError) as refusal:
        gift.full_clean()
    assert refusal.value.message_dict == {
        "currency": ["Payments or expenditure are on record in EUR. Remove them first."]
    }
    payment.delete()
    gift.full_clean()


def test_support_in_kind_has_results_and_no_payments():
    gift = make_contribution("premises", state=make_state())
    office = client_of(make_user(Role.SECRETARIAT))
    page = Page(office.get(f"/en/acts/record-payment/{gift.slug}/"))
    assert "This contribution has no amount: it is in kind, or its amount is not recorded." in page.text
    payment = Payment(contribution=gift, paid_on=date(2007, 8, 1), amount=Decimal(1), currency="EUR")
    with pytest.raises(Refused):
        actions.payments.add(payment, reason=NOTHING, by=BY)
    period = {"period_from": "1 August 2007", "period_until": "30 September 2007"}
    act(office, "record-contribution-result", gift.slug, text_en="Rooms for two days", **period)
    assert ContributionResult.objects.get().text["en"] == "Rooms for two days"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"identifier": "XM\x01"},
            "Identifier of the donor’s activity: expected text without control characters, found U+0001.",
        ),
        ({"sector": "1516x"}, "Sector: expected a code of five digits, for example 15160; found “1516x”."),
        ({"promised_on": date(2008, 2, 2)}, "2 February 2008 is in the future."),
        ({"promised_on": date(2007, 6, 1)}, "The contribution was given on 1 May 2007 and cannot have been promised"),
    ],
)
def test_terms_that_do_not_hold_together_are_refused(values, sentence):
    gift = make_gift()
    with pytest.raises(Refused) as refusal:
        actions.edit_terms(gift, values=values, by=BY)
    assert str(refusal.value).startswith(sentence)
    assert gift.terms.sector == "15160"


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, Role.PARTNER])
def test_nobody_but_the_secretariat_keeps_accounts(role):
    gift = make_gift()
    person = make_user(role)
    payment = Payment(contribution=gift, paid_on=date(2007, 8, 1), amount=Decimal(1), currency="EUR")
    for perform in (
        lambda: actions.payments.add(payment, reason=NOTHING, by=person),
        lambda: actions.edit_terms(gift, values={"sector": "15160"}, by=person),
        lambda: actions.payments.remove(make_payment(gift), reason=text("Error"), by=person),
    ):
        with pytest.raises(Refused):
            perform()
    client = client_of(person)
    assert Page(client.get(f"/en/contributions/{gift.slug}/")).all("a[href*='/acts/']") == []


@pytest.mark.parametrize("is_of_state", [True, False])
@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_a_donor_without_acknowledgement_is_named_to_no_other_reader(settings, role, is_of_state):
    settings.PALERMO_IATI_IDENTIFIER, settings.PALERMO_IATI_ORGANIZATION_TYPE = "XM-DAC-41127", "40"
    donor = {"state": make_state("Quartzland")} if is_of_state else {"organisation": make_organisation("Quartz Fund")}
    tool = make_tool()
    hidden = make_gift("quartz premises", is_acknowledged=False, amount=77, **donor)
    hidden.activities.add(tool.activity)
    make_report_due("quartz report", contribution=hidden, due_on=date(2008, 1, 20))
    make_gift("open training", amount=5).activities.add(tool.activity)
    client = client_of(make_user(role)) if role else Client()
    assert client.get(f"/en/contributions/{hidden.slug}/").status_code == 404
    for path in (
        "/en/contributions/",
        "/en/search/?q=quartz",
        "/en/iati/activities.xml",
        f"/en/tools/{tool.activity.slug}/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        words = answer.content.decode().replace("?q=quartz", "").replace('value="quartz"', "")
        assert ("Quartz Fund" in words, "Quartzland" in words, "premises" in words) == (False, False, False), path
        assert hidden.slug not in words
    if role:
        assert "remises" not in client.get("/en/donor/").text
    assert "1 contribution" in Page(client.get("/en/contributions/")).text


def test_a_donor_without_acknowledgement_sees_its_own_contribution_and_charts_are_not_shared():
    own, other = make_state("Quartzland"), make_state("Otherland")
    gift = make_gift("quartz premises", is_acknowledged=False, state=own)
    make_gift("open training", amount=5, state=other)
    first = delegate_of(own)
    assert Page(first.get(f"/en/contributions/{gift.slug}/")).all("h1") == ["Quartz premises [en]"]
    assert "Quartzland" in first.get("/en/contributions/").text
    assert "Quartzland" not in delegate_of(other).get("/en/contributions/").text


def test_a_donor_reads_what_its_money_did_and_nothing_of_others():
    state, agency = make_state("Austria"), make_organisation("Fund")
    event, restricted = make_event("Workshop"), make_event("Canary meeting", audience=Audience.SECRETARIAT)
    gift = make_gift("training", state=state, earmark=text("South-East Europe"))
    make_payment(gift)
    make_expenditure(gift, "trainers", activity=event.activity)
    make_expenditure(gift, "other costs", activity=restricted.activity, amount=50)
    make_result(gift, "Forty trained", activity=event.activity, indicator=text("persons"), value=40)
    make_report_due("final report", contribution=gift, due_on=date(2008, 3, 1))
    foreign = make_gift("Canary purpose", organisation=agency)
    make_payment(foreign, amount=3)
    client = delegate_of(state)
    page = Page(client.get("/en/donor/"))
    assert page.all("main h2")[-1:] == ["Training [en]"]
    assert page.all("section h4") == ["Workshop [en]", "Other costs [en]", "Forty trained [en]", "Final report [en]"]
    assert page.all("section .facts dd")[:4] == ["Austria [en]", "1,000 euros", "400 euros", "150 euros"]
    assert "Canary" not in page.text
    assert f'href="/en/events/{event.activity.slug}/"' in client.get("/en/donor/").text
    committee = client_of(make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency))
    assert Page(committee.get("/en/donor/")).all("section h2") == ["Canary purpose [en]"]
    nobody = Page(delegate_of(make_state("Elsewhere")).get("/en/donor/"))
    assert nobody.all("section h2") == []
    assert "No contributions of your State or organization are on record." in nobody.text


def test_an_agreement_is_shown_to_those_who_may_read_it():
    state = make_state("Austria")
    gift = make_gift(state=state)
    paper = make_document("Canary agreement", audience=Audience.MEMBER_STATES)
    ContributionTerms.objects.filter(pk=gift.pk).update(agreement=paper)
    path = f"/en/contributions/{gift.slug}/"
    assert "Canary agreement" not in Client().get(path).text
    assert "Canary agreement" in delegate_of(state).get(path).text


def test_a_delegate_is_led_from_the_desk_to_the_page_of_an_activity():
    state, event = make_state("Austria"), make_event("Workshop")
    make_expenditure(make_gift("training", state=state), activity=event.activity)
    client = delegate_of(state)
    for page, words in (("/en/desk/", "What your contributions achieved"), ("/en/donor/", "Workshop [en]")):
        links = {link.get_text(strip=True): link["href"] for link in Page(client.get(page)).soup.select("main a[href]")}
        assert client.get(links[words]).status_code == 200


def test_the_account_of_contributions_costs_a_constant_number_of_queries(django_assert_max_num_queries):
    state = make_state("Austria")
    client = delegate_of(state)
    counts = []
    for several in (1, 6):
        for _each in range(several):
            gift = make_gift("training", state=state)
            make_payment(gift)
            make_expenditure(gift, activity=make_event().activity)
            make_result(gift, activity=make_tool().activity)
            make_report_due(contribution=gift)
        client.get("/en/donor/")
        with django_assert_max_num_queries(60) as asked:
            assert client.get("/en/donor/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
