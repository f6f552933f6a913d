"""Who keeps templates of preparations, and which of them hold together."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.acts import Act, check_may
from palermo.core.refusals import Refused
from palermo.core.templatetags.texts import plain
from palermo.events.logistics.chains import circle_through
from palermo.events.models import TaskTemplate, TemplateTask


def check_may_keep_templates(user: Any, _record: Any = None) -> None:
    """The secretariat.

    Raises
    ------
    Refused
        Saying whom to ask.
    """
    check_may(user, Act.KEEP_TEMPLATES)


def check_can_begin_templates(user: Any, _record: Any = None) -> None:
    """Once: as long as there are none.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_keep_templates(user)
    if TaskTemplate.objects.exists():
        raise Refused(_("There are templates already. Change those, or add another."))


def check_template_in_a_line(task: TemplateTask, after: Iterable[TemplateTask]) -> None:
    """Tasks of one template, in no circle.

    Raises
    ------
    Refused
        Naming the chain.
    """
    tasks = {each.pk: each for each in TemplateTask.objects.filter(template=task.template_id)}
    known: dict[int, list[int]] = defaultdict(list)
    pairs = TemplateTask.after.through.objects.filter(from_templatetask__in=tasks)
    for one, before in pairs.values_list("from_templatetask", "to_templatetask"):
        known[one].append(before)
    known[task.pk] = [each.pk for each in after]
    if circle := circle_through(task.pk, known):
        arrow = pgettext("chain of tasks, each waiting for the next", "%(one)s ← %(next)s")
        chain = plain(tasks[circle[0]].title)
        for pk in circle[1:]:
            chain = arrow % {"one": chain, "next": plain(tasks[pk].title)}
        raise Refused(_("These tasks would wait for one another for ever: %(chain)s.") % {"chain": chain})
