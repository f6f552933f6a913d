"""Nothing that a file says enters what cannot be erased: the log, versions, tasks and sessions, on every way in."""

import csv
import io
from collections.abc import Iterator
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.file_acts import entries_that_quote
from palermo.programme.models import Programme
from palermo.reporting.models import Report
from palermo.site.action_pages import ActionPage, action_address
from palermo.toolkit.models import Passage
from tests.factories.accounts import make_user
from tests.factories.registrations import make_registration
from tests.journeys.furnishing import furnish
from tests.portal.filling import client_of, held
from tests.portal.kept_for_good import CANARY, HEADING, places_of
from tests.slices import ACTIONS

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
# Headings by which a table gets past the first look, so that its cells are read.
HEADS = {
    "import-treaty-list": ["Participant", "Signature", "Ratification"],
    "import-measures": ["key", "section", "text"],
    "begin-list-edition": ["code", "en"],
    "upload-list-codes": ["code", "en"],
    "begin-code-mapping": ["source", "target"],
    "upload-code-mapping": ["source", "target"],
    "hand-in-dataset-edition": ["state", "year", "sex", "value"],
}


def table_of(rows: list[list[str]], *, is_workbook: bool) -> bytes:
    if is_workbook:
        book, file = Workbook(), BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(file)
        return file.getvalue()
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def bad_files(name: str) -> Iterator[SimpleUploadedFile]:
    """Files with a person in the place of headings, in cells under sound headings, and as what is no table at all."""
    head = HEADS.get(name, ["id", "title"])
    tables = ([[CANARY, HEADING], ["1", "2"]], [head, [CANARY, *[HEADING] * (len(head) - 1)]], [[*head, HEADING], head])
    for rows in tables:
        yield SimpleUploadedFile("table.csv", table_of(rows, is_workbook=False))
        yield SimpleUploadedFile("table.xlsx", table_of(rows, is_workbook=True))
    yield SimpleUploadedFile("data.json", f'[{{"{HEADING}": "{CANARY}"}}]'.encode())
    yield SimpleUploadedFile("paper.docx", f"{CANARY} {HEADING}".encode())
    yield SimpleUploadedFile("paper.pdf", f"%PDF-1.4 {CANARY} {HEADING}".encode())


def acts_with_files() -> list[str]:
    return sorted(
        name
        for name, act in ACTIONS.items()
        if any(isinstance(field, forms.FileField) for field in act.form.base_fields.values())
    )


def form_of(act: ActionPage, people: list[User]) -> tuple[Client, str]:
    """Somebody who may do the act on a record, and the address of its form."""
    for person in people:
        client, viewer = client_of(person), viewer_of(person)
        records = list(act.records(viewer)[:40]) if act.records else [None]
        for record in records:
            address = action_address(act, record)
            page = client.get(address)
            if page.status_code == 200 and BeautifulSoup(page.content, "lxml").select("form.act input[type=file]"):
                return client, address
    return Client(), ""


def test_no_form_that_takes_a_file_lets_a_word_of_it_into_what_cannot_be_erased():
    furnish()
    people = [make_user(Role.SECRETARIAT), *User.objects.filter(is_active=True).order_by("pk")]
    unreached, sent = [], 0
    for name in acts_with_files():
        client, address = form_of(ACTIONS[name], people)
        if not address:
            unreached.append(name)
            continue
        form = BeautifulSoup(client.get(address).content, "lxml").select_one("form.act")
        for file in bad_files(name):
            files = {field["name"]: file for field in form.select("input[type=file]")[:1]}
            # An act that takes the file is taken back, so that the next file meets the same form.
            with transaction.atomic():
                response = client.post(address, {**held(form), **files}, follow=True)
                assert (name, file.name, places_of(CANARY, HEADING)) == (name, file.name, [])
                assert list(entries_that_quote()) == []
                transaction.set_rollback(True)
            assert response.status_code < 500, (name, file.name)
            sent += 1
    assert (unreached, sent) == ([], 9 * len(acts_with_files()))


def pages_with_files() -> dict[str, dict[str, str]]:
    """The pages that take a file and are no forms of acts, with what is chosen beside it."""
    tool = Passage.objects.order_by("pk").values_list("tool__activity__slug", flat=True).first()
    report = Report.objects.filter(issued_on=None).order_by("pk").values_list("slug", flat=True).first()
    registration = make_registration()
    programme = Programme.objects.order_by("pk").values_list("slug", flat=True).first()
    return {
        "/en/secretariat/import/": {"kind": "mandates"},
        "/en/events/vienna-forum/preparation/import/": {},
        f"/en/events/{registration.event.activity.slug}/registration/import/": {},
        f"/en/programmes/{programme}/import/": {"language": "en"},
        "/en/secretariat/translations/import/": {},
        reverse("import_tool_text", args=[tool, "en"]): {},
        reverse("report_suggestions", args=[report]): {"act": "import", "version": "en"},
    }


def test_no_page_that_takes_a_file_lets_a_word_of_it_into_what_cannot_be_erased():
    office = client_of(make_user(Role.SECRETARIAT))
    for address, chosen in pages_with_files().items():
        page = BeautifulSoup(office.get(address).content, "lxml")
        field = page.select_one("input[type=file]")
        assert field, address
        for file in bad_files(""):
            response = office.post(address, {**held(field.find_parent("form")), **chosen, field["name"]: file})
            assert response.status_code in {200, 302, 422}, (address, file.name)
        assert (address, places_of(CANARY, HEADING)) == (address, [])
