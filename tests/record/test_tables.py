"""Tables: read from any program, matched by their columns, imported completely or refused with each faulty cell."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import Workbook

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.refusals import Refused
from palermo.governance.models import ActionPoint, Decision, Mandate, OperativeParagraph
from palermo.outreach.models import Commitment, Cutting, Partnership, PlanEdition
from palermo.record.tabular.importing import import_table, read_table
from palermo.record.tabular.targets import TARGETS
from palermo.site.tables.sheets import TableRefused, letters
from tests.factories.accounts import make_user
from tests.record.sample import database_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

BY = "palermo record import-table"
PARTIAL = "a date such as 2007-06-18, 2007-03, 2008, late 2007-09 or mid 2008"
MANDATE = "id,Title,Ask,In force from,Addressee (organization),paragraph\n"
NEW = "new,A new one,act,2008-01-01,unodc,ccpcj-16-1/1\n"


def table(content: str | bytes, kind: str = "mandates", *, name: str = "table.csv", wanted=()):
    return read_table(content.encode() if isinstance(content, str) else content, name, kind, wanted)


def bring(content: str | bytes, kind: str = "mandates", **more):
    return import_table(table(content, kind, **more), by=BY)


def workbook(*sheets: tuple[str, list[list]], change=None) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sentences(content: str | bytes, kind: str = "mandates", **more) -> list[str]:
    with pytest.raises(TableRefused) as refused:
        bring(content, kind, **more)
    return refused.value.sentences


def test_columns_are_left_out_and_keep_what_the_record_has():
    before = Mandate.objects.get(slug="vienna-forum")
    report = bring("id,Titre\nvienna-forum,Forum\n")
    after = Mandate.objects.get(slug="vienna-forum")
    assert dict(after.title) == {**before.title, "fr": "Forum"}
    assert (after.text, after.paragraph_id, after.due) == (before.text, before.paragraph_id, before.due)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 0)


def test_the_same_table_again_changes_nothing():
    rows = MANDATE + NEW
    assert (bring(rows).new, bring(rows).unchanged) == (1, 1)


def test_an_empty_cell_leaves_and_a_dash_empties():
    bring(MANDATE.replace("\n", ",Conditions (en)\n") + NEW.replace("\n", ",Only so\n"))
    bring("id,Conditions (en),Text (en)\nnew,,Words\n")
    assert dict(Mandate.objects.get(slug="new").conditions) == {"en": "Only so"}
    bring("id,Conditions (en),Text (en)\nnew,–,\n")
    mandate = Mandate.objects.get(slug="new")
    assert (dict(mandate.conditions), dict(mandate.text)) == ({}, {"en": "Words"})


def test_a_check_says_the_difference_and_keeps_nothing():
    before = database_rows()
    report = import_table(table(MANDATE + NEW + "vienna-forum,Forum,,,,\n"), by=BY, check=True)
    assert [str(change) for change in report.records] == [
        "table.csv, row 2: new",
        "table.csv, row 3: changed\n    title.en: “Vienna Forum” → “Forum”",
    ]
    assert database_rows() == before


def test_an_import_is_in_the_log_and_in_the_history():
    bring(MANDATE + NEW)
    event = AuditEvent.objects.order_by("-sequence").first()
    mandate = Mandate.objects.get(slug="new")
    assert (event.verb, event.actor_name, event.target_id, event.details) == (
        "record.imported",
        BY,
        "new",
        {},
    )
    version = RecordVersion.objects.get(kind="mandates", record=mandate.pk)
    assert (version.entry, version.data["title"]) == (event.sequence, {"en": "A new one"})


def test_an_id_is_made_from_the_title_where_there_is_none():
    bring("Title,kind,body\nOn the Forum’s programme,decision,ccpcj\n", "decisions")
    assert Decision.objects.get(slug="on-the-forums-programme").state == "draft"


@pytest.mark.parametrize("kind", ["delegate", "committee_member", None])
def test_only_the_secretariat_imports(kind):
    user = make_user(Role(kind) if kind else None)
    with pytest.raises(Refused, match="Only the secretariat may import data"):
        import_table(table(MANDATE + NEW), by=user)
    assert not Mandate.objects.filter(slug="new").exists()


ENCODED = [
    ("utf-8", "", "UTF-8", ",", "commas"),
    ("utf-8-sig", "", "UTF-8 with a byte order mark", ";", "semicolons"),
    ("utf-8", "", "UTF-8", "\t", "tabs"),
    ("utf-16", "", "UTF-16", ";", "semicolons"),
]


@pytest.mark.parametrize(("codec", "_mark", "words", "separator", "separated"), ENCODED)
def test_encoding_and_separator_are_found_and_said(codec, _mark, words, separator, separated):
    content = (
        f'id{separator}"Title{separator} or name (zh)"{separator}标题\r\nvienna-forum{separator}{separator}维也纳\r\n'
    )
    read = table(content.encode(codec))
    assert read.notes[0] == f"table.csv was read as {words}, separated by {separated}."
    import_table(read, by=BY)
    assert Mandate.objects.get(slug="vienna-forum").title["zh"] == "维也纳"


HEADS = [
    ("title.fr", "title.fr"),
    ("Title (fr)", "title.fr"),
    ("title_ru", "title.ru"),
    ("Title - Español", "title.es"),
    ("Title (French)", "title.fr"),
    ("Title", "title.en"),
    ("Titre", "title.fr"),
    ("标题", "title.zh"),
    ("标题（中文）", "title.zh"),
    ("العنوان", "title.ar"),
    ("Название", "title.ru"),
    ("Título", "title.es"),
    ("IN FORCE FROM", "in_force_from"),
    ("in_force_from", "in_force_from"),
    ("Due", "due"),
    ("Addressee (organization)", "addressee_organisation"),
    ("Source: operative paragraph", "paragraph"),
    ("Remarks", ""),
]


@pytest.mark.parametrize(("head", "path"), HEADS)
def test_columns_are_known_by_their_names_in_six_languages(head, path):
    placed = table(f'id,"{head}"\nvienna-forum,x\n').places.sheets[0]
    assert placed.columns == ({0: "id", 1: path} if path else {0: "id"})


def test_columns_are_corrected_and_let_go():
    read = table("id,Title,Note\nx,a,b\n", wanted=[("", "Note", "title.fr"), ("", "Title", "")])
    assert read.places.sheets[0].columns == {0: "id", 2: "title.fr"}


def test_choices_are_known_by_their_names_in_six_languages():
    rows = "id,Audience,State\nvienna-forum,Государства-члены,In force\nregional-events,public,有效\n"
    bring(rows.replace("有效", "in_force"))
    assert Mandate.objects.get(slug="vienna-forum").audience == "member_states"


def test_rows_inside_records_have_tables_of_their_own():
    bring("decision,number,text (fr)\nccpcj-16-1,1,Décide ceci\nccpcj-16-1,9,Décide cela\n", "paragraphs")
    texts = {p.number: p.text.get("fr") for p in OperativeParagraph.objects.filter(decision__slug="ccpcj-16-1")}
    assert (texts[1], texts[9]) == ("Décide ceci", "Décide cela")
    bring("meeting,number,text\ncommittee-2007-05-23,7,Do this\n", "action_points")
    assert ActionPoint.objects.get(number=7).text["en"] == "Do this"


def test_partners_commitments_and_cuttings_are_brought_in():
    bring("id,Name (en),Kind,Status,Description (fr)\nnew-ngo,A network,ngo,Partner,Un réseau\n", "partnerships")
    partner = Partnership.objects.get(slug="new-ngo")
    assert (partner.kind, partner.status, partner.summary["fr"]) == ("ngo", "admitted", "Un réseau")
    head = "id,partnership,number,Title,text,Made on,Due,status,decided_on\n"
    bring(head + "new-promise,new-ngo,40,A promise,We promise.,2008-01,mid 2008,Recorded,2008-01-30\n", "commitments")
    promise = Commitment.objects.get(slug="new-promise")
    assert (promise.partnership, str(promise.due), promise.status) == (partner, "mid 2008", "recorded")
    bring("id,Title,Medium,Date,Press release\ncutting,Fenêtre,Daily,2007-12-04,example-campaign-begins\n", "cuttings")
    assert Cutting.objects.get(slug="cutting").release.slug == "example-campaign-begins"


def test_measures_are_brought_into_an_edition_of_a_plan():
    head = "edition,key,section,text (en),due,budget,currency\n"
    rows = "example-hospitality-plan/2,doors,example-hospitality-plan/2/goal-1,Open doors.,2008,1500.5,EUR\n"
    bring(head + rows + "example-hospitality-plan/2,room-cards,,Cards in six languages.,,,\n", "measures")
    edition = PlanEdition.objects.get(plan__slug="example-hospitality-plan", number=2)
    new, known = (edition.measures.get(key=key) for key in ("doors", "room-cards"))
    assert (new.section.key, new.text["en"], str(new.due), new.budget, new.order) == (
        *("goal-1", "Open doors.", "2008"),
        *(Decimal("1500.50"), 12),
    )
    assert (known.text["en"], known.text["fr"][:6], known.section.key) == (
        "Cards in six languages.",
        "Placer",
        "goal-1",
    )
    assert sentences(head + "example-hospitality-plan/7,doors,,Open doors.,,,\n", "measures") == [
        "Row 2, column “edition” (A2): expected the id of an edition of the plan of it, "
        "found “example-hospitality-plan/7”."
    ]


def test_sheets_of_a_workbook_hold_records_and_their_rows():
    content = workbook(
        (
            "Decisions",
            [
                ["id", "Title", "Adopted on", "Body", "state", "number"],
                ["d-new", "New", datetime(2008, 4, 18), "ccpcj", "Adopted", "17/99"],
            ],
        ),
        ("Paragraphs", [["decision", "number", "text"], ["d-new", 1.0, "Decides."], ["d-new", 2, "Requests."]]),
        ("Remarks", [["anything"], ["at all"]]),
    )
    read = table(content, "decisions", name="d.xlsx")
    assert "Sheet “Remarks” is not used." in read.notes
    import_table(read, by=BY)
    decision = Decision.objects.get(slug="d-new")
    assert (decision.adopted_on, decision.paragraphs.count()) == (date(2008, 4, 18), 2)


def test_merged_cells_dates_and_empty_rows_of_a_workbook():
    def merge(book):
        book.active.merge_cells("D2:D4")

    rows = [["id", "Title", "Ask", "In force from", "Addressee (organization)", "paragraph"]]
    rows += [
        ["one", "One", "act", date(2008, 1, 1), "unodc", "ccpcj-16-1/1"],
        [],
        ["two", "Two", "act", None, "unodc", "ccpcj-16-1/1"],
    ]
    bring(workbook(("Mandates", rows), change=merge), name="m.xlsx")
    assert [m.in_force_from for m in Mandate.objects.filter(slug__in=["one", "two"])] == [date(2008, 1, 1)] * 2


def test_formulas_are_read_as_their_results():
    content = workbook(("M", [["id", "Title"], ["vienna-forum", '=CONCATENATE("a","b")']]))
    with_result = with_part(
        content,
        "xl/worksheets/sheet1.xml",
        *(b'<c r="B2"', b'<c r="B2" t="str"'),
        *(b"<v></v>", b"<v>ab</v>"),
        *(b"<v />", b"<v>ab</v>"),
        *(b"<v/>", b"<v>ab</v>"),
    )
    bring(with_result, name="m.xlsx")
    assert Mandate.objects.get(slug="vienna-forum").title["en"] == "ab"
    assert sentences(content, name="m.xlsx") == [
        "Cell B2: expected the result of the formula. Open the table in the program it was made with, save it and try "
        "again, found nothing."
    ]


def with_part(content: bytes, name: str, *pairs: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == name:
                for before, after in zip(pairs[::2], pairs[1::2], strict=True):
                    data = data.replace(before, after)
            new.writestr(part, data)
    return file.getvalue()


READABLE = "an id of Latin letters, digits, hyphens and underscores, at most 100 long"
ASK = "one of act, convene, consult, report, refrain"
BROKEN = {
    "nothing": ("", ["table.csv: expected a row of column names and rows below it, found nothing."]),
    "only a head": (MANDATE, ["table.csv: expected rows below the column names, found none."]),
    "bad day": (
        MANDATE + NEW.replace("2008-01-01", "31 Feb"),
        ["Row 2, column “In force from” (D2): expected a day such as 2007-06-18, found “31 Feb”."],
    ),
    "day that is none": (
        MANDATE + NEW.replace("2008-01-01", "2008-02-31"),
        ["Row 2, column “In force from” (D2): expected a day such as 2007-06-18, found “2008-02-31”."],
    ),
    "bad inexact date": (
        "id,Due\nvienna-forum,31 Feb\n",
        [f"Row 2, column “Due” (B2): expected {PARTIAL}, found “31 Feb”."],
    ),
    "row counted with its empty ones": (
        "id,Due\n\nvienna-forum,soon\n",
        [f"Row 3, column “Due” (B3): expected {PARTIAL}, found “soon”."],
    ),
    "row counted with lines inside cells": (
        'id,Title,Due\nvienna-forum,"Two\nlines",\nregional-events,,soon\n',
        [f"Row 3, column “Due” (C3): expected {PARTIAL}, found “soon”."],
    ),
    "unknown choice": (
        "id,Ask\nvienna-forum,demand\n",
        [f"Row 2, column “Ask” (B2): expected {ASK}, found “demand”."],
    ),
    "no column for what must be said": (
        "id,Title\nnew,One\n",
        [
            f"Row 2, without a column for ask: expected {ASK}, found nothing.",
            "Row 2, without a column for in_force_from: expected a day such as 2007-06-18, found nothing.",
        ],
    ),
    "empty cell of what must be said": (
        MANDATE + NEW.replace("act", ""),
        [f"Row 2, column “Ask” (C2): expected {ASK}, found nothing."],
    ),
    "unknown organization": (
        MANDATE + NEW.replace("unodc", "undoc"),
        [
            "Row 2, column “Addressee (organization)” (E2): expected the id of an organization, found “undoc”, "
            "which is neither in the table nor in the record."
        ],
    ),
    "unknown paragraph": (
        MANDATE + NEW.replace("16-1/1", "16-1/77"),
        [
            "Row 2, column “paragraph” (F2): expected an operative paragraph, as decision/number, found "
            "“ccpcj-16-1/77”, which is neither in the table nor in the record."
        ],
    ),
    "reference to another kind": (
        MANDATE + NEW.replace("unodc", "bangkok"),
        [
            "Row 2, column “Addressee (organization)” (E2): expected the id of an organization, found "
            "“bangkok”, which is a place."
        ],
    ),
    "bad id": (
        MANDATE + NEW.replace("new,", "a new one!,"),
        [f"Row 2, column “id” (A2): expected {READABLE}, found “a new one!”."],
    ),
    "no id and no title": (
        "id,Due\n,2008\n",
        [f"Row 2, column “id” (A2): expected {READABLE}, found nothing."],
    ),
    "id twice": (
        MANDATE + NEW + NEW,
        ["Row 3, column “id” (A3): expected an id of its own, found “new” again."],
    ),
    "state without its date": (
        "id,State\nvienna-forum,lapsed\n",
        ["Row 2, without a column for ended_on: expected a day, since the state is lapsed, found nothing."],
    ),
    "date without its state": (
        "id,Ended on\nvienna-forum,2008-02-01\n",
        ["Row 2, column “Ended on” (B2): expected no day, since the state is in_force, found 2008-02-01."],
    ),
    "end before the beginning": (
        "id,state,ended_on\nvienna-forum,lapsed,2001-01-01\n",
        ["Row 2, column “ended_on” (C2): expected a day not before in_force_from (2007-08-01), found 2001-01-01."],
    ),
    "head twice": (
        "id,Title,Title\nvienna-forum,a,b\n",
        ["Column C: expected a name of its own, found “Title”, which column B has too."],
    ),
    "cell without a column": (
        "id,Title\nvienna-forum,a,b\n",
        ["Row 2, column C: expected nothing, since the column has no name, found “b”."],
    ),
    "column without a name": (
        "id,,Title\nvienna-forum,x,a\n",
        ["Row 2, column B: expected nothing, since the column has no name, found “x”."],
    ),
    "quotation mark left open": (
        'id,Title\nvienna-forum,"a\n',
        ["Row 2: expected cells with closed quotation marks, found: unexpected end of data."],
    ),
    "control character": (
        "id,Title\nvienna-forum,a\x07b\n",
        ["Line 2: expected text without control characters, found U+0007."],
    ),
    "other encoding": (
        "id,Titre\nvienna-forum,Forum à Vienne\n".encode("latin-1"),
        [
            "table.csv, line 2: expected UTF-8 text, found the byte 0xe0. Save the table as “CSV "
            "UTF-8” or as a workbook "
            "(.xlsx) and try again."
        ],
    ),
    "too many columns": (
        ",".join(f"c{n}" for n in range(201)) + "\n1\n",
        ["table.csv: expected at most 200 columns, found 201."],
    ),
    "too many rows": (
        "id\n" + "x\n" * 20_001,
        ["table.csv: expected at most 20,000 rows, found 20,001. Split the table."],
    ),
    "too many bytes": (
        b"x" * (10 * 1024 * 1024 + 1),
        ["table.csv: expected at most 10,485,760 bytes, found 10,485,761. Split the table."],
    ),
    "no workbook": (
        b"PK\x03\x04 nothing of the kind",
        ["table.csv: expected a workbook (.xlsx), found another file."],
    ),
}
BROKEN_ELSEWHERE = {
    "adopted without a day": (
        "id,Title,body,state\nd,One,ccpcj,adopted\n",
        "decisions",
        ["Row 2, without a column for adopted: expected a day, since the state is adopted, found nothing."],
    ),
    "activity without a mandate": (
        "id,Title,state\na,One,completed\n",
        "activities",
        [
            "Row 2, without a column for mandate: expected the mandate under which this activity is "
            "completed, found nothing."
        ],
    ),
    "activity before its mandate": (
        "id,Title,state,mandate,authorised_on\na,One,authorised,vienna-forum,2001-01-01\n",
        "activities",
        [
            "Row 2, column “mandate” (D2): expected a mandate in force on 2001-01-01, when the "
            "activity was authorized, "
            "found “vienna-forum”. The mandate “Vienna Forum” is in force from 1 August 2007 and gave "
            "no authority on 1 January 2001. Choose a mandate that was in force on that day, or authorize the activity "
            "from 1 August 2007."
        ],
    ),
    "rows without their record": (
        "number,text\n1,x\n",
        "paragraphs",
        ["table.csv: expected a column for decision, the record a row belongs to, found none."],
    ),
    "rows of a record that is not there": (
        "decision,number,text\nnope,1,x\n",
        "paragraphs",
        ["Row 2, column “decision” (A2): expected the id of a decision, found “nope”, which is on no record."],
    ),
    "row twice": (
        "decision,number,text\nccpcj-16-1,1,x\nccpcj-16-1,1,y\n",
        "paragraphs",
        ["Row 3, column “number” (B3): expected each row once, found “1” again."],
    ),
    "number that is none": (
        "decision,number,text\nccpcj-16-1,first,x\n",
        "paragraphs",
        ["Row 2, column “number” (B2): expected a whole number from 0 to 32767, found “first”."],
    ),
    "recommendation without words": (
        "outcome,number\nbangkok-recommendations,99\n",
        "recommendations",
        ["Row 2, without a column for text: expected a text by language (ar, zh, en, fr, ru, es), found nothing."],
    ),
    "document of the list twice": (
        "id,documents\nbrasilia-2007,bangkok-recommendations; bangkok-recommendations\n",
        "events",
        [
            "Row 2, column “documents” (B2): expected each id once, found “bangkok-recommendations” "
            "again (first in row 2)."
        ],
    ),
    "yes or no": (
        "meeting,organisation,head_count\ncommittee-2007-05-23,unodc,many\n",
        "attendance",
        ["Row 2, column “head_count” (C2): expected a whole number from 0 to 32767, found “many”."],
    ),
    "id of another kind of activity": (
        "id,Title\nmodel-law,X\n",
        "studies",
        ["Row 2, column “id” (A2): expected an id of its own, found “model-law”, which the database has as tool."],
    ),
    "amount that is none": (
        "id,state,purpose,amount,currency\nx,aut,Help,a lot,USD\n",
        "contributions",
        ["Row 2, column “amount” (D2): expected an amount such as 1500 or 1500.50, found “a lot”."],
    ),
    "request for assistance without a basis": (
        "id,state,title.en,summary.en,field,asked_on,recorded_on\nx,aut,Help,Trainers,training,2008-01-07,2008-01-09\n",
        "assistance",
        ["Row 2, without a column for treaty: expected treaty, tool or both, found neither."],
    ),
    "amount without a currency": (
        "id,state,purpose,amount\nx,aut,Help,1500\n",
        "contributions",
        ["Row 2, without a column for currency: expected currency beside amount, found nothing."],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_table_says_what_is_wrong_and_keeps_nothing(name):
    before = Mandate.objects.count()
    content, shown = BROKEN[name]
    assert sorted(sentences(content)) == sorted(shown)
    assert Mandate.objects.count() == before


@pytest.mark.parametrize("name", BROKEN_ELSEWHERE)
def test_broken_table_of_another_kind_says_what_is_wrong(name):
    content, kind, shown = BROKEN_ELSEWHERE[name]
    assert sentences(content, kind) == shown


def test_every_fault_of_a_table_is_told_at_once():
    rows = MANDATE + NEW.replace("act", "demand") + NEW.replace("new", "other").replace("2008-01-01", "soon")
    assert [sentence[:5] for sentence in sentences(rows)] == ["Row 2", "Row 3"]


def test_faults_stand_in_the_order_of_the_rows():
    rows = MANDATE + NEW + NEW.replace("new,", "a new one,") + NEW.replace("new,", "third,").replace("act", "demand")
    shown = sentences(rows.replace("2008-01-01", "soon", 1))
    assert [sentence[:5] for sentence in shown] == ["Row 2", "Row 3", "Row 4"]


def test_unknown_kinds_columns_and_keys_are_refused():
    assert sentences("id\nx\n", "persons")[0].startswith(
        "Expected one of the kinds action_plans, action_points, activities, "
    )
    assert sentences("id,B\nx,y\n", wanted=[("", "C", "ask")]) == [
        "Expected the name of a column (“id”, “B”), found “C”."
    ]
    assert sentences("id,B\nx,y\n", wanted=[("", "B", "bad")])[0].startswith(
        "Column “B”: expected one of the keys id, "
    )


def test_bombs_and_broken_cells_of_workbooks():
    def spoil(book):
        book.active["B2"] = "#REF!"
        book.active["B2"].data_type = "e"

    content = workbook(("M", [["id", "Title"], ["vienna-forum", "x"]]), change=spoil)
    assert sentences(content, name="m.xlsx") == ["Cell B2: expected a value, found the error “#REF!”."]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    assert sentences(file.getvalue(), name="m.xlsx") == [
        "m.xlsx: expected at most 50,331,648 bytes when unpacked, found 210,763,776."
    ]


def test_hours_and_numbers_of_a_workbook_are_written_as_files_write_them():
    rows = [["id", "starts_at", "time_zone"], ["consultation-2007-06-18", time(10, 0), "Europe/Vienna"]]
    bring(workbook(("Meetings", rows)), "meetings", name="m.xlsx")


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize("kind", TARGETS)
def test_every_kind_can_be_named_in_six_languages(kind):
    keys = [key.path for key in TARGETS[kind].keys]
    assert len(keys) == len(set(keys))
