"""What is missing so that a treaty binds every Member State and is in its law, and what would close each gap.

A gap is of the record: that no law is on record does not mean that there is none. Each gap says whether it is known,
not known, or what the State says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.here import localize_day
from palermo.core.speech.lists import format_list
from palermo.core.speech.signs import add_remark
from palermo.treaties.models import LawArticle, Review, Statement, Treaty
from palermo.treaties.provisions import describe_provision, split_provisions
from palermo.treaties.queries.laws import checks_of, recorded_laws, reviews_visible_to
from palermo.treaties.queries.participation import participant_key, standing_statements
from palermo.treaties.states.laws import COVERAGE_WORDS, Coverage, Element
from palermo.treaties.states.participation import StatementKind
from palermo.treaties.status import Participant, Standing, TreatyStatus


class GapKind(models.TextChoices):
    """What is missing."""

    NOT_SIGNED = "not_signed", gettext_lazy("Neither signed nor a party")
    SIGNED_ONLY = "signed_only", gettext_lazy("Signed, not a party")
    PARENT_ONLY = "parent_only", gettext_lazy("Party to the convention only")
    NO_LAW = "no_law", gettext_lazy("No law on record")
    LAW_LACKS = "law_lacks", gettext_lazy("Not stated in the articles on record")
    LAW_UNKNOWN = "law_unknown", gettext_lazy("Not stated in the law on record")
    RESERVATION = "reservation", gettext_lazy("Reservation")
    REVIEW = "review", pgettext_lazy("of a State", "Review outstanding")


CLOSED_BY: dict[GapKind, Promise] = {
    GapKind.NOT_SIGNED: gettext_lazy("Accession: deposit of an instrument with the depositary."),
    GapKind.SIGNED_ONLY: gettext_lazy(
        "Ratification, acceptance or approval: deposit of an instrument with the depositary."
    ),
    GapKind.PARENT_ONLY: gettext_lazy("Ratification of or accession to the protocol as well."),
    GapKind.NO_LAW: gettext_lazy("The text or citation of the law, from the State or a published source."),
    GapKind.LAW_LACKS: gettext_lazy("Legislation on the elements named, or the provision that covers them."),
    GapKind.LAW_UNKNOWN: gettext_lazy("Information from the State, or the text of the provision."),
    GapKind.RESERVATION: gettext_lazy("Withdrawal of the reservation, notified to the depositary."),
    GapKind.REVIEW: gettext_lazy("Completion of the review."),
}


class Gap(NamedTuple):
    """One thing missing: since when (where that is on record), what in particular, and whether it is known."""

    kind: GapKind
    knowledge: Coverage = Coverage.KNOWN
    since: date | None = None
    detail: str = ""
    provisions: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is missing, in the reader's language."""
        return str(self.kind.label)

    @property
    def knowledge_words(self) -> str:
        """Whether it is known, in the reader's language."""
        return str(COVERAGE_WORDS[self.knowledge])

    @property
    def closed_by(self) -> str:
        """What would close it, in the reader's language."""
        return str(CLOSED_BY[self.kind])


def gaps_of(
    treaty: Treaty, status: TreatyStatus, members: Iterable[Participant], day: date, viewer: Viewer
) -> dict[Participant, list[Gap]]:
    """The gaps of each Member State as at a day that the list of participants covers, as the viewer may know them.

    A fixed number of queries. Of the treaty that it supplements nothing is said where the list of that ends before.
    """
    standings = status.standings(day)
    parents = status.parent.standings(day) if status.parent and status.parent.day(day) == day else {}
    laws = _by_state(law for law in recorded_laws().filter(treaty=treaty) if law.is_in_force_on(day))
    reservations = _reservations(treaty, day)
    reviews = _by_state(_outstanding(treaty, day, viewer))
    found = {}
    for key in members:
        standing = standings.get(key) or Standing(key, day)
        gaps = [
            *_of_status(standing, parents.get(key), day),
            *(_of_law(laws[key]) if standing.is_party else ()),
            *map(_of_reservation, reservations[key]),
            *map(_of_review, reviews[key]),
        ]
        if gaps:
            found[key] = gaps
    return found


