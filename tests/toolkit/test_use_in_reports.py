"""What reports say of the stages and the use of tools: in six languages, as at the cut-off, with and without data."""

from datetime import date

import pytest

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.governance.models import Activity
from palermo.reporting.building import build
from palermo.reporting.context import Context
from palermo.reporting.realization.inline import plain
from palermo.reporting.record_snapshot import read_snapshot
from palermo.reporting.renderers.akn import render_akn
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.html import render_html
from palermo.reporting.renderers.pdf import render_pdf
from palermo.toolkit.models import EditionStage, Uptake
from palermo.toolkit.reporting.stages import tool_meetings
from tests.factories.common import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
JANUARY, FEBRUARY = date(2008, 1, 31), date(2008, 2, 20)
OF_TOOLS = {"tools-stages", "tools-use", "tools-use-table", "tools-use-map"}
STAGES = {
    "ar": "مشروع الدليل هو موضع تشاور مع البرلمانيين منذ 31 كانون الثاني/يناير 2008 وحتى 12 شباط/فبراير 2008. نص "
    "الأدلة التدريبية قيد التنقيح منذ 17 تشرين الثاني/نوفمبر 2007.",
    "zh": "手册草案自2008年1月31日以来与议员进行协商，协商至2008年2月12日为止。"
    "手册文本自2007年11月17日以来一直在修订之中。",
    "en": "The draft of the handbook has been the subject of consultation with parliamentarians since 31 January "
    "2008, open until 12 February 2008. The text of the manuals has been under revision since 17 November "
    "2007.",
    "fr": "La version préliminaire du guide fait l’objet de consultations avec les parlementaires depuis le 31 "
    "janvier 2008, ouvertes jusqu’au 12 février 2008. Le texte des manuels est en cours de révision depuis "
    "le 17 novembre 2007.",
    "ru": "Проект справочника является предметом консультаций (участники: парламентарии) с 31 января 2008 года до "
    "12 февраля 2008 года. Текст пособий находится на пересмотре с 17 ноября 2007 года.",
    "es": "El proyecto de la guía es objeto de consultas con parlamentarios desde el 31 de enero de 2008, abiertas "
    "hasta el 12 de febrero de 2008. El texto de los manuales se encuentra en revisión desde el 17 de "
    "noviembre de 2007.",
}
# The same when the consultation was over.
STAGES_LATER = {
    "ar": "مشروع الدليل كان موضع تشاور مع البرلمانيين حتى 12 شباط/فبراير 2008.",
    "zh": "手册草案已与议员进行协商，协商于2008年2月12日结束。",
    "en": "The draft of the handbook was the subject of consultation with parliamentarians until 12 February 2008.",
    "fr": "La version préliminaire du guide a fait l’objet de consultations avec les parlementaires jusqu’au 12 "
    "février 2008.",
    "ru": "Проект справочника являлся предметом консультаций (участники: парламентарии) до 12 февраля 2008 года.",
    "es": "El proyecto de la guía fue objeto de consultas con parlamentarios hasta el 12 de febrero de 2008.",
}
USED = {
    "ar": "حتى 31 كانون الثاني/يناير 2008، بلغ عدد الدول المسجَّل استخدامها لأدوات المبادرة العالمية 5 وعدد المنظمات 2.",
    "zh": "截至2008年1月31日，记录中使用全球举措工具的国家有5个，组织有2个。",
    "en": "As at 31 January 2008, the use of tools of the Global Initiative was on record for five States and two "
    "organizations.",
    "fr": "Au 31 janvier 2008, l’utilisation d’outils de l’Initiative mondiale était consignée pour cinq États et deux "
    "organisations.",
    "ru": "По состоянию на 31 января 2008 года использование методических материалов Глобальной инициативы было "
    "зарегистрировано в отношении 5 государств и 2 организаций.",
    "es": "Al 31 de enero de 2008, constaba el uso de instrumentos de la Iniciativa Mundial por cinco Estados y dos "
    "organizaciones.",
}


def blocks(lang="en", cutoff=JANUARY):
    """The blocks of a report to the Conference of the Parties, by their keys."""
    report = build("conference", cutoff, lang)
    return {block.key: block for section in report.sections for block in section.blocks}


def spoken(block):
    """The words of a paragraph, with ordinary spaces."""
    return plain(block.content).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(table):
    """The cells of a table."""
    return [[plain(cell) for cell in row] for row in table.rows]


def state_everything():
    """Let the record state what the demonstration marks as supplied by itself."""
    Uptake.objects.update(arranged=[])
    Activity.objects.filter(tool__isnull=False).update(arranged=[])


