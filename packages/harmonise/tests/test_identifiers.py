"""Columns that identify persons: recognized by marks, headings in six languages and contents, and nothing else is."""

import io
import json

import pytest
from openpyxl import Workbook

from harmonise import Identity, check_file, find_identifiers, make_key, pseudonymise_file, read_layout
from harmonise.cli import main
from harmonise.keys import read_key
from harmonise.layouts.layout import Personal

PEOPLE = (
    ("Olena", "Kovalenko", "1990-03-01"),
    ("Ngozi", "Okafor", "2001-11-17"),
    ("Thi Mai", "Nguyen", "1983-07-09"),
    ("Marie-Claire", "Dubois", "1999-01-30"),
    ("أمينة", "الزهراء", "1975-05-05"),
)


def found(content, layout=None, name="a.csv"):
    content = content.encode() if isinstance(content, str) else content
    known = read_layout(layout) if layout else None
    return [
        (each.number, each.identity.value, each.sign.value)
        for each in find_identifiers(io.BytesIO(content), known, name)
    ]


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for number, (rows, state) in enumerate(sheets):
        sheet = book.create_sheet(f"sheet {number}")
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEADINGS = {
    "name": (
        *(
            "First name",
            "prs_FirstName",
            "Victim’s surname",
            "Name of the victim",
            "LAST_NAME",
            "Prénom",
            "Nom de la victime",
        ),
        *("Apellidos", "Nombre y apellidos", "Nombre de la víctima", "Фамилия", "ФИО потерпевшего", "Имя жертвы"),
        *(
            "الاسم الأول",
            "اسم الضحية",
            "اسم العائلة",
            "姓名",
            "被害人姓名",
            "Surname / Nom de famille",
            "Full name (victim)",
        ),
    ),
    "email": (
        "E-mail",
        "Email address",
        "Courriel",
        "Correo electrónico",
        "Электронная почта",
        "البريد الإلكتروني",
        "电子邮件",
    ),
    "phone": ("Mobile phone", "Tel.", "Numéro de téléphone", "Teléfono", "Номер телефона", "رقم الهاتف", "手机号码"),
    "address": (
        "Home address",
        "Street",
        "Adresse du domicile",
        "Domicilio",
        "Домашний адрес",
        "عنوان السكن",
        "家庭住址",
    ),
    "number": (
        "Passport No.",
        "National ID",
        "Numéro de passeport",
        "Cédula",
        "Номер паспорта",
        "رقم جواز السفر",
        "身份证号码",
    ),
    "birth": (
        "Date of birth",
        "DOB",
        "Date de naissance",
        "Fecha de nacimiento",
        "Дата рождения",
        "تاريخ الميلاد",
        "出生日期",
    ),
}
VALUES = {
    "name": "Okafor",
    "email": "o@example.org",
    "phone": "+234 803 123 4567",
    "address": "12 Marina Road",
    "number": "A1234567",
    "birth": "1990-03-01",
}


@pytest.mark.parametrize(("identity", "heading"), [(i, h) for i, headings in HEADINGS.items() for h in headings])
def test_headings_of_six_languages(identity, heading):
    assert found(f'year,"{heading}"\n2005,{VALUES[identity]}\n2006,\n') == [(2, identity, "heading")]
    assert found(f'year,"{heading}"\n2005,\n2006,\n') == []


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Country name", ("Chad", "Jordan", "Georgia")),
        ("Name", ("Chad", "Jordan", "Georgia")),
        ("Name of treaty", ("Trafficking Protocol", "Slavery Convention")),
        ("Nombre de victimes", ("12", "nd", "40")),
        ("Número de víctimas", ("12", "40")),
        ("Victims", ("12", "<5")),
        ("Year of birth", ("1990", "1991")),
        ("Date of birth", ("1990", "1991")),
        ("Passport withheld", ("yes", "no")),
        ("Passport", ("yes", "no")),
        ("Mobile", ("0", "1")),
        ("Phone", ("12", "40")),
        ("Contact e-mail of the ministry", ("stat@example.org",)),
        ("Focal point", ("Ana Silva", "Olena Kovalenko")),
        ("Nom du point focal", ("Ana Silva", "Olena Kovalenko")),
        ("Контактное лицо", ("Иван Петров", "Ольга Иванова")),
        ("联系人姓名", ("王小红", "李明")),
        ("City", ("Paris", "Vienna", "Lima", "Kingston", "Manila", "Santiago", "Berlin", "Milan")),
        ("Amount", ("12345678901", "98765", "5")),
        ("Form of exploitation", ("Sexual exploitation", "Forced labour", "Begging")),
        ("In force from", ("1953-07-07", "1957-04-30", "2003-12-25", "2008-02-01")),
        ("person pseudonym", ("d41d8cd98f00b204e9800998ecf8427e",)),
    ],
)
def test_what_identifies_nobody(heading, cells):
    assert found("\n".join([heading, *cells])) == []


