"""Queries of the secretariat about figures: asked by cell, answered by whoever fills in the table, closed."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from palermo.accounts.states import Role
from palermo.core.refusals import Refused
from palermo.returns.actions import return_people
from palermo.returns.actions import returns as return_actions
from palermo.returns.models import Return, ReturnContributor, ReturnQuery
from palermo.returns.rules import return_queries as rules
from palermo.returns.rules import returns as return_rules
from tests.factories.accounts import make_person, make_state
from tests.factories.returns import make_return_query
from tests.portal.filling import act, client_of, words_of
from tests.returns.people import DAY, begin, fill_all, make_cast, received, submitted, table_path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def refusal_of(check, *args) -> str:
    """Why a rule refuses."""
    with pytest.raises(Refused) as refused:
        check(*args)
    return str(refused.value)


def status_of(national_return: Return) -> str:
    national_return.refresh_from_db()
    return national_return.status


def test_a_cell_is_asked_about_answered_asked_again_and_closed_and_then_accepted():
    cast = make_cast()
    national_return = received(cast)
    officer, focal = client_of(cast.officer), client_of(cast.focal)
    block = national_return.blocks.get(table="detected")
    page = BeautifulSoup(officer.get(table_path(national_return, "detected")).content, "html.parser")
    link = page.find(id="cell-female.adult").find("a", class_="ask")["href"]
    assert link.endswith(f"/acts/query-return-table/{block.pk}/?cell=female.adult")
    form = BeautifulSoup(officer.get(link).content, "html.parser")
    assert form.select_one("#id_cell option[selected]").text == "Female, Adults (12)"
    mail.outbox.clear()
    act(officer, "query-return-table", block.pk, cell="female.adult", text="Is this more than in 2006?")
    assert sorted(message.to[0] for message in mail.outbox) == sorted([cast.focal.email, cast.delegate.email])
    assert "2006" not in mail.outbox[0].body
    query = ReturnQuery.objects.get()
    assert (query.number, query.table, query.cell, query.asked_on, query.status) == (
        1,
        "detected",
        "female.adult",
        DAY,
        "open",
    )
    assert status_of(national_return) == "queried"
    assert refusal_of(return_rules.check_may_accept_return, cast.officer, national_return) == (
        "Queries about this return await an answer. Close them first, or wait for the answers."
    )
    page = words_of(focal.get(national_return.get_absolute_url()))
    assert "Detected victims: Female, Adults" in page
    assert "Is this more than in 2006?" in page
    act(focal, "answer-return-query", query.pk, answer="Yes, a large case.")
    query.refresh_from_db()
    assert (query.answer, query.answered_on, query.status) == ("Yes, a large case.", DAY, "answered")
    assert status_of(national_return) == "answered"
    act(officer, "repeat-return-query", query.pk, text="In which month?")
    query.refresh_from_db()
    assert (query.text, query.status) == ("Is this more than in 2006?\n\nIn which month?", "open")
    assert status_of(national_return) == "queried"
    act(focal, "answer-return-query", query.pk, answer="In May.")
    act(officer, "close-return-query", query.pk)
    query.refresh_from_db()
    assert query.status == "closed"
    assert status_of(national_return) == "answered"
    act(officer, "accept-return", national_return.slug)
    assert status_of(national_return) == "accepted"


def test_a_return_is_answered_once_no_query_is_open():
    cast = make_cast()
    national_return = received(cast)
    officer = client_of(cast.officer)
    block = national_return.blocks.get(table="detected")
    act(officer, "query-return-table", block.pk, text="One")
    act(officer, "query-return", national_return.slug, text="Two")
    first, second = ReturnQuery.objects.order_by("number")
    assert [(each.table, each.cell) for each in (first, second)] == [("detected", ""), ("", "")]
    act(client_of(cast.focal), "answer-return-query", first.pk, answer="So it is.")
    assert status_of(national_return) == "queried"
    # One that was asked by mistake is closed unanswered.
    act(officer, "close-return-query", second.pk)
    assert status_of(national_return) == "answered"


def test_accepting_closes_what_was_answered():
    cast = make_cast()
    national_return = received(cast)
    query = make_return_query(national_return, status="answered", answer="Yes", answered_on=DAY)
    return_actions.accept_return(national_return, by=cast.officer)
    query.refresh_from_db()
    assert query.status == "closed"


def test_who_asks_and_who_answers_and_when():
    cast = make_cast()
    national_return = submitted(cast)
    assert refusal_of(rules.check_may_ask, cast.officer, national_return) == (
        "Record that the return was received before you ask about it."
    )
    assert refusal_of(rules.check_may_ask, cast.focal, national_return) == (
        "Only the secretariat may receive, query and accept national returns. Please contact the secretariat."
    )
    return_actions.receive_return(national_return, by=cast.officer)
    national_return.refresh_from_db()
    query = make_return_query(national_return)
    stranger = make_person("Stranger", Role.FOCAL_POINT, state=make_state("Lemuria"))
    assert refusal_of(rules.check_may_answer, stranger, query) == (
        "Only those of the State who fill in this table may answer."
    )
    query.status = "closed"
    assert refusal_of(rules.check_may_answer, cast.focal, query) == "This query is closed."
    assert refusal_of(rules.check_may_ask_again, cast.officer, query) == (
        "The status “closed” is final and cannot become “awaiting answer”."
    )
    query.status = "open"
    query.save()
    return_rules_status = Return.objects.filter(pk=national_return.pk)
    return_rules_status.update(status="accepted")
    national_return.refresh_from_db()
    assert refusal_of(rules.check_may_ask, cast.officer, national_return) == (
        "Queries are asked about a return that was received and is not accepted yet."
    )


def test_a_ministry_answers_about_its_own_table_and_knows_of_no_other_query():
    cast = make_cast()
    national_return = begin(cast)
    ministry = make_person("Ministry", Role.FOCAL_POINT, state=cast.state)
    block = national_return.blocks.get(table="convicted")
    return_people.assign_tables(national_return, person=ministry, tables=[block], by=cast.focal)
    fill_all(client_of(cast.focal), national_return)
    return_actions.complete_return(national_return, by=cast.focal)
    return_actions.approve_return(national_return, by=cast.delegate)
    return_actions.receive_return(national_return, by=cast.officer)
    officer, second = client_of(cast.officer), client_of(ministry)
    detected = national_return.blocks.get(table="detected")
    mail.outbox.clear()
    act(officer, "query-return-table", detected.pk, cell="total.total", text="Canary of another table")
    assert ministry.email not in {message.to[0] for message in mail.outbox}
    page = words_of(second.get(national_return.get_absolute_url()))
    assert "Canary" not in page
    assert "Quer" not in page.partition("Tables")[0]
    mail.outbox.clear()
    act(officer, "query-return-table", block.pk, cell="total.figure", text="About courts")
    assert ministry.email in {message.to[0] for message in mail.outbox}
    page = words_of(second.get(national_return.get_absolute_url()))
    assert "About courts" in page
    own, other = ReturnQuery.objects.get(table="convicted"), ReturnQuery.objects.get(table="detected")
    act(second, "answer-return-query", own.pk, answer="Three, as written.")
    assert second.get(f"/en/acts/answer-return-query/{other.pk}/").status_code == 404
    assert ReturnContributor.objects.get().person == ministry
