"""The preparations of an event, for the secretariat: tasks by day, what blocks what, and needs for those who act."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.rules import can
from palermo.events.rules.events import authorization_gap
from palermo.logistics.models import LogisticsTask, TemplateTask
from palermo.logistics.moving import moves_of, opening_of
from palermo.logistics.queries.tasks import events_with_logistics, needs_visible_to, tasks_visible_to
from palermo.logistics.queries.templates import task_templates_visible_to
from palermo.logistics.rules.tasks import check_may_plan
from palermo.logistics.states import TaskState
from palermo.site.access import secretariat_only


@require_safe
@secretariat_only
def event_logistics(request: SiteRequest, slug: str) -> HttpResponse:
    """What is to be done, the earliest first; what is over; what participants need, for the officers named."""
    events = events_with_logistics(request.viewer).select_related("activity")
    event = get_object_or_404(events, activity__slug=slug)
    before = LogisticsTask.objects.order_by("due_on", "slug")
    rows = tasks_visible_to(request.viewer).filter(event=event).select_related("owner")
    tasks = list(rows.prefetch_related(Prefetch("blocked_by", before)).order_by("due_on", "slug"))
    needs = needs_visible_to(request.viewer).filter(event=event).prefetch_related("officers")
    context = {
        "event": event,
        "activity": event.activity,
        "opening": opening_of(event),
        "ahead": [_row(task) for task in tasks if task.state == TaskState.OPEN],
        "over": [task for task in tasks if task.state != TaskState.OPEN],
        "moves": moves_of(event, tasks),
        "needs": needs,
        "waits_for": authorization_gap(event),
        "may_plan": can(check_may_plan, request.user, event),
        "today": clock.today(),
    }
    return render(request, "logistics/detail.html", context)


@require_safe
@secretariat_only
def task_templates(request: SiteRequest) -> HttpResponse:
    """The usual tasks of events, template by template; as long as there are none, what one can begin with."""
    before = TemplateTask.objects.order_by("-days_before", "slug")
    templates = task_templates_visible_to(request.viewer).prefetch_related(
        Prefetch("tasks", before.prefetch_related(Prefetch("after", before)))
    )
    return render(request, "logistics/templates.html", {"templates": templates})


def _row(task: LogisticsTask) -> dict[str, object]:
    waits_for = [each for each in task.blocked_by.all() if each.state == TaskState.OPEN]
    return {"task": task, "waits_for": waits_for, "is_late": task.is_late(clock.today())}
