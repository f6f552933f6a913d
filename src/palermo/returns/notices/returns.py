"""E-mail about national returns: to those of the State whom it concerns, without any figure."""

from collections import Counter
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.core import clock, letters
from palermo.core.work import background
from palermo.returns.models import Return, ReturnBlock, ReturnContributor, ReturnQuery
from palermo.returns.states.returns import QueryStatus, ReturnStatus

# By the act: the status in which a letter about it still holds, who gets it, and what it says.
LETTERS: Mapping[str, tuple[ReturnStatus, frozenset[Role], Promise]] = {
    "return.completed": (
        ReturnStatus.COMPLETED,
        frozenset({Role.DELEGATE}),
        gettext_lazy("The national return is complete and awaits the approval of your delegation."),
    ),
    "return.sent_back": (
        ReturnStatus.DRAFT,
        frozenset({Role.DELEGATE, Role.FOCAL_POINT}),
        gettext_lazy("The national return was sent back to be changed. The reason is on its page."),
    ),
    "return.approved": (
        ReturnStatus.APPROVED,
        frozenset({Role.FOCAL_POINT}),
        gettext_lazy("Your delegation approved the national return. It has been submitted to the secretariat."),
    ),
    "return.received": (
        ReturnStatus.RECEIVED,
        frozenset({Role.DELEGATE, Role.FOCAL_POINT}),
        gettext_lazy("The secretariat received the national return. The receipt is on its page."),
    ),
    "return.accepted": (
        ReturnStatus.ACCEPTED,
        frozenset({Role.DELEGATE, Role.FOCAL_POINT}),
        gettext_lazy("The secretariat accepted the national return. The receipt is on its page."),
    ),
}


@background
@transaction.atomic
def notify_of_return(verb: str, return_id: int) -> int:
    """Enqueue a letter to each person of the State whom an act on its return concerns; return how many."""
    national_return = Return.objects.get(pk=return_id)
    keys = list(_concerned(verb, national_return).values_list("pk", flat=True))
    for person_id in keys:
        mail_about_return.enqueue(verb, return_id, person_id, letters.new_message())
    return len(keys)


@background
def mail_about_return(verb: str, return_id: int, person_id: int, message: str) -> None:
    """Write one letter; none to a person whom it no longer concerns."""
    national_return = Return.objects.select_related("round", "state").get(pk=return_id)
    person = _concerned(verb, national_return).filter(pk=person_id).first()
    if person is None or national_return.status != LETTERS[verb][0]:
        return
    _send(person, national_return, LETTERS[verb][2], message)


@background
@transaction.atomic
def notify_of_query(query_id: int) -> int:
    """Enqueue a letter to each person of the State who may answer a query; return how many."""
    query = ReturnQuery.objects.select_related("of").get(pk=query_id)
    keys = list(_answering(query).values_list("pk", flat=True))
    for person_id in keys:
        mail_about_query.enqueue(query_id, person_id, letters.new_message())
    return len(keys)


@background
def mail_about_query(query_id: int, person_id: int, message: str) -> None:
    """Write one letter; none to a person who may no longer answer, and none once the query is answered or closed."""
    query = ReturnQuery.objects.select_related("of__round", "of__state").get(pk=query_id)
    person = _answering(query).filter(pk=person_id).first()
    if person is None or query.status != QueryStatus.OPEN:
        return
    _send(person, query.of, gettext_lazy("The secretariat has a query about the national return."), message)


@background
def notify_of_tables(return_id: int, person_id: int) -> None:
    """Write to a person to whom tables of a return are assigned; not once they are others', or the return complete."""
    national_return = Return.objects.select_related("round", "state").get(pk=return_id)
    person = _people_of(national_return, frozenset({Role.FOCAL_POINT})).filter(pk=person_id).first()
    tables = national_return.blocks.filter(Q(people=person_id) | Q(invitations__posting__user=person_id))
    if person is None or national_return.status != ReturnStatus.DRAFT or not tables.exists():
        return
    sentence = gettext_lazy("You are asked to fill in tables of the national return of your State.")
    _send(person, national_return, sentence, letters.new_message())


def _send(person: User, national_return: Return, sentence: str | Promise, message: str) -> None:
    language = letters.language_of(person.language)
    with translation.override(language):
        page = letters.address(national_return.get_absolute_url())
        parts = [
            _("National return: %(name)s") % {"name": national_return.display_name()},
            str(sentence),
            _("Sign in to read more: %(address)s") % {"address": page},
        ]
        letters.send(letters.Letter(person.email, language, _("National return"), "\n\n".join(parts), message))


def _concerned(verb: str, national_return: Return) -> QuerySet[User]:
    return _people_of(national_return, LETTERS[verb][1]).exclude(_is_contributor(national_return))


def _answering(query: ReturnQuery) -> QuerySet[User]:
    """Who sees the whole return, and those to whom the table is assigned."""
    people = _people_of(query.of, frozenset({Role.DELEGATE, Role.FOCAL_POINT}))
    tables = ReturnBlock.objects.filter(of=query.of, table=query.table)
    assigned = Q(return_blocks__in=tables) | Q(postings__invitation__return_blocks__in=tables)
    return people.filter(~_is_contributor(query.of) | Q(pk__in=User.objects.filter(assigned).values("pk")))


def language_of_answers(block: ReturnBlock) -> str:
    """The language of most of those who would answer a query about a table, as Django names it."""
    people = _answering(ReturnQuery(of=block.of, table=block.table)).order_by("pk").values_list("language", flat=True)
    counted = Counter(map(letters.language_of, people))
    return counted.most_common(1)[0][0] if counted else settings.LANGUAGE_CODE


def _people_of(national_return: Return, roles: frozenset[Role]) -> QuerySet[User]:
    postings = Posting.objects.current_on(clock.today()).filter(state=national_return.state, role__in=sorted(roles))
    return User.objects.filter(is_active=True, pk__in=postings.order_by().values("user"))


def _is_contributor(national_return: Return) -> Q:
    """That somebody contributes certain tables of the State's returns only, and is no delegate, who sees the whole."""
    rows = ReturnContributor.objects.filter(state=national_return.state)
    blocks = ReturnBlock.objects.filter(of__state=national_return.state)
    keys = [
        rows.exclude(person=None).values("person"),
        rows.exclude(invitation__posting=None).values("invitation__posting__user"),
        blocks.exclude(people=None).values("people"),
        blocks.exclude(invitations__posting=None).values("invitations__posting__user"),
    ]
    delegation = _people_of(national_return, frozenset({Role.DELEGATE})).values("pk")
    contributes = Q(pk__in=keys[0]) | Q(pk__in=keys[1]) | Q(pk__in=keys[2]) | Q(pk__in=keys[3])
    return contributes & ~Q(pk__in=delegation)
