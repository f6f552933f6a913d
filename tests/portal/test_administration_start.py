"""The first page of the administration: what waits for somebody; and redirects, which officers set."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Workflow

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.core.work import BACKEND
from palermo.portal.models import HomePage, StandardPage
from tests.factories.accounts import make_user
from tests.portal import reading
from tests.portal.office import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frame")]


@pytest.fixture
def officer() -> User:
    return make_user(Role.SECRETARIAT, is_staff=True)


@pytest.fixture
def office(officer) -> Client:
    return signed_in(officer)


@pytest.fixture
def about() -> StandardPage:
    return StandardPage.objects.get(locale__language_code="en")


def test_the_first_page_says_that_nothing_waits(office, about):
    Page.objects.update(has_unpublished_changes=False)
    page = reading.Page(office.get("/admin/"))
    assert page.all("h1") == ["Administration"]
    assert "No action required" in page.text
    assert page.all(".start h2") == ["Action required", "Recently edited", "Quick links", "Correct records", "Settings"]


def test_the_first_page_shows_pages_that_wait_drafts_and_work_that_failed(office, officer, about):
    home = HomePage.objects.get(locale__language_code="en")
    home.title = "Another title"
    home.save_revision(user=officer)
    about.title = "About, changed"
    about.save_revision(user=officer)
    Workflow.objects.get().start(about, officer)
    DBTaskResult.objects.create(
        **{"backend_name": BACKEND, "task_path": "palermo.governance.notices.write", "status": "FAILED"},
        **{"args_kwargs": {"args": [], "kwargs": {}}, "finished_at": datetime(2008, 2, 1, tzinfo=UTC)},
        exception_class_path="builtins.TimeoutError",
    )
    page = reading.Page(office.get("/admin/"))
    assert page.all(".start h3") == ["Pages awaiting approval", "Drafts and unpublished changes"]
    [submitted, drafts, _recent] = page.soup.select(".start-pages")
    assert [each.get_text(strip=True) for each in submitted.select("a")] == ["About, changed"]
    assert [each.get_text(strip=True) for each in drafts.select("a")] == ["Another title"]
    assert page.all(".start-failed") == ["Background tasks that failed 1"]


def test_the_first_page_asks_as_much_for_many_pages_as_for_few(office, officer, about):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get("/admin/")
        return len(asked)

    few = questions()
    for page in HomePage.objects.all():
        page.title = f"{page.title}, changed"
        page.save_revision(user=officer)
    assert questions() == few


def test_an_officer_says_where_an_earlier_address_leads_and_everybody_is_led_there(office, client, about):
    sent = {"old_path": "/en/what-we-are/", "redirect_page": about.pk, "is_permanent": "on", "site": ""}
    assert office.post("/admin/redirects/add/", sent).status_code == 302
    assert Redirect.objects.get().old_path == "/en/what-we-are"
    answer = client.get("/en/what-we-are/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/about/")
    assert client.get("/en/what-we-never-were/").status_code == 404
