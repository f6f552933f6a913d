"""Who is trafficked? Detected victims by sex, age and form of exploitation."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from django.utils.translation import gettext as _

from palermo.figures.choices import Choice
from palermo.figures.derived import (
    AGES,
    BOYS,
    GIRLS,
    MEN,
    OTHERS,
    VICTIMS,
    WOMEN,
    Series,
    form_sums,
    sex_and_age_sums,
)
from palermo.figures.labels import category_name
from palermo.figures.reporting.sentences import (
    release_facts,
    say_forms,
    say_limits,
    say_reported,
    say_sex_and_age,
    say_sources,
    say_suppressed,
)
from palermo.figures.sums import Sum, add_sums
from palermo.figures.units import unit_name
from palermo.figures.web.questions.answers import (
    Answer,
    Asked,
    DataTable,
    explorer_address,
    reporting_note,
    sum_value,
    with_categories,
)
from palermo.figures.web.tables import FigureTable, figure_table
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.values import Label

SEX_AGE, FORM = "sex+age", "form"
LIMITS = ("detection", "comparability", "suppressed")
_CODES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    WOMEN: {"sex": ("female",), "age": ("18+",)},
    MEN: {"sex": ("male",), "age": ("18+",)},
    GIRLS: {"sex": ("female",), "age": ("0-17",)},
    BOYS: {"sex": ("male",), "age": ("0-17",)},
    OTHERS: {},
}


def who_is_trafficked(asked: Asked) -> Answer:
    """The answer for a year, by sex and age and by form of exploitation."""
    by = next((each for each in (SEX_AGE, FORM, "") if asked.years_of(VICTIMS, each)), None)
    year = asked.year_of(VICTIMS, by) if by is not None else None
    if by is None or year is None:
        return Answer()
    people, forms, total = (asked.series(VICTIMS, each, year) for each in (SEX_AGE, FORM, ""))
    found = {name: each for name, each in ((SEX_AGE, people), (FORM, forms)) if each}
    by_people = sex_and_age_sums(found[SEX_AGE]) if SEX_AGE in found else {}
    by_form = form_sums(found[FORM]) if FORM in found else {}
    releases = list(dict.fromkeys(each.release for each in (total, people, forms) if each))
    clauses = [
        say_reported(total, year, asked.editions[VICTIMS]) if total else None,
        say_sex_and_age(people, year) if people and by_people else None,
        say_forms(forms, year) if forms and by_form else None,
        say_suppressed([*by_people.values(), *by_form.values()], *releases),
        *say_sources(*releases),
    ]
    return Answer(
        year,
        asked.years_of(VICTIMS, by),
        {
            "sex-age": _people_chart(by_people, year) if by_people else None,
            "form": _form_chart(by_form, year) if by_form else None,
        },
        [each for each in clauses if each],
        say_limits(LIMITS, release_facts(*releases)),
        list(_tables(found, year, asked)),
        releases,
        [asked.editions[VICTIMS]],
    )


def _tables(found: Mapping[str, Series], year: int, asked: Asked) -> Iterator[DataTable]:
    titles = {
        SEX_AGE: _("By State, sex and age, %(year)d") % {"year": year},
        FORM: _("By State and form of exploitation, %(year)d") % {"year": year},
    }
    for by, series in found.items():
        yield DataTable(
            by.replace("+", "-"), titles[by], partial(_table, series, titles[by], asked), _explored(by, year)
        )


def _table(series: Series, title: str, asked: Asked) -> FigureTable:
    wanted = {"age": AGES} if "age" in series.by else {"form": form_sums(series)}
    shown = with_categories(series, wanted)
    return figure_table(series.release, shown, title=title, rows="state", columns=series.by, names=asked.names)


def _people_chart(sums: Mapping[str, Sum], year: int) -> Chart:
    words = {WOMEN: _("Women"), MEN: _("Men"), GIRLS: _("Girls"), BOYS: _("Boys"), OTHERS: _("Other or not known")}
    rows = ((words[key], each, _explored(SEX_AGE, year, _CODES[key])) for key, each in sums.items())
    return _bars(_("Detected victims by sex and age, %(year)d") % {"year": year}, _("Sex and age"), rows, sums)


def _form_chart(sums: Mapping[str, Sum], year: int) -> Chart:
    rows = ((category_name(FORM, code), each, _explored(FORM, year, {FORM: (code,)})) for code, each in sums.items())
    title = _("Detected victims by form of exploitation, %(year)d") % {"year": year}
    return _bars(title, _("Form of exploitation"), rows, sums)


def _bars(title: str, heading: str, rows: Iterable[tuple[str, Sum, str]], sums: Mapping[str, Sum]) -> Chart:
    total = add_sums(sums.values())
    bars = tuple(Bar(Label(words), (sum_value(each, address),)) for words, each, address in rows)
    note = reporting_note(total.states, total.suppressed)
    return Bars(title=title, heading=heading, note=note, series=(unit_name("persons"),), rows=bars)


def _explored(by: str, year: int, codes: Mapping[str, tuple[str, ...]] | None = None) -> str:
    return explorer_address(Choice(indicator=VICTIMS, by=by, year_from=year, year_until=year, codes=codes or {}))
