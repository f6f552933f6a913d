"""The progress report's blueprint: what moves a sentence, and how much it costs."""

from datetime import date

import pytest
from palermo.reporting.blueprints.registry import BLUEPRINTS, blueprint_named

from palermo.core.languages import CODES
from palermo.events.models import Event
from palermo.governance.models import AgendaItem, Endorsement, Meeting
from palermo.library.models import Document
from palermo.reporting.building import assemble, build, paragraph_sources
from palermo.reporting.models import Report
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak
from palermo.toolkit.models import Edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

JANUARY = date(2008, 1, 31)


def paragraph(key: str, cutoff: date = JANUARY, lang: str = "en") -> str:
    blocks = [block for section in build("progress", cutoff, lang).sections for block in section.blocks]
    return next(plain(block.content) for block in blocks if block.key == key)


def test_blueprints_are_found_by_name_in_capitals_too():
    assert list(BLUEPRINTS) == ["progress", "briefing"]
    assert blueprint_named("PROGRESS") is BLUEPRINTS["progress"]
    with pytest.raises(KeyError, match="expected a blueprint among progress, briefing, found 'annual'"):
        blueprint_named("annual")


def test_report_costs_few_queries_and_is_spoken_in_six_languages_without_any(django_assert_max_num_queries):
    with django_assert_max_num_queries(35):
        tree = assemble("progress", JANUARY)
    with django_assert_max_num_queries(0):
        reports = [speak(tree, lang) for lang in CODES]
    assert [report.language.code for report in reports] == list(CODES)


def regional_paragraphs() -> list[str]:
    sections = {section.key: section for section in build("progress", JANUARY, "en").sections}
    return [block.key for block in sections["regional"].blocks]


def test_regional_events_stand_in_the_order_that_the_record_gives_them():
    cited = [
        *("kampala-2007", "brasilia-2007", "bangkok-2007", "cape-town-2007", "new-delhi-2007"),
        *("istanbul-2007", "vilnius-2007"),
    ]
    assert regional_paragraphs() == cited
    Event.objects.filter(activity__slug="vilnius-2007").update(order=1)
    Event.objects.filter(activity__slug="kampala-2007").update(order=9)
    Event.objects.filter(activity__slug="brasilia-2007").update(order=None)
    assert regional_paragraphs() == [
        *("vilnius-2007", "bangkok-2007", "cape-town-2007", "new-delhi-2007", "istanbul-2007", "kampala-2007"),
        "brasilia-2007",
    ]
    Event.objects.update(order=None)
    assert regional_paragraphs() == [
        *("kampala-2007", "bangkok-2007", "brasilia-2007", "cape-town-2007", "istanbul-2007", "new-delhi-2007"),
        "vilnius-2007",
    ]


def test_same_record_gives_the_same_tree():
    assert assemble("progress", JANUARY) == assemble("progress", JANUARY)


def test_issued_report_bears_its_symbol_and_date():
    Report.objects.filter(slug="progress-2008").update(
        symbol="E/CN.15/2008/99", state="issued", issued_on=date(2008, 3, 3)
    )
    head = build("progress", JANUARY, "fr").masthead
    assert (head.symbol, plain(head.symbol_line), plain(head.date)) == (
        "E/CN.15/2008/99",
        "E/CN.15/2008/99",
        "3 mars 2008",
    )


@pytest.mark.parametrize(
    ("audience", "line"), [("public", "General"), ("member_states", "Limited"), ("secretariat", "Restricted")]
)
def test_distribution_follows_the_audience(audience, line):
    Report.objects.filter(slug="progress-2008").update(audience=audience)
    assert plain(build("progress", JANUARY, "en").masthead.distribution) == f"Distr.: {line}"


def test_agenda_that_was_issued_later_is_not_cited():
    Document.objects.filter(slug="ccpcj-17-provisional-agenda").update(issued_on=date(2008, 2, 1))
    report = build("progress", JANUARY, "en")
    assert plain(report.masthead.agenda_item) == "Item 4 of the provisional agenda"
    assert [plain(note.content)[:14] for note in report.footnotes] == ["United Nations"]


