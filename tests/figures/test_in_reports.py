"""What reports say of released figures: in six languages, as at the cut-off, with what is withheld, in every file."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.figures.models import Release
from palermo.figures.states.releases import ReleaseStatus
from palermo.reporting.actions.writing import write_text
from palermo.reporting.building import build, draft_of
from palermo.reporting.frozen import freeze, thaw
from palermo.reporting.models import Report
from palermo.reporting.realization.inline import plain
from palermo.reporting.renderers.akn import render_akn
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.html import render_html
from palermo.reporting.renderers.pdf import render_pdf
from palermo.reporting.spoken import ChartPicture, Table
from palermo.reporting.writing.report import Flag
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import make_release
from tests.factories.register import make_report
from tests.factories.releases import make_proposed
from tests.figures.reported import reported_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
JANUARY = date(2008, 1, 31)
# By key of a paragraph and language; ordinary spaces.
SAID = {
    "figures-victims": {
        "ar": "عن عام 2006، أبلغت 6 دول عن ضحايا الاتجار بالأشخاص المكتشفين، والمجموع 402. بلغ عدد الدول التي نُشر "
        "لها رقم عن كل سنة من 2004 إلى 2006 6؛ والمجموع 390 لعام 2004 و402 لعام 2006. المصدر: Figures on victims "
        "[ar] (1 حزيران/يونيه 2007).",
        "zh": "关于2006年，6个国家报告了发现的贩运人口被害人，合计402。有6个国家在2004年至2006年每年均有公布的数据："
        "2004年合计390，2006年合计402。来源：Figures on victims [zh]（2007年6月1日）。",
        "en": "For 2006, six States reported detected victims of trafficking in persons: 402 in all. Six States "
        "have a published number for each year from 2004 to 2006: 390 for 2004 and 402 for 2006 in all. Source: "
        "Figures on victims [en] (1 June 2007).",
        "fr": "Pour 2006, six États ont communiqué le nombre de victimes de la traite des personnes détectées : 402 "
        "au total. Pour six États, un nombre est publié pour chaque année de 2004 à 2006 : 390 pour 2004 et 402 pour "
        "2006 au total. Source : Figures on victims [fr] (1er juin 2007).",
        "ru": "За 2006 год 6 государств представили данные о выявленных жертвах торговли людьми: всего 402. "
        "Опубликованные числа за каждый год с 2004 по 2006 год имеются по следующему числу государств: 6; всего за "
        "2004 год – 390, за 2006 год – 402. Источник: Figures on victims [ru] (1 июня 2007 года).",
        "es": "Para 2006, seis Estados comunicaron el número de víctimas de la trata de personas detectadas: 402 en "
        "total. De seis Estados hay un número publicado para cada año de 2004 a 2006: 390 para 2004 y 402 para 2006 "
        "en total. Fuente: Figures on victims [es] (1 de junio de 2007).",
    },
    "figures-sex-age": {
        "ar": "عن عام 2006، أبلغت 6 دول عن الضحايا المكتشفين حسب الجنس والعمر: النساء 312؛ الرجال 60؛ الفتيات من 6 "
        "إلى 24؛ الفتيان من 6 إلى 24. ومن بين الأرقام التي يستند إليها ما تقدم، بلغ عدد الأرقام المحجوبة لحماية "
        "الأشخاص 12؛ ولذلك ترد المجاميع في شكل نطاقات. المصدر: Figures on victims [ar] (1 حزيران/يونيه 2007).",
        "zh": "关于2006年，6个国家按性别和年龄报告了发现的被害人：妇女312，男子60，女童6至24，男童6至24。在上述依据"
        "的数据中，有12个为保护个人而隐去，因此合计以区间表示。来源：Figures on victims [zh]（2007年6月1日）。",
        "en": "For 2006, six States reported detected victims by sex and age: women, 312; men, 60; girls, 6 to 24; "
        "boys, 6 to 24. Among the figures on which this rests, 12 are suppressed to protect persons; the sums are "
        "therefore given as intervals. Source: Figures on victims [en] (1 June 2007).",
        "fr": "Pour 2006, six États ont communiqué le nombre de victimes détectées, par sexe et par âge : femmes, "
        "312 ; hommes, 60 ; filles, de 6 à 24 ; garçons, de 6 à 24. Parmi les chiffres sur lesquels repose ce qui "
        "précède, 12 sont masqués pour protéger les personnes ; les sommes sont donc données sous forme "
        "d’intervalles. Source : Figures on victims [fr] (1er juin 2007).",
        "ru": "За 2006 год 6 государств представили данные о выявленных жертвах в разбивке по полу и возрасту: "
        "женщины – 312; мужчины – 60; девочки – от 6 до 24; мальчики – от 6 до 24. В числе данных, на которых это "
        "основано, 12 значений скрыты в целях защиты лиц, поэтому суммы указаны в виде интервалов. Источник: Figures "
        "on victims [ru] (1 июня 2007 года).",
        "es": "Para 2006, seis Estados comunicaron el número de víctimas detectadas, por sexo y edad: mujeres, 312; "
        "hombres, 60; niñas, de 6 a 24; niños, de 6 a 24. De las cifras en que se basa lo anterior, 12 están "
        "suprimidas para proteger a las personas; por tanto, las sumas se indican como intervalos. Fuente: Figures "
        "on victims [es] (1 de junio de 2007).",
    },
}
OF_FIGURES = {
    *("figures-victims", "figures-chart-victims", "figures-map-victims", "figures-sex-age", "figures-chart-sex-age"),
    *("figures-form", "figures-chart-form", "figures-citizenship", "figures-table-citizenship", "figures-justice"),
    *("figures-chart-convicted", "figures-coverage", "figures-limits"),
}


def blocks(lang="en", cutoff=JANUARY):
    """The blocks of the research report, by their keys."""
    report = build("trafficking", cutoff, lang)
    return {block.key: block for section in report.sections for block in section.blocks}


def spoken(block):
    """The words of a paragraph, with ordinary spaces."""
    return plain(block.content).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(table):
    return [[plain(cell) for cell in row] for row in table.rows]


@pytest.mark.parametrize("lang", CODES)
def test_figures_are_stated_in_each_language_with_states_limits_and_release(lang):
    make_release(reported_figures())
    found = blocks(lang)
    assert {key: spoken(found[key]) for key in SAID} == {key: words[lang] for key, words in SAID.items()}


def test_each_kind_of_paragraph_stands_in_the_research_report():
    make_release(reported_figures())
    found = blocks()
    assert {key for key in found if key.startswith("figures")} == OF_FIGURES
    assert spoken(found["figures-form"]).startswith(
        "For 2006, six States reported detected victims by form of exploitation: sexual exploitation, 312; and forced "
        "labour or services, 90."
    )
    assert spoken(found["figures-citizenship"]).startswith(
        "For 2006, six States reported detected victims by citizenship: own nationals, 282; other citizenships, 120. "
        "Citizens of one State or area were detected outside their country."
    )
    assert spoken(found["figures-justice"]).startswith(
        "For 2006, six States reported on persons suspected, prosecuted and convicted: 180 suspected, 120 prosecuted, "
        "63 convicted."
    )
    assert spoken(found["figures-coverage"]).startswith(
        "Figures are on record for 6 of 192 Member States; for 186 none are on record. Of 216 published figures, 36 "
        "are suppressed."
    )
    assert rows_of(found["figures-map-victims"]) == [
        ["African States", "53", "1", "92"],
        ["Asia-Pacific States", "53", "2", "154"],
        ["Eastern European States", "23", "0", "Not recorded"],
        ["Latin American and Caribbean States", "33", "1", "52"],
        ["Western European and other States", "29", "2", "104"],
        ["No regional group recorded", "1", "0", "Not recorded"],
    ]


def test_values_keep_their_kind_in_pictures():
    make_release(reported_figures())
    picture = blocks()["figures-chart-sex-age"].picture
    assert isinstance(picture, ChartPicture)
    [(*_others, boys)] = [[(row.label, row.values[0]) for row in picture.rows]]
    assert boys[0] == "Boys"
    assert (boys[1].kind, boys[1].number, boys[1].low, boys[1].high) == ("suppressed", None, 6, 24)
    assert [row.values[0].kind for row in picture.rows] == ["count", "count", "suppressed", "suppressed"]


def test_a_year_with_few_states_is_not_the_one_that_is_stated_and_changing_states_are_no_trend():
    figures = reported_figures()
    first = {key: each for key, each in figures.items() if key[0] in ("aut", "bra") or key[2] == "2005"}
    make_release(first)
    said = spoken(blocks()["figures-victims"])
    assert said.startswith(
        "For 2005, six States reported detected victims of trafficking in persons: 396 in all. Too few"
    )
    assert "figures-chart-victims" not in blocks()


def test_before_any_release_nothing_is_said_of_figures():
    make_proposed(title=text("Canary"), notes="Canary")
    found = blocks()
    assert set(found) & OF_FIGURES == set()
    assert "Canary" not in str(found)


def test_what_was_released_after_the_cut_off_or_withdrawn_is_not_stated():
    release = make_release(reported_figures())
    assert set(blocks(cutoff=date(2007, 5, 31))) & OF_FIGURES == set()
    assert set(blocks(cutoff=date(2007, 6, 1))) >= OF_FIGURES
    withdraw(release)
    # Also for a cut-off at which it still stood: its figures must no longer be used.
    assert set(blocks(cutoff=date(2007, 6, 1))) & OF_FIGURES == set()


def withdraw(release):
    Release.objects.filter(pk=release.pk).update(
        status=ReleaseStatus.WITHDRAWN, withdrawn_on=date(2008, 2, 1), reason=text("Wrong")
    )


def test_invented_figures_are_called_so():
    make_release(reported_figures(), is_invented=True)
    assert spoken(blocks()["figures-victims"]).endswith("These figures were invented for the demonstration.")


def draft_report() -> Report:
    return make_report(
        "Research", blueprint="trafficking", state="prepared", issued_on=None, cutoff_on=JANUARY, audience="public"
    )


def test_a_withdrawn_release_flags_what_an_officer_wrote_on_its_figures():
    release, report, officer = make_release(reported_figures()), draft_report(), make_user(Role.SECRETARIAT)
    key = "victims.figures-victims"
    said = build("trafficking", JANUARY, "en", report)
    words = next(plain(each.content) for each in said.paragraphs if each.key == "figures-victims")
    write_text(report, key, "en", f"{words} This is new.", base=0, by=officer)
    row = next(each.key for each in report.paragraphs.all() if any(one["block"] == key for one in each.origins))
    writing = draft_of(report).writing
    assert writing.status(writing.pieces[row], "en").flags == ()
    withdraw(release)
    writing = draft_of(report).writing
    flags = writing.status(writing.pieces[row], "en").flags
    assert flags == (Flag.CHANGED,)


def test_another_release_changes_what_is_stated():
    release = make_release(reported_figures(), population="people", population_edition="1")
    make_release(
        reported_figures(more=5),
        release.register,
        population="people",
        population_edition="2",
        declared=["people, edition 2 beside people, edition 1"],
        title=text("Revised figures"),
    )
    said = spoken(blocks()["figures-victims"])
    assert "432 in all" in said
    assert said.endswith("Source: Revised figures [en] (1 June 2007).")


def test_figures_stand_in_every_format_with_pictures_and_their_words():
    make_release(reported_figures())
    report = build("trafficking", JANUARY, "en")
    page = render_html(report)
    pictures = page.split("<img")[1:]
    assert len(pictures) == 6
    described = [each.split('alt="')[1].split('"')[0] for each in pictures]
    assert described[:3] == [
        "2004: 390; 2005: 396; 2006: 402",
        "Victims detected [en], 2006: map of the States that reported (6), by number.",
        "Women: 312; Men: 60; Girls: 6 to 24; Boys: 6 to 24",
    ]
    with ZipFile(BytesIO(render_docx(report))) as archive:
        assert len([name for name in archive.namelist() if "media" in name]) == 6
        document = archive.read("word/document.xml").decode()
        assert 'descr="Women: 312; Men: 60; Girls: 6 to 24; Boys: 6 to 24"' in document
    assert render_docx(report) == render_docx(report)
    assert render_pdf(report)[:5] == b"%PDF-"
    assert "6 to 24" in render_akn(report).decode()
    assert thaw(freeze(report)) == report


def test_reports_of_the_record_before_figures_are_read_back_as_they_were():
    report = build("conference", JANUARY, "en")
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    assert any(table.picture for table in tables)
    assert thaw(freeze(report)) == report
