"""Statements: recorded, objected to, withdrawn; which stand as at a day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.treaties.actions.statements import correct_statement, record_statement
from palermo.treaties.models import Statement
from palermo.treaties.queries.participation import reservations_to, standing_statements, statements_on
from palermo.treaties.states.participation import StatementKind
from tests.factories.accounts import make_person, make_state
from tests.factories.common import text
from tests.factories.treaties import make_statement, make_treaty

pytestmark = pytest.mark.django_db

MADE = date(2004, 3, 9)


@pytest.fixture
def treaty():
    return make_treaty(slug="t")


@pytest.fixture
def state():
    return make_state("Utopia", slug="uto")


def said(treaty, state, kind=StatementKind.RESERVATION, **fields) -> Statement:
    given = {"made_on": MADE, "summary": text("Not bound"), "provision": "15(2)"}
    return record_statement(Statement(treaty=treaty, state=state, kind=kind, **{**given, **fields}), by="a test")


def test_a_statement_is_recorded_under_an_id_of_its_own(treaty, state):
    first, second = said(treaty, state), said(treaty, state)
    assert (first.slug, second.slug) == ("t-uto-2004", "t-uto-2004-2")
    event = AuditEvent.objects.filter(verb="statement.recorded").first()
    assert event.details == {
        **{"treaty": "t", "participant": "uto", "kind": "reservation", "made_on": "2004-03-09"},
        **{"provision": "15(2)", "about": ""},
    }


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"summary": MultilingualText()}, "Enter the text as deposited, or a summary of it."),
        ({"made_on": date(2008, 2, 2)}, "2 February 2008 has not come yet. Enter the day of deposit."),
    ],
)
def test_a_statement_says_something_and_has_been_made(treaty, state, settings, fields, sentence):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    with pytest.raises(Refused) as refused:
        said(treaty, state, **fields)
    assert (str(refused.value), Statement.objects.count()) == (sentence, 0)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"provision": "fifteen"}, "Enter provisions such as 15\\(2\\)"),
        ({"text": "Words"}, "Enter the language of the text as deposited"),
        ({"kind": StatementKind.OBJECTION}, "An objection or a withdrawal is about an earlier statement"),
    ],
)
def test_fields_that_do_not_hold_together_are_refused(treaty, state, fields, sentence):
    with pytest.raises(ValidationError, match=sentence):
        said(treaty, state, **fields)


def test_a_reservation_is_about_none(treaty, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_statement(treaty, state, about=make_statement(treaty, state))


def test_another_objects_and_the_same_withdraws(treaty, state):
    reservation, other = said(treaty, state), make_state("Other")
    said(treaty, other, StatementKind.OBJECTION, about=reservation, made_on=date(2005, 1, 1))
    for who, kind, sentence in (
        (state, StatementKind.OBJECTION, "A participant does not object to its own statement. Choose another one."),
        (other, StatementKind.WITHDRAWAL, "Only the participant that made a statement can withdraw it."),
    ):
        with pytest.raises(Refused) as refused:
            said(treaty, who, kind, about=reservation, made_on=date(2005, 1, 1))
        assert str(refused.value) == sentence
    said(treaty, state, StatementKind.WITHDRAWAL, about=reservation, made_on=date(2006, 1, 1), provision="")
    with pytest.raises(Refused, match="This statement was withdrawn on 1 January 2006"):
        said(treaty, state, StatementKind.WITHDRAWAL, about=reservation, made_on=date(2007, 1, 1))


def test_nothing_is_said_about_what_is_still_to_be_said_or_about_another_treaty(treaty, state):
    reservation, other = said(treaty, state), make_state()
    with pytest.raises(Refused, match="The statement that this is about was made on 9 March 2004"):
        said(treaty, other, StatementKind.OBJECTION, about=reservation, made_on=date(2004, 3, 8))
    with pytest.raises(Refused, match="Choose a statement on the same treaty"):
        said(make_treaty(), other, StatementKind.OBJECTION, about=reservation)


def test_what_stands_as_at_a_day(treaty, state):
    reservation = make_statement(treaty, state, made_on=MADE, provision="15(2)")
    objection = make_statement(
        treaty, make_state(), StatementKind.OBJECTION, about=reservation, made_on=date(2005, 1, 1)
    )
    withdrawal = make_statement(treaty, state, StatementKind.WITHDRAWAL, about=reservation, made_on=date(2006, 1, 1))
    part = make_statement(treaty, make_state(), made_on=date(2006, 1, 1), provision="15")
    make_statement(
        treaty, part.state, StatementKind.WITHDRAWAL, about=part, made_on=date(2007, 1, 1), provision="15(1)"
    )
    days = (date(2004, 3, 8), MADE, date(2005, 1, 1), date(2005, 12, 31), date(2006, 1, 1), date(2007, 1, 1))
    assert [list(standing_statements(day, treaty)) for day in days] == [
        [],
        [reservation],
        [reservation, objection],
        [reservation, objection],
        [objection, part],
        [objection, part],
    ]
    assert [reservations_to(treaty, "15(2)", day) for day in days] == [
        [],
        [reservation],
        [reservation],
        [reservation],
        [part],
        [part],
    ]
    seen = {each: list(each.responses.all()) for each in statements_on(date(2005, 6, 1), treaty)}
    assert seen == {reservation: [objection], objection: []}
    assert withdrawal.about == reservation


def test_a_correction_is_kept_with_its_reason(treaty, state):
    statement = said(treaty, state)
    correct_statement(statement, values={"provision": "15(3)"}, reason=text("Wrong paragraph"), by="a test")
    event = AuditEvent.objects.get(verb="statement.corrected")
    assert (event.details["before"]["provision"], event.details["provision"]) == ("15(2)", "15(3)")
    statement.refresh_from_db()
    assert statement.provision == "15(3)"


def test_only_the_secretariat_records_and_corrects(treaty, state):
    person, statement = make_person("Delegate", "delegate", state=state), make_statement(treaty, state)
    with pytest.raises(Refused, match="Only the secretariat may record treaty actions and statements"):
        record_statement(Statement(treaty=treaty, state=state, kind="declaration", made_on=MADE), by=person)
    with pytest.raises(Refused, match="Only the secretariat may record treaty actions and statements"):
        correct_statement(statement, values={"provision": "1"}, reason=text("x"), by=person)
    assert list(Statement.objects.values_list("provision", flat=True)) == [""]