def test_what_the_demonstration_supplied_as_examples_is_in_no_report():
    for cutoff in (JANUARY, FEBRUARY):
        assert set(blocks(cutoff=cutoff)) & OF_TOOLS == set()


def test_without_uses_and_stages_nothing_is_said():
    state_everything()
    Uptake.objects.all().delete()
    EditionStage.objects.all().delete()
    assert set(blocks()) & OF_TOOLS == set()


@pytest.mark.parametrize("lang", CODES)
def test_stages_and_use_are_stated_in_each_language_and_tense(lang):
    state_everything()
    found = blocks(lang)
    assert spoken(found["tools-stages"]) == STAGES[lang]
    assert spoken(found["tools-use"]) == USED[lang]
    later = blocks(lang, FEBRUARY)
    assert spoken(later["tools-stages"]).startswith(STAGES_LATER[lang])


def test_each_use_is_a_row_and_what_awaits_confirmation_is_none():
    state_everything()
    found = blocks()
    assert rows_of(found["tools-use-table"]) == [
        ["Handbook", "IOM", "Adapted", "January 2008"],
        ["Handbook", "South Africa", "Adopted", "25 January 2008"],
        ["Model law", "Brazil", "Adapted", "12 December 2007"],
        ["Model law", "India", "In a training curriculum", "January 2008"],
        ["Manuals", "Austria", "In a training curriculum", "September 2007"],
        ["Manuals", "Eastern Africa Police Chiefs Cooperation Organization", "Adapted", "December 2007"],
        ["Manuals", "Thailand", "Translated", "20 November 2007"],
    ]
    world = found["tools-use-map"]
    assert world.picture.states == (("aut", 0), ("bra", 1), ("ind", 0), ("tha", 1), ("zaf", 1))
    assert rows_of(world) == [
        ["African States", "53", "0", "1"],
        ["Asia-Pacific States", "53", "1", "1"],
        ["Eastern European States", "23", "0", "0"],
        ["Latin American and Caribbean States", "33", "0", "1"],
        ["Western European and other States", "29", "1", "0"],
        ["No regional group recorded", "1", "0", "0"],
    ]


def test_a_use_is_stated_once_it_had_begun_and_was_on_record():
    state_everything()
    uses = Uptake.objects.filter(tool__activity__slug="model-law")
    Uptake.objects.exclude(pk__in=uses).delete()
    # Begun in December, recorded in January.
    assert "tools-use" not in blocks(cutoff=date(2007, 12, 31))
    uses.update(since_on=None, decided_on=None)
    assert "tools-use" not in blocks()
    uses.filter(state__slug="bra").update(decided_on=date(2008, 1, 8))
    assert rows_of(blocks()["tools-use-table"]) == [["Model law", "Brazil", "Adapted", "–"]]


def test_an_expert_meeting_of_a_stage_is_stated_with_its_days():
    state_everything()
    Activity.objects.filter(slug="handbook-parliamentarians").update(state="proposed")
    assert spoken(blocks(cutoff=date(2007, 11, 16))["tools-stages"]) == (
        "The text of the manuals was considered by an expert group meeting from 12 to 16 November 2007."
    )
    assert spoken(blocks(cutoff=date(2007, 11, 14))["tools-stages"]) == (
        "The text of the manuals is being considered by an expert group meeting from 12 to 16 November 2007."
    )


def test_expert_meetings_are_a_table_with_participants_and_the_next_step():
    record = read_snapshot(JANUARY, Audience.PUBLIC)
    [table] = tool_meetings(Context(record))
    assert [len(row) for row in table.rows] == [5] * 5
    assert [source.id for source in table.sources if source.kind == "tools"] == ["model-law", "training-manual"]
    steps = [row[4][0] for row in table.rows]
    assert [step.args.get("state", "") for step in steps] == ["final", "final", "final", "", "final"]
    record = read_snapshot(date(2007, 1, 1), Audience.PUBLIC)
    assert tool_meetings(Context(record)) == []


def test_the_use_of_tools_stands_in_every_format():
    state_everything()
    Uptake.objects.filter(slug="example-model-law-brazil").update(evidence=text("Canary"))
    report = build("conference", JANUARY, "en")
    page = render_html(report)
    assert page.count('<img class="map"') == 2
    assert "States that use tools as at 31 January 2008, by regional group" in page
    assert "Canary" not in page
    assert render_docx(report)[:2] == b"PK"
    assert render_pdf(report)[:5] == b"%PDF-"
    assert "In a training curriculum" in render_akn(report).decode()
