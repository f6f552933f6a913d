"""What pages call the positions of participants, and the days of treaties in words."""

from datetime import date
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.speech.signs import comma
from palermo.site.charts.values import format_number
from palermo.treaties.models import Treaty
from palermo.treaties.queries.laws import Checks
from palermo.treaties.states.participation import ActionKind
from palermo.treaties.status import Position, Standing

POSITIONS: dict[Position, str | Promise] = {
    Position.IN_FORCE: pgettext_lazy("treaty", "Party"),
    Position.PARTY: _("Party (entry into force: not recorded)"),
    Position.DEPOSITED: _("Party, not yet in force"),
    Position.SIGNED: _("Signed, not a party"),
    Position.WITHDRAWN: pgettext_lazy("treaty", "Withdrawn"),
    Position.NONE: _("Neither signed nor a party"),
}


def consent_words(standing: Standing) -> str:
    """By which kind of instrument a participant became a party; empty for one that is none."""
    return str(ActionKind(standing.consent.kind).label) if standing.consent else ""


def written_day(day: date | None) -> str:
    """A day in the reader's language; empty for none."""
    return _written(day, active_language().code) if day else ""


@lru_cache(maxsize=8192)
def _written(day: date, language: str) -> str:
    """Kept, since a page has a thousand days, and the next page the same ones."""
    return format_day(PartialDate(day), language)


def cite(title: str, day: date | None, page: str) -> str:
    """How a page of treaties is cited: its title, as at which day where it is one, whose it is, its address."""
    owner = gettext("Palermo: initiative against trafficking in persons")
    return comma().join([title, *([status_as_at(day)] if day else []), owner, page])


def status_as_at(day: date) -> str:
    """As at which day a status is, for a title or a citation."""
    pattern = pgettext("words before a date", "%(words)s %(date)s")
    return pattern % {"words": gettext("status as at"), "date": written_day(day)}


def note_on_day(day: date | None, asked: date) -> str:
    """What is said where the status is not as at the day asked for, or there is none; else nothing."""
    if day is None:
        return gettext("No list of participants on record.")
    if day < asked:
        return gettext(
            "The list of participants on record covers no day after %(day)s. Later actions are not included."
        ) % {"day": written_day(day)}
    return ""


def note_on_adoption(treaty: Treaty, day: date) -> str:
    """What is said where the treaty was adopted after a day; else nothing."""
    if treaty.adopted_on is None or treaty.adopted_on <= day:
        return ""
    return gettext("This treaty was adopted later, on %(day)s.") % {"day": written_day(treaty.adopted_on)}


def note_on_future(asked: date) -> str:
    """What is said where the day asked for has not come; else nothing."""
    if asked <= clock.today():
        return ""
    return gettext("The date requested is in the future. The latest status on record is shown.")


def describe_checks(checks: Checks) -> str:
    """When the law that a page counts was checked, and how much of it is possibly out of date, in sentences."""
    if checks.first is None:
        checked = gettext("When the law on record was checked is not recorded.")
    elif checks.first == checks.last:
        checked = gettext("Law on record as checked on %(day)s.") % {"day": written_day(checks.first)}
    else:
        checked = gettext("Law on record as checked between %(first)s and %(last)s.") % {
            "first": written_day(checks.first),
            "last": written_day(checks.last),
        }
    if not checks.outdated:
        return checked
    outdated = ngettext(
        "%(number)s provision is possibly out of date.",
        "%(number)s provisions are possibly out of date.",
        checks.outdated,
    ) % {"number": format_number(checks.outdated)}
    return pgettext("two sentences", "%(first)s %(second)s") % {"first": checked, "second": outdated}
