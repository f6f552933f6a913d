"""Preparation templates: begun with those that come with the site, changed, and taken over by events."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.logistics.models import LogisticsTask, TaskTemplate, TemplateTask
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TEMPLATES = "/en/secretariat/task-templates/"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(make_user(Role.SECRETARIAT))
    return client


@pytest.fixture
def event():
    return make_event("Regional", starts_on=date(2008, 6, 2), ends_on=date(2008, 6, 4))


def template(slug: str = "own", kind: str = "regional", tasks: int = 1) -> TaskTemplate:
    made = TaskTemplate.objects.create(slug=slug, title=text(f"Template {slug}"), kind=kind)
    for at in range(tasks):
        task = TemplateTask.objects.create(
            template=made, slug=f"{slug}-{at}", title=text(f"Do {at}"), days_before=50 - at
        )
        task.after.set(made.tasks.filter(slug=f"{slug}-{at - 1}"))
    return made


def test_one_begins_with_those_that_come_with_the_site(office):
    assert "No templates of your own yet." in office.get(TEMPLATES).text
    assert office.post("/en/acts/begin-task-templates/")["Location"] == f"{TEMPLATES}#template-forum"
    assert {each.slug: (each.kind, each.tasks.count()) for each in TaskTemplate.objects.all()} == {
        "expert-meeting": ("expert_meeting", 5),
        "forum": ("forum", 13),
        "regional": ("regional", 9),
    }
    task = TemplateTask.objects.get(template__slug="regional", slug="invitations")
    assert (set(task.title), task.days_before) == (set(CODES), 90)
    assert [each.slug for each in task.after.all()] == ["host-agreement"]
    assert "Templates already exist." in Page(office.get("/en/acts/begin-task-templates/")).text


def test_a_template_is_written_and_changed_by_forms(office):
    office.post("/en/acts/add-task-template/", {"title_en": "Small meeting", "kind": "briefing"})
    made = TaskTemplate.objects.get()
    assert (made.slug, made.kind) == ("small-meeting", "briefing")
    office.post(f"/en/acts/add-template-task/{made.slug}/", {"title_en": "Book a room", "days_before": 20})
    room = TemplateTask.objects.get()
    office.post(
        f"/en/acts/add-template-task/{made.slug}/", {"title_en": "Invite", "days_before": 10, "after": [room.pk]}
    )
    invite = TemplateTask.objects.get(slug="invite")
    assert Page(office.get(TEMPLATES)).all("main .papers h3") == ["Book a room", "Invite"]
    circle = Page(
        office.post(
            f"/en/acts/change-template-task/{room.pk}/",
            {"title_en": "Book a room", "days_before": 20, "after": [invite.pk], "seen": fingerprint(room)},
        )
    )
    assert "These tasks depend on one another in a circle: Book a room ← Invite ← Book a room." in circle.text
    assert not room.after.exists()
    office.post(f"/en/acts/remove-template-task/{invite.pk}/")
    assert list(TemplateTask.objects.values_list("slug", flat=True)) == ["book-a-room"]


def test_an_event_is_offered_those_for_its_kind_ticked_and_those_for_every_kind(office, event):
    template("own", tasks=2)
    template("other", kind="")
    template("of-a-forum", kind="forum")
    form = Page(office.get(f"/en/acts/take-first-tasks/{event.activity.slug}/"))
    assert "Do 1 [en] – 49 days before: 14 April 2008" in form.text
    boxes = form.soup.select("input[name=keys]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [
        ("own/own-0", True),
        ("own/own-1", True),
        ("other/other-0", False),
    ]
    office.post(
        f"/en/acts/take-first-tasks/{event.activity.slug}/", {"keys": ["own/own-0", "own/own-1", "other/other-0"]}
    )
    tasks = LogisticsTask.objects.order_by("slug")
    assert [(task.slug, task.due_on) for task in tasks] == [
        ("other-0", date(2008, 4, 13)),
        ("own-0", date(2008, 4, 13)),
        ("own-1", date(2008, 4, 14)),
    ]
    assert [each.slug for each in tasks.get(slug="own-1").blocked_by.all()] == ["own-0"]


def test_an_event_keeps_its_tasks_when_the_template_changes(office, event):
    made = template()
    office.post(f"/en/acts/take-first-tasks/{event.activity.slug}/", {"keys": ["own/own-0"]})
    made.tasks.update(days_before=5)
    made.delete()
    assert list(LogisticsTask.objects.values_list("slug", "days_before")) == [("own-0", 50)]


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_templates_are_the_secretariat_s(role):
    made = template("undisclosed")
    client = client_of(role)
    for address in (
        TEMPLATES,
        f"/en/acts/change-task-template/{made.slug}/",
        f"/en/acts/add-template-task/{made.slug}/",
    ):
        answer = client.get(address)
        assert (answer.status_code in {302, 403, 404}, "Template undisclosed" in answer.text) == (True, False)
    client.post("/en/acts/add-task-template/", {"title_en": "Mine"})
    assert TaskTemplate.objects.count() == 1


def test_the_page_asks_as_often_for_three_templates_as_for_one(office):
    template("a", tasks=2)
    for_one = questions(office, TEMPLATES)
    template("b", tasks=3)
    template("c", tasks=3)
    assert questions(office, TEMPLATES) <= for_one
