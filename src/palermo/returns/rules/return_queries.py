"""Who asks about the figures of a return, who answers, and when."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.returns.models import Return, ReturnBlock, ReturnQuery
from palermo.returns.queries.returns import return_queries_visible_to
from palermo.returns.states.returns import QUERY_MOVES, QueryStatus, ReturnStatus

# While queries can be asked.
OPEN_TO_QUERIES = frozenset({ReturnStatus.RECEIVED, ReturnStatus.QUERIED, ReturnStatus.ANSWERED})


def check_may_ask(user: Actor, national_return: Return) -> None:
    """The secretariat asks about a return that it received and has not accepted yet."""
    check_may(user, Permission.QUERY_RETURN)
    if national_return.status == ReturnStatus.APPROVED:
        raise Refused(_("Record that the return was received before you ask about it."))
    if national_return.status not in OPEN_TO_QUERIES:
        raise Refused(_("Queries are asked about a return that was received and is not accepted yet."))


def check_may_ask_about_table(user: Actor, block: ReturnBlock) -> None:
    """The secretariat asks about a table of a return that it received and has not accepted yet."""
    check_may_ask(user, block.of)


def check_may_answer(user: Actor, query: ReturnQuery) -> None:
    """Those of the State who see a query answer it, and may edit the answer until the query is closed."""
    check_may(user, Permission.FILL_RETURN)
    if not isinstance(user, str):
        viewer = viewer_of(user)
        seen = return_queries_visible_to(viewer).filter(pk=query.pk, of__state__in=sorted(viewer.state_ids))
        if not seen.exists():
            raise Refused(_("Only those of the State who fill in this table may answer."))
    if query.status == QueryStatus.CLOSED:
        raise Refused(_("This query is closed."))


def check_may_ask_again(user: Actor, query: ReturnQuery) -> None:
    """The secretariat asks once more where an answer leaves a question open."""
    check_may(user, Permission.QUERY_RETURN)
    check_move(QUERY_MOVES, query.status, QueryStatus.OPEN)


def check_may_close_query(user: Actor, query: ReturnQuery) -> None:
    """The secretariat closes a query, answered or not."""
    check_may(user, Permission.QUERY_RETURN)
    check_move(QUERY_MOVES, query.status, QueryStatus.CLOSED)


def check_has_words(words: str) -> None:
    """Refuse a query or an answer without words. Refused if there are none."""
    if not words.strip():
        raise Refused(_("Enter the text."))
