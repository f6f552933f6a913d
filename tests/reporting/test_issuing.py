"""An issued report is frozen: its files, its text and what each paragraph stated stay as they were."""

import hashlib
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity
from palermo.reporting.actions import index_report, issue_report
from palermo.reporting.building import build
from palermo.reporting.frozen import freeze, thaw
from palermo.reporting.models import Report
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
ON = date(2008, 2, 6)


@pytest.fixture
def briefing():
    return Report.objects.get(blueprint="briefing")


@pytest.fixture
def officer():
    return User.objects.get(email="secretariat@example.org")


def _bytes(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _digest(file):
    with file.file.open("rb") as opened:
        return hashlib.sha256(opened.read()).hexdigest()


@pytest.mark.parametrize("language", CODES)
def test_freezing_keeps_everything(language):
    said = build("progress", date(2008, 1, 31), language)
    assert thaw(freeze(said)) == said


def test_issuing_keeps_every_language_and_format(briefing, officer):
    issue_report(briefing, on=ON, by=officer)
    briefing.refresh_from_db()
    assert (briefing.state, briefing.issued_on) == ("issued", ON)
    files = {(file.language, file.format): file for file in briefing.files.all()}
    assert set(files) == {(code, form) for code in CODES for form in ("html", "docx", "pdf")}
    assert {key: _digest(file) for key, file in files.items()} == {key: file.sha256 for key, file in files.items()}
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.verb, event.target_id, len(event.details["files"])) == ("report.issued", briefing.slug, 18)


def test_issued_report_does_not_follow_the_record(briefing, officer):
    issue_report(briefing, on=ON, by=officer)
    client = Client()
    client.force_login(officer)
    pages = [reverse("report", args=[briefing.slug]), reverse("report_file", args=[briefing.slug, "ru", "html"])]

    def told():
        answers = [_bytes(client.get(page)) for page in pages]
        # Links to the records behind a paragraph carry their present titles; the paper itself does not change.
        return [re.sub(rb"<details.*?</details>|<[^>]*csrf[^>]*>", b"", answer, flags=re.S) for answer in answers]

    before, statements = told(), list(briefing.stated_records.values_list("paragraph", "record_id"))
    Activity.objects.update(title=MultilingualText(dict.fromkeys(CODES, "Another title")))
    index_report(briefing)
    assert told() == before
    assert list(briefing.stated_records.values_list("paragraph", "record_id")) == statements


def test_report_is_issued_once(briefing, officer):
    issue_report(briefing, on=ON, by=officer)
    with pytest.raises(Refused, match=r"^This is issued and stays so; it cannot become issued\.$"):
        issue_report(briefing, on=ON, by=officer)


def test_report_that_lacks_a_translation_is_not_issued(briefing, officer):
    forum = Activity.objects.get(slug="vienna-forum")
    Activity.objects.filter(pk=forum.pk).update(title=MultilingualText({c: forum.title[c] for c in CODES if c != "ar"}))
    with pytest.raises(Refused, match="The report cannot be issued: in العربية"):
        issue_report(briefing, on=ON, by=officer)
    briefing.refresh_from_db()
    assert (briefing.state, briefing.files.count(), briefing.texts.count()) == ("prepared", 0, 0)


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_only_the_secretariat_issues(briefing, role):
    with pytest.raises(Refused, match="Only the secretariat may issue a report"):
        issue_report(briefing, on=ON, by=make_user(role))
