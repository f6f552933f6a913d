"""Queries of the secretariat about the figures of a return: asked, answered, asked again, closed.

The return is queried while one of them awaits an answer, and answered once none does.
"""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row
from palermo.returns.models import Return, ReturnBlock, ReturnQuery
from palermo.returns.notices.returns import notify_of_query
from palermo.returns.rules import return_queries as rules
from palermo.returns.states.returns import QueryStatus, ReturnStatus


@transaction.atomic
def ask_about_return(national_return: Return, *, text: str, by: Actor) -> ReturnQuery:
    """Ask about a return as a whole."""
    return _ask(ReturnQuery(of=national_return, text=text), by)


@transaction.atomic
def ask_about_table(block: ReturnBlock, *, cell: str = "", text: str, by: Actor) -> ReturnQuery:
    """Ask about a cell of a table, or about the table."""
    return _ask(ReturnQuery(of=block.of, table=block.table, cell=cell, text=text), by)


def _ask(query: ReturnQuery, by: Actor) -> ReturnQuery:
    query.of = lock_row(query.of, "round", "state")
    rules.check_may_ask(by, query.of)
    rules.check_has_words(query.text)
    last = query.of.queries.order_by("-number").values_list("number", flat=True).first()
    query.number, query.asked_on, query.text = (last or 0) + 1, clock.today(), query.text.strip()
    insert_row(query)
    # Neither the cell nor the words: the log has other readers than the return.
    record("return_query.asked", query.of, by=by, number=query.number)
    _settle(query.of)
    notify_of_query.enqueue(query.pk)
    return query


@transaction.atomic
def answer_query(query: ReturnQuery, *, answer: str, by: Actor) -> ReturnQuery:
    """Answer a query, or edit the answer."""
    query = _lock_query(query)
    rules.check_may_answer(by, query)
    rules.check_has_words(answer)
    query.answer, query.answered_on, query.status = answer.strip(), clock.today(), QueryStatus.ANSWERED
    return _save(query, "return_query.answered", by)


@transaction.atomic
def ask_again(query: ReturnQuery, *, text: str, by: Actor) -> ReturnQuery:
    """Ask once more: the words are added to the query, which awaits an answer again."""
    query = _lock_query(query)
    rules.check_may_ask_again(by, query)
    rules.check_has_words(text)
    query.text, query.status = f"{query.text}\n\n{text.strip()}", QueryStatus.OPEN
    query = _save(query, "return_query.asked_again", by)
    notify_of_query.enqueue(query.pk)
    return query


@transaction.atomic
def close_query(query: ReturnQuery, *, by: Actor) -> ReturnQuery:
    """Close a query."""
    query = _lock_query(query)
    rules.check_may_close_query(by, query)
    query.status = QueryStatus.CLOSED
    return _save(query, "return_query.closed", by)


def _save(query: ReturnQuery, verb: str, by: Actor) -> ReturnQuery:
    save_row(query)
    record(verb, query.of, by=by, number=query.number)
    _settle(query.of)
    return query


def _settle(national_return: Return) -> None:
    """Make the return queried or answered, as its queries are."""
    is_open = national_return.queries.filter(status=QueryStatus.OPEN).exists()
    if is_open and national_return.status != ReturnStatus.QUERIED:
        national_return.status = ReturnStatus.QUERIED
    elif not is_open and national_return.status == ReturnStatus.QUERIED:
        national_return.status = ReturnStatus.ANSWERED
    national_return.save(update_fields=["status"])


def _lock_query(query: ReturnQuery) -> ReturnQuery:
    """The query, under the lock of its return."""
    national_return = lock_row(query.of, "round", "state")
    query = lock_row(query)
    query.of = national_return
    return query
