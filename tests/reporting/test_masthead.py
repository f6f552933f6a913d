"""The head of the progress report: what the record and the installation say, as official papers print it."""

from datetime import date

import pytest

from palermo.governance.models import Body, Session
from palermo.reporting.building import build
from palermo.reporting.realization.inline import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
CUTOFF = date(2008, 1, 31)


def masthead(language: str):
    return build("progress", CUTOFF, language).masthead


@pytest.mark.parametrize(
    ("language", "organization", "version", "original", "item"),
    [
        ("ar", "الأمم المتحدة", "Arabic", "Original: English", "البند 4 من جدول الأعمال المؤقت*"),
        ("zh", "联合国", "Chinese", "Original: English", "临时议程*项目4"),
        ("en", "United Nations", None, "Original: English", "Item 4 of the provisional agenda*"),
        ("fr", "Nations Unies", "Français", "Original : anglais", "Point 4 de l’ordre du jour provisoire*"),
        ("ru", "Организация Объединенных Наций", "Russian", "Original: English",
         "Пункт 4 предварительной повестки дня*"),
        ("es", "Naciones Unidas", "Español", "Original: inglés", "Tema 4 del programa provisional*"),
    ],
)  # fmt: skip
def test_lines_are_those_of_an_official_paper(language, organization, version, original, item):
    head = masthead(language)

    assert plain(head.organization) == organization
    assert (plain(head.version) if head.version else None) == version
    assert plain(head.original).replace("\u00a0", " ") == original
    assert "".join(getattr(part, "text", "") or part.sign for part in head.agenda_item) == item


def test_principal_organ_stands_above_the_body_and_its_session():
    heads = {code: masthead(code) for code in ("en", "zh")}

    assert {code: [plain(head.organ), plain(head.subsidiary)] for code, head in heads.items()} == {
        "en": ["Economic and Social Council", "Commission on Crime Prevention and Criminal Justice"],
        "zh": ["经济及社会理事会", "预防犯罪和刑事司法委员会"],
    }


def test_body_that_belongs_to_none_is_the_organ():
    Body.objects.filter(slug="ccpcj").update(parent=None)
    head = masthead("en")

    assert (plain(head.organ), head.subsidiary) == ("Commission on Crime Prevention and Criminal Justice", None)


@pytest.mark.parametrize("above", ["", "ccpcj"])
def test_organ_is_the_highest_body_even_where_bodies_belong_to_each_other(above):
    higher = Body.objects.filter(slug=above).first()
    assembly = Body.objects.create(slug="assembly", name={"en": "Assembly"}, kind="other", parent=higher)
    Body.objects.filter(slug="ecosoc").update(parent=assembly)

    assert plain(masthead("en").organ) == "Assembly"


def test_provisional_agenda_is_a_note_with_an_asterisk_and_footnotes_begin_with_one():
    report = build("progress", CUTOFF, "zh")

    assert [(note.sign, plain(note.content)) for note in report.marked_notes] == [("*", "E/CN.15/2008/1。")]
    assert [note.number for note in report.footnotes] == list(range(1, len(report.footnotes) + 1))
    assert report.footnotes


def test_agenda_item_has_its_title():
    item = Session.objects.get(slug="ccpcj-17").agenda_items.get(number="4")

    assert {code: plain(masthead(code).agenda_item_title) for code in ("en", "zh")} == {
        code: item.title[code] for code in ("en", "zh")
    }


def test_installation_names_the_organization(settings):
    settings.PALERMO_ORGANIZATION = {"en": "Council of the Region"}

    assert plain(masthead("en").organization) == "Council of the Region"
    missing = [problem for problem in build("progress", CUTOFF, "fr").problems if problem.where == "masthead"]
    assert [problem.what for problem in missing] == ["name of installation/organization is missing in this language"]


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "E/CN.15/… (symbol pending)"), ("zh", "E/CN.15/……（文号待定）"), ("fr", "E/CN.15/… (cote à attribuer)")],
)
def test_symbol_that_is_pending_shows_how_it_will_begin(settings, language, line):
    settings.PALERMO_SYMBOL_PREFIX = "E/CN.15/"
    head = build("briefing", CUTOFF, language).masthead

    assert (head.symbol, plain(head.symbol_line)) == (None, line)