def _by_state[Row: (LawArticle, Review)](rows: Iterable[Row]) -> Mapping[Participant, list[Row]]:
    found: dict[Participant, list[Row]] = defaultdict(list)
    for row in rows:
        found[Participant(row.state_id)].append(row)
    return found


def _reservations(treaty: Treaty, day: date) -> Mapping[Participant, list[Statement]]:
    found: dict[Participant, list[Statement]] = defaultdict(list)
    for statement in standing_statements(day, treaty).filter(kind=StatementKind.RESERVATION):
        found[participant_key(statement)].append(statement)
    return found


def _outstanding(treaty: Treaty, day: date, viewer: Viewer) -> Iterator[Review]:
    """Reviews that were due by a day and not completed by then."""
    for review in reviews_visible_to(viewer).filter(treaty=treaty, due_on__lte=day):
        if review.completed_on is None or review.completed_on > day:
            yield review


def _of_status(standing: Standing, parent: Standing | None, day: date) -> Iterator[Gap]:
    if standing.is_party:
        return
    if standing.has_signed_only:
        yield Gap(GapKind.SIGNED_ONLY, since=standing.signed_on)
    else:
        yield Gap(GapKind.NOT_SIGNED, since=standing.withdrawn_on)
    if parent and parent.is_party:
        yield Gap(GapKind.PARENT_ONLY, since=parent.deposited_on)


def _of_law(laws: list[LawArticle]) -> Iterator[Gap]:
    """Of the law of a party: that none is on record; what the articles on record do not state; what is not known."""
    if not laws:
        yield Gap(GapKind.NO_LAW, Coverage.NOT_KNOWN)
        return
    covered, lacking, checked = set[str](), dict[str, Coverage](), _checked(laws)
    for law in laws:
        said = Coverage.SAID if law.is_said_by_the_state else Coverage.KNOWN
        for row in law.elements.all():
            if row.is_covered:
                covered.add(row.element)
            elif lacking.get(row.element) != Coverage.KNOWN:
                lacking[row.element] = said
    for knowledge in (Coverage.KNOWN, Coverage.SAID):
        missing = [each for each in Element if each not in covered and lacking.get(each) == knowledge]
        if missing:
            yield Gap(GapKind.LAW_LACKS, knowledge, detail=add_remark(_names(missing), checked))
    if unknown := [each for each in Element if each not in covered and each not in lacking]:
        yield Gap(GapKind.LAW_UNKNOWN, Coverage.NOT_KNOWN, detail=add_remark(_names(unknown), checked))


def _checked(laws: list[LawArticle]) -> str:
    """When provisions were checked; of later days nothing is known."""
    checks = checks_of(laws)
    if not checks.first or not checks.last:
        return _("date of check not recorded")
    if checks.first == checks.last:
        return _("as checked on %(day)s") % {"day": localize_day(checks.first)}
    return _("as checked between %(first)s and %(last)s") % {
        "first": localize_day(checks.first),
        "last": localize_day(checks.last),
    }


def _names(elements: list[Element]) -> str:
    if len(elements) == len(Element):
        return _("all")
    names = [str(each.label) for each in elements]
    # Within the list they are words of a sentence; their labels begin as headings do.
    within = [names[0], *(name[:1].lower() + name[1:] for name in names[1:])]
    return format_list(within, active_language().code)


def _of_reservation(statement: Statement) -> Gap:
    provisions = tuple(split_provisions(statement.provision))
    described = format_list([describe_provision(each) for each in provisions], active_language().code)
    return Gap(GapKind.RESERVATION, since=statement.made_on, detail=described, provisions=provisions)


def _of_review(review: Review) -> Gap:
    return Gap(GapKind.REVIEW, since=review.due_on, detail=review.display_name())
