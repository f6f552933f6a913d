"""Measures of action plans as they are written: their links, their places and their keys."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Model

from palermo.accounts.actions.records import fingerprint
from palermo.core.rows import save_row
from palermo.events.models import Recommendation
from palermo.governance.models import Activity
from palermo.outreach.models import Measure, MeasureProgress, PlanEdition
from palermo.outreach.rules import plans as rules
from palermo.treaties.models import LawArticle


class Links(NamedTuple):
    """What a measure is linked to: recommendations that it implements, provisions of law, tools."""

    recommendations: Sequence[Recommendation] = ()
    laws: Sequence[LawArticle] = ()
    tools: Sequence[Activity] = ()


NO_LINKS = Links()
# The mark of a measure on which nothing is reported.
NOTHING_YET = "nothing"


def save_measure(measure: Measure, links: Links) -> None:
    """Write a measure with its links, after its own rules."""
    rules.check_measure_is_coherent(measure, links.laws, links.tools)
    save_row(measure)
    link_measure(measure, links)


def progress_mark(progress: MeasureProgress | None) -> str:
    """What is reported on a measure, as a digest; also of nothing reported yet."""
    return fingerprint(progress) if progress else NOTHING_YET


def free_keys(model: type[Model], edition: PlanEdition, word: str) -> "KeyMaker":
    """Keys that no edition of the plan has had: two editions are compared by them."""
    keys = model._default_manager.filter(edition__plan=edition.plan, key__startswith=f"{word}-")
    numbers = [number for key in keys.values_list("key", flat=True) if (number := key[len(word) + 1 :]).isdecimal()]
    return KeyMaker(word, max(map(int, numbers), default=0))


class KeyMaker:
    """Gives one free key after another."""

    def __init__(self, word: str, last: int) -> None:
        self._word, self._last = word, last

    def make(self) -> str:
        """The next key."""
        self._last += 1
        return f"{self._word}-{self._last}"


def link_measure(measure: Measure, links: Links) -> None:
    """Link a measure to these records and no others."""
    measure.recommendations.set(links.recommendations)
    measure.laws.set(links.laws)
    measure.tools.set(links.tools)
