"""Tasks of an event or of a template must not depend on each other in a circle."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText, plain
from palermo.logistics.chains import circle_through


def check_is_in_a_line(
    task: int, before: Iterable[int], *, pairs: Iterable[tuple[int, int]], titles: Mapping[int, MultilingualText]
) -> None:
    """Refuse dependencies of a task on those `before` it if they depend on it; `pairs` are the present dependencies."""
    known: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        known[one].append(other)
    known[task] = list(before)
    if not (circle := circle_through(task, known)):
        return
    arrow = pgettext("chain of tasks, each waiting for the next", "%(one)s ← %(next)s")
    chain = plain(titles[circle[0]])
    for key in circle[1:]:
        chain = arrow % {"one": chain, "next": plain(titles[key])}
    raise Refused(_("These tasks depend on one another in a circle: %(chain)s.") % {"chain": chain})