def test_contents_without_a_header_or_under_another_one():
    rows = [",".join(each) for each in PEOPLE]
    assert found("\n".join(rows)) == [(1, "name", "content"), (3, "birth", "content")]
    full = [f"{born},{first} {last},12" for first, last, born in PEOPLE]
    assert found("\n".join(["a,b,c", *full])) == [(1, "birth", "content"), (2, "name", "content")]
    for cells, identity in (
        (("ask stat", "x@example.org"), "email"),
        (("+39 06 1234 5678", "none"), "phone"),
        (("AB1234567", "YA7654321", "CD1111111"), "number"),
        (("12 Marina Road, Lagos", "3 rue de la Paix"), "address"),
        (("王小红", "李明", "张伟"), "name"),
    ):
        assert found("\n".join(["remarks,n", *(f'"{each}",1' for each in cells)])) == [(1, identity, "content")]


def test_a_name_is_that_of_a_person_where_rows_are_cases():
    rows = "name,age\nZyx,12\n"
    assert (found(rows), found(rows, "htcds"), found(rows, "unodc")) == ([], [(1, "name", "heading")], [])


def test_marks_of_a_layout_count_where_a_cell_is_filled():
    layout = read_layout("htcds")
    columns = [column.name for column in layout.columns]
    marked = [number for number, column in enumerate(layout.columns, 1) if column.personal]
    every = ",".join(columns)
    assert found(f"{every}\n{',' * (len(columns) - 1)}\n", "htcds") == []
    row = ",".join("x" if column.personal else "" for column in layout.columns)
    assert [number for number, _, sign in found(f"{every}\n{row}\n", "htcds") if sign == "mark"] == marked
    assert {each.personal for each in layout.columns} == set(Personal)


def test_every_sheet_and_every_record_is_looked_at():
    figures = [["state", "year", "value"], ["Atlantis", 2005, 12]]
    names = [["surname", "n"], ["Okafor", 1]]
    for state in ("visible", "hidden", "veryHidden"):
        assert found(workbook((figures, "visible"), (names, state)), "unodc", "a.xlsx") == [(1, "name", "heading")]
    beside = [["state", "year", "value"], ["Atlantis", 2005, 12, "o@example.org"]]
    assert found(workbook((beside, "visible")), None, "a.xlsx") == [(4, "email", "content")]
    record = [{"sex": "male", "family": [{"first_name": "Ngozi", "age": 3}]}]
    assert found(json.dumps(record), "primero", "a.json") == [(2, "name", "heading")]


def test_one_address_among_many_rows_is_found_in_every_encoding():
    text = "n;courriel\n" + "1;\n" * 50_000 + "2;Zoé o@example.org\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        assert found(text.encode(encoding)) == [(2, "email", "heading")]


def test_pseudonymised_files_identify_nobody(tmp_path):
    rows = ["prs_FirstName,prs_SecondName,prs_Birthdate,prs_Gender,vic_TypeOfExploitation"]
    rows += [",".join((*person, "female", "")) for person in PEOPLE]
    (tmp_path / "raw.csv").write_text("\n".join(rows))
    make_key(tmp_path / "key")
    pseudonymise_file(tmp_path / "raw.csv", read_layout("htcds"), read_key(tmp_path / "key"), tmp_path / "done.csv")
    raw = find_identifiers(tmp_path / "raw.csv", read_layout("htcds"))
    assert [each.identity for each in raw] == [Identity.NAME, Identity.NAME, Identity.BIRTH]
    assert find_identifiers(tmp_path / "done.csv", read_layout("htcds")) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "These columns identify persons, and a file with them is refused when it is handed in: prs_FirstName "
            "(the name of a person).",
        ),
        ("zh", "下列各列可识别个人身份，含有这些列的文件在提交时会被拒收：prs_FirstName（人名）。"),
    ],
)
def test_the_offline_check_says_which_columns_are_refused(tmp_path, capsys, language, words):
    (tmp_path / "a.csv").write_text("prs_FirstName,prs_Gender\nNgozi,female\n")
    report = check_file(tmp_path / "a.csv", read_layout("htcds"))
    assert [(each.number, each.heading) for each in report.identifiers] == [(1, "prs_FirstName")]
    main(["check", str(tmp_path / "a.csv"), "--layout", "htcds", "--language", language, "--quiet"])
    written = capsys.readouterr().out
    assert words in written
    assert "Ngozi" not in written
    main(["check", str(tmp_path / "a.csv"), "--layout", "htcds", "--format", "json", "--quiet"])
    identifiers = json.loads(capsys.readouterr().out)["identifiers"]
    assert identifiers == [{"column": 1, "heading": "prs_FirstName", "identity": "name", "sign": "mark"}]
