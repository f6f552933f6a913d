"""Who keeps templates of preparations, and which of them hold together."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.logistics.models import TaskTemplate, TemplateTask
from palermo.logistics.rules.task_chains import check_is_in_a_line


def check_may_keep_templates(user: Actor, _record: object = None) -> None:
    """The secretariat."""
    check_may(user, Permission.KEEP_TEMPLATES)


def check_can_begin_templates(user: Actor, _record: object = None) -> None:
    """Once: as long as there are none."""
    check_may_keep_templates(user)
    if TaskTemplate.objects.exists():
        raise Refused(_("Templates already exist. Edit them, or add another."))


def check_template_in_a_line(task: TemplateTask, after: Iterable[TemplateTask]) -> None:
    """Tasks of one template, in no circle."""
    titles = dict(TemplateTask.objects.filter(template=task.template_id).values_list("pk", "title"))
    rows = TemplateTask.after.through.objects.filter(from_templatetask__in=titles)
    pairs = rows.values_list("from_templatetask", "to_templatetask")
    check_is_in_a_line(task.pk, [each.pk for each in after], pairs=pairs, titles=titles)
