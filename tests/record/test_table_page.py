"""The secretariat's page for tables: look, correct, import; nobody else, and nothing kept that is not needed."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.governance.models import Mandate
from palermo.record.tabular.targets import TARGETS
from palermo.record.uploads import delete_abandoned
from tests.factories.accounts import make_user
from tests.portal.reading import words
from tests.record.sample import database_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

ADDRESS = "/en/secretariat/import/"
TABLE = "id,Titre,Remark\nvienna-forum,Forum,Vienna Forum, renamed\n".replace("Vienna Forum, renamed", "Renamed")


def officer() -> Client:
    client = Client()
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def handed_in(client: Client, content: str = TABLE, kind: str = "mandates"):
    return client.post(ADDRESS, {"kind": kind, "table": SimpleUploadedFile("m.csv", content.encode())})


def message_of(response) -> str:
    return words(BeautifulSoup(response.content, "lxml").select_one("main"))


def sent_back(response, **changed) -> dict[str, str]:
    soup = BeautifulSoup(response.content, "lxml")
    values = {field["name"]: field["value"] for field in soup.select("main input[type=hidden]")}
    for field in soup.select("main select"):
        chosen = field.select_one("option[selected]")
        values[field["name"]] = chosen["value"] if chosen else ""
    return values | changed


def kept_files() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "tables"
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def test_the_kinds_are_grouped_by_the_part_of_the_site():
    groups = officer().get(ADDRESS).context["form"].fields["kind"].choices
    assert [str(group) for group, _kinds in groups] == [
        *("Events", "Documents", "Decisions & mandates", "Reports", "Data & research"),
        *("Partners and outreach", "People and States"),
    ]
    kinds = [name for _group, kinds in groups for name, _label in kinds]
    assert sorted(kinds) == sorted(TARGETS)
    assert [dict(kinds)["tools"] for _group, kinds in groups if "tools" in dict(kinds)] == ["Tools"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_nobody_else_has_the_page(role):
    client = Client()
    client.force_login(make_user(role))
    assert (client.get(ADDRESS).status_code, handed_in(client).status_code) == (403, 403)
    assert kept_files() == []


def test_a_visitor_is_asked_to_sign_in():
    assert Client().get(ADDRESS)["Location"] == f"/en/accounts/login/?next={ADDRESS}"


def test_a_table_is_shown_corrected_and_imported():
    client = officer()
    before = database_rows()
    first = handed_in(client)
    assert "Would be imported: 0 new, 1 changed, 0 unchanged." in message_of(first)
    assert "Column “Remark” is not used." in message_of(first)
    again = client.post(ADDRESS, sent_back(first, **{"column-1-2": "title.en"}))
    assert "title.en Vienna Forum Renamed" in message_of(again)
    assert database_rows() == before
    done = client.post(ADDRESS, sent_back(again, **{"import": "1"}), follow=True)
    assert "Imported: 0 new, 1 changed, 0 unchanged." in words(BeautifulSoup(done.content, "lxml"))
    assert dict(Mandate.objects.get(slug="vienna-forum").title)["en"] == "Renamed"
    assert AuditEvent.objects.order_by("-sequence").first().actor_name == "Person secretariat"
    assert kept_files() == []


def test_a_table_that_is_not_imported_is_deleted_after_a_day():
    handed_in(officer())
    handed_in(officer(), TABLE.replace("Renamed", "Renamed again"))
    first, second = kept_files()
    an_age_ago = time.time() - timedelta(days=1, minutes=1).total_seconds()
    os.utime(Path(settings.MEDIA_ROOT) / "tables" / first, (an_age_ago, an_age_ago))
    assert delete_abandoned.call() == 1
    assert kept_files() == [second]


def test_a_broken_table_is_told_cell_by_cell_with_its_columns_to_correct():
    response = handed_in(officer(), "id,Titre,Due\nvienna-forum,Forum,31 Feb\n")
    assert response.status_code == 422
    assert "Row 2, column “Due” (C2): expected a date such as 2007-06-18" in message_of(response)
    assert "found “31 Feb”." in message_of(response)
    assert sent_back(response)["column-1-2"] == "due"


def test_a_file_that_is_no_table_is_refused_at_the_door():
    response = handed_in(officer(), "\x00\x01")
    assert (response.status_code, "Nothing was imported" in message_of(response)) == (422, True)


def test_two_columns_for_one_key_can_be_put_right():
    client = officer()
    first = handed_in(client)
    wrong = client.post(ADDRESS, sent_back(first, **{"column-1-2": "title.fr"}))
    assert sent_back(wrong)["column-1-2"] == "title.fr"


def test_the_word_of_an_upload_is_its_own_uploaders():
    first = handed_in(officer())
    other = Client()
    other.force_login(make_user(Role.SECRETARIAT))
    for word in (sent_back(first)["table_word"], "made-up"):
        answer = other.post(ADDRESS, {"table_word": word, "import": "1"})
        assert answer.status_code == 409
        assert "The uploaded table has expired. Upload it again." in words(BeautifulSoup(answer.content, "lxml"))


def test_words_in_a_table_are_shown_as_words():
    response = handed_in(officer(), "id,Title\nvienna-forum,<script>alert(1)</script>\n")
    assert "<script>alert" not in response.text
    assert "<script>alert(1)</script>" in message_of(response)
