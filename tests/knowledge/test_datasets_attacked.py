"""Datasets against files made to do harm, mistakes that would show what nobody may see, and changes afterwards."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.knowledge import edition_triggers
from palermo.knowledge.actions import datasets as actions
from palermo.knowledge.actions.checks import keep_check
from palermo.knowledge.checking import check_received
from palermo.knowledge.finding_sentences import Checked
from palermo.knowledge.models import DatasetEdition, EditionStep, Finding
from tests.factories.accounts import make_state, make_user
from tests.factories.knowledge import make_agreement, make_dataset, make_dataset_edition, make_finding, make_source
from tests.knowledge.files import CASES, FIGURES, WITH_FAULTS
from tests.portal.filling import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
OFFICER = "an officer"
TODAY = date(2008, 2, 1)
WORKBOOK_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>state</t></is></c></row><row r="1048576"><c r={}><v>1</v></c></row>'
    "</sheetData></worksheet>"
)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


def handed_in(content, name="victims.csv", layout=FIGURES, **fields):
    """An edition that was received, of a dataset for everybody, under an agreement that covers persons."""
    source = make_source(state=make_state())
    dataset = make_dataset(source, layout="", own_layout=layout, **fields)
    agreement = make_agreement(source, covers_personal_data=True)
    file = ContentFile(content, name)
    return actions.receive_edition(dataset, file=file, agreement=agreement, by=OFFICER)


def checked(content, name="victims.csv", layout=FIGURES, **fields):
    edition = handed_in(content, name, layout, **fields)
    check_received(edition.pk, by=OFFICER)
    edition.refresh_from_db()
    return edition


def of_source(edition):
    user = make_user(Role.FOCAL_POINT)
    user.postings.update(state=edition.dataset.source.state)
    return client_of(user)


def far_workbook(folder, place):
    with zipfile.ZipFile(folder / "far.xlsx", "w") as archive:
        for name, content in {**WORKBOOK_PARTS, "xl/worksheets/sheet1.xml": SHEET.format(place)}.items():
            archive.writestr(name, content)
    return (folder / "far.xlsx").read_bytes()


def test_a_workbook_with_a_cell_far_away_is_returned_with_a_sentence(tmp_path):
    edition = checked(far_workbook(tmp_path, '"XFD1048576"'), "far.xlsx")
    assert edition.status == "refused"
    assert "Delete what stands far away from the table." in edition.reason["en"]


def test_a_workbook_that_ends_what_reads_it_is_not_received(tmp_path):
    # Written so, the place is seen only by what reads the whole sheet, which then ends at once.
    with pytest.raises(Refused, match="takes too much time or memory to read"):
        handed_in(far_workbook(tmp_path, "'XFD1048576'"), "far.xlsx")
    assert not DatasetEdition.objects.exists()


def test_characters_that_no_database_holds_are_replaced():
    record = {"state": "Atlantis", "year": "2005", "sex": "Male", "value": "ma\0ny", "fur\0ther": "1"}
    edition = checked(json.dumps([record]).encode(), "victims.json")
    assert edition.status == "checked"
    found = edition.findings.get(rule="not-a-whole-number")
    assert found.details["found"] == "ma\ufffdny"
    assert edition.findings.get(rule="unknown-column").column == "fur\ufffdther"
    halved = b'[{"state": "\\ud800", "year": "2005", "sex": "Male", "value": "3"}]'
    assert checked(halved, "victims.json").status in {"checked", "refused"}


def test_labels_that_are_in_no_list_are_shown_to_the_source_and_the_secretariat_alone():
    edition = checked(b"state,year,sex,value\nAtlantis,2005,Maria Gonzales,1\nAtlantis,2006,Male,2\n")
    actions.explain_findings(edition, rule="not-in-list", explanation="A slip.", by=OFFICER)
    actions.accept_edition(edition, by=OFFICER)
    address = edition.get_absolute_url()
    seen = [Page(each.get(address)).text for each in (Client(), client_of(make_user(Role.DELEGATE)))]
    inside = [Page(each.get(address)).text for each in (of_source(edition), client_of(make_user(Role.SECRETARIAT)))]
    assert ["What harmonization changed" in text for text in (*seen, *inside)] == [True] * 4
    assert ["Maria Gonzales" in text for text in (*seen, *inside)] == [False, False, True, True]


def test_a_file_of_cases_without_a_header_leaves_no_name_behind():
    with pytest.raises(Refused, match=r"Columns: column 3 \(the name of a person\)\."):
        checked(b"A1,34,Maria Gonzales\nA2,30,Ana Silva\n", "register.csv", CASES, rows="cases")
    # A label alone is none of a person; nor is it repeated.
    edition = checked(b"A1,34,Gonzales\nA2,30,Silva\n", "register.csv", CASES, rows="cases")
    assert edition.status == "refused"
    assert edition.reason["en"].splitlines()[1:] == ["Unknown columns: 3."]
    written = str([dict(edition.reason), *AuditEvent.objects.values_list("details", flat=True)])
    assert [word for word in ("Maria", "Gonzales", "Silva") if word in written] == []


def test_a_file_that_is_not_the_one_received_is_not_read():
    edition = handed_in(WITH_FAULTS)
    Path(edition.received_file.path).write_bytes(WITH_FAULTS.replace(b"12", b"13"))
    assert check_received(edition.pk, by=OFFICER) == "refused"
    edition.refresh_from_db()
    assert "The file kept is not the one that was received" in edition.reason["en"]
    later = checked(WITH_FAULTS)
    office = client_of(make_user(Role.SECRETARIAT))
    workbook = f"{later.get_absolute_url()}findings.xlsx"
    assert office.get(workbook)["Content-Type"].endswith("spreadsheetml.sheet")
    Path(later.received_file.path).unlink()
    assert "The file kept is not the one that was received" in Page(office.get(workbook)).text


def test_data_deleted_before_they_were_accepted_are_returned_and_never_come_back():
    waiting, known = handed_in(WITH_FAULTS), checked(b"state,year,sex,value\nAtlantis,2005,Male,1\n")
    for edition in (waiting, known):
        edition.agreement.keep_until = date(2008, 1, 31)
        edition.agreement.save()
        with pytest.raises(Refused, match="data were kept until 31 January 2008"):
            actions.receive_edition(
                edition.dataset, file=ContentFile(b"a", "b.csv"), agreement=edition.agreement, by=OFFICER
            )
        actions.delete_data(edition.agreement, by=OFFICER)
    with pytest.raises(Refused):
        keep_check(waiting, rows=ContentFile(b"rows", "part-0.parquet"), checked=Checked(1, [], {}), by=OFFICER)
    assert check_received(waiting.pk, by=OFFICER) == "refused"
    for edition in (waiting, known):
        edition.refresh_from_db()
        assert (edition.status, edition.decided_on) == ("refused", TODAY)
        assert (edition.received_file.name, edition.rows_file.name) == ("", "")
        assert set(edition.reason) == {"ar", "zh", "en", "fr", "ru", "es"}
    with pytest.raises(Refused):
        actions.accept_edition(known, by=OFFICER)


class TestTheDatabaseRefuses:
    """What was decided on is not changed by any statement; what awaits a decision is."""

    @pytest.fixture(autouse=True)
    def _triggers(self):
        # The databases of tests are made without them: see tests/databases.py.
        edition_triggers.remove(connection)
        edition_triggers.install(connection)

    @pytest.fixture(params=["accepted", "refused"])
    def edition(self, request):
        edition = make_dataset_edition(status="checked", row_count=3, counts={"jump": 1}, rows_file="store/a.parquet")
        make_finding(edition)
        edition.steps.create(position=1, kind="received", version="1", done_at="2008-01-10T00:00Z")
        edition.status, edition.reason = request.param, MultilingualText({"en": "Reason"})
        edition.save()
        return edition

    def refuses(self, change):
        with pytest.raises(IntegrityError, match=edition_triggers.SENTENCE), transaction.atomic():
            change()

    def test_to_change_or_remove_an_edition(self, edition):
        rows, others = DatasetEdition.objects.filter(pk=edition.pk), make_dataset_edition(status="checked")
        for values in (
            {"digest": "0" * 64},
            {"row_count": 4},
            {"row_count": None},
            {"counts": {}},
            {"status": "checked"},
            {"agreement": others.agreement},
            {"covers_from": TODAY},
            {"rows_file": "store/b.parquet"},
            {"received_file": "store/b.csv"},
        ):
            self.refuses(lambda values=values: rows.update(**values))
        self.refuses(lambda: rows._raw_delete(rows.db))
        with connection.cursor() as cursor:
            statement = f"UPDATE knowledge_datasetedition SET number = 9 WHERE id = {edition.pk}"
            self.refuses(lambda: cursor.execute(statement))
        assert rows.get().row_count == 3

    def test_to_change_remove_or_add_steps_and_findings(self, edition):
        steps, findings = EditionStep.objects.filter(edition=edition), Finding.objects.filter(edition=edition)
        other = make_dataset_edition(status="checked")
        self.refuses(lambda: steps.update(digest="0" * 64))
        self.refuses(lambda: steps.delete())
        self.refuses(lambda: edition.steps.create(position=2, kind="parsed", version="1", done_at="2008-01-10T00:00Z"))
        self.refuses(lambda: findings.update(details={"found": "4"}))
        self.refuses(lambda: findings.update(edition=other))
        self.refuses(lambda: findings.delete())
        self.refuses(lambda: make_finding(edition))
        self.refuses(lambda: Finding.objects.filter(pk=make_finding(other).pk).update(edition=edition))
        assert (steps.count(), findings.count()) == (1, 1)

    def test_but_not_to_delete_its_files_or_to_say_what_became_of_a_finding(self, edition):
        DatasetEdition.objects.filter(pk=edition.pk).update(rows_file="", received_file="")
        Finding.objects.filter(edition=edition).update(status="corrected", decided_on=TODAY)
        assert edition.findings.get().status == "corrected"

    def test_nor_to_change_what_awaits_a_decision(self):
        edition = make_dataset_edition(status="checked")
        make_finding(edition)
        DatasetEdition.objects.filter(pk=edition.pk).update(digest="0" * 64)
        edition.findings.all().delete()
        edition.delete()
        assert not DatasetEdition.objects.exists()