def test_missing_translation_is_a_gap_in_that_language_only():
    item = AgendaItem.objects.get(session__slug="ccpcj-17", number="4")
    item.title = {code: text for code, text in item.title.items() if code != "ar"}
    item.save()
    tree = assemble("progress", JANUARY)
    problems = {lang: [(p.where, p.what) for p in speak(tree, lang).problems] for lang in CODES}
    missing = ("basis", "agenda_items of sessions/ccpcj-17 is missing in this language")
    assert problems == {lang: [missing] if lang == "ar" else [] for lang in CODES}
    assert "[غير متاح بالعربية بعد: نص الدورة ccpcj-17]" in paragraph("basis", lang="ar")


def test_open_endorsement_is_told_with_its_target():
    Endorsement.objects.update(target_on=date(2007, 9, 20))
    told = paragraph("intersessional-2007-08-01", date(2007, 8, 15))
    assert told == (
        "An intersessional meeting of the Commission was held on 1 August 2007. The text entitled “Provisional "
        "programme of the Vienna Forum” was put to Member States on that occasion. Member States are to approve it by "
        "20 September 2007. That decision provides as follows:"
    )


def test_endorsement_without_a_note_is_told_by_its_result():
    Endorsement.objects.update(result_note={}, state="not_approved")
    told = paragraph("intersessional-2007-08-01")
    assert "Member States did not approve it in late September 2007." in told


def test_edition_that_is_late_is_told_as_such_and_one_that_is_out_as_done():
    editions = Edition.objects.filter(tool__activity__slug="handbook-parliamentarians")
    editions.filter(state="draft").update(due_on=date(2008, 1, 12))
    assert "The draft was to be presented to the Parliamentary Forum in Vienna on 12 January 2008." in paragraph(
        "handbook-parliamentarians"
    )
    editions.filter(state="draft").update(issued_on=date(2008, 1, 12))
    assert "The draft was presented to the Parliamentary Forum in Vienna on 12 January 2008." in paragraph(
        "handbook-parliamentarians"
    )


@pytest.mark.parametrize(
    ("held", "en", "ru", "ar", "es"),
    [
        (
            1,
            "met once: in",
            "провел одно заседание: в",
            "عقدت اللجنة التوجيهية اجتماعاً واحداً: في",
            "reunido una vez: en",
        ),
        (2, "met twice: in", "провел два заседания: в", "عقدت اللجنة التوجيهية اجتماعين: في", "reunido dos veces: en"),
        (
            3,
            "met three times: in",
            "провел три заседания: в",
            "عقدت اللجنة التوجيهية ثلاثة اجتماعات: في",
            "tres veces: en",
        ),
        (
            5,
            "met five times: in",
            "провел пять заседаний: в",
            "عقدت اللجنة التوجيهية خمسة اجتماعات: في",
            "cinco veces: en",
        ),
    ],
)
def test_counts_take_the_plural_of_each_language(held, en, ru, ar, es):
    later = Meeting.objects.filter(kind="committee").order_by("starts_on")[held:]
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in later]).delete()
    tree = assemble("progress", JANUARY)
    said = {}
    for lang in ("en", "ru", "ar", "es"):
        blocks = [block for section in speak(tree, lang).sections for block in section.blocks]
        said[lang] = next(plain(block.content) for block in blocks if block.key == "committee-work")
    expected = {"en": en, "ru": ru, "ar": ar, "es": es}
    assert [lang for lang in expected if expected[lang] not in said[lang]] == []


def test_sources_of_a_paragraph_are_named_once():
    stated = paragraph_sources(assemble("progress", JANUARY))
    assert len(stated) == len(set(stated))
    kinds = {source.kind for _, source in stated}
    assert kinds <= {
        "initiatives", "bodies", "sessions", "places", "organisations", "contributions", "treaties", "events",
        "decisions", "mandates", "meetings", "guidance", "endorsements", "outcomes", "tools", "studies",
        "reports_due", "reports",
    }  # fmt: skip
