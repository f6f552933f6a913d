"""What the checks of a return find, against an enumeration of every value that its figures may stand for."""

import re
from itertools import product

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.returns.checks import Bounds, Fault, check_figures, fault_sentence
from palermo.returns.entries import Entry
from palermo.returns.read_structure import read_structure
from tests.factories.returns import SMALL

STRUCTURE = read_structure(SMALL)
# In the enumeration no number is greater: above every sum of the small figures that are drawn.
MOST = 13

# Two tables that break down one number, a third that lists it by open rows, and one whose columns follow each other.
WIDE = """
units: {persons: {en: Persons}}
dimensions:
  sex: {title: {en: Sex}, codes: {total: {en: Total}, female: {en: Female}, male: {en: Male}}}
  age: {title: {en: Age}, codes: {total: {en: Total}, adult: {en: Adults}, child: {en: Children}}}
  form: {title: {en: Form}, codes: {total: {en: Total}, labour: {en: Labour}, begging: {en: Begging}}}
  citizenship: {title: {en: Citizenship}, list: m49/1, open: true}
  stage: {title: {en: Stage}, codes: {prosecuted: {en: Prosecuted}, convicted: {en: Convicted}}}
  number: {title: {en: Number}, codes: {figure: {en: Number}}}
sections:
  - key: victims
    title: {en: Victims}
    tables:
      - key: by-age
        title: {en: By age}
        units: [persons]
        indicator: detected
        rows: [{dimension: sex, total: total}]
        columns: [{dimension: age, total: total}]
      - key: by-form
        title: {en: By form}
        units: [persons]
        indicator: detected
        rows: [{dimension: form, total: total}]
        columns: [{dimension: sex, total: total}]
      - key: by-citizenship
        title: {en: By citizenship}
        units: [persons]
        indicator: detected
        rows: [{dimension: citizenship}]
        columns: [{dimension: number}]
  - key: justice
    title: {en: Justice}
    tables:
      - key: proceedings
        title: {en: Proceedings}
        units: [persons]
        rows: [{dimension: sex, total: total}]
        columns: [{dimension: stage}]
      - key: appeals
        title: {en: Appeals}
        units: [persons]
        rows: [{dimension: sex, total: total}]
        columns: [{dimension: number}]
rules:
  - {id: order, kind: at_most, table: proceedings, side: columns, code: convicted, of: [prosecuted]}
  - {id: appeals, kind: at_most, table: appeals, side: columns, code: figure, of: [convicted], other_table: proceedings}
  - {id: few, kind: range, table: proceedings, side: columns, code: convicted, high: 9, severity: warning}
  - {id: jump, kind: jump, table: proceedings, factor: 2, severity: warning}
"""
OTHER = read_structure(WIDE)


def count(value: int) -> Entry:
    return Entry("count" if value else "zero", value)


def withheld(low: int | None = None, high: int | None = None) -> Entry:
    return Entry("suppressed", None, low, high)


NOT_RECORDED = Entry("not_recorded")
NOT_APPLICABLE = Entry("not_applicable")


def filled(structure, value: int = 0, **figures: Entry) -> dict[tuple[str, str], Entry]:
    """Every cell of a structure with a value; of the given ones, named `table__row__column`, an entry."""
    given_cells = {}
    for name, entry in figures.items():
        table, row, column = name.split("__")
        given_cells[table.replace("_", "-"), f"{row}.{column}"] = entry
    return {**dict.fromkeys(structure.cells(), count(value)), **given_cells}


def summary(faults: list[Fault]) -> list[tuple]:
    return [(each.rule, each.table, each.cell, each.expected) for each in faults]


# An enumeration, written apart from the checks: the numbers that a figure may be.

entries = st.one_of(
    st.integers(0, 4).map(count),
    st.just(NOT_RECORDED),
    st.just(NOT_APPLICABLE),
    st.tuples(st.integers(0, 3), st.integers(1, 3)).map(lambda pair: withheld(pair[0] or None, sum(pair))),
    st.integers(1, 4).map(withheld),
    st.just(withheld()),
)


def may_be(entry: Entry | None, number: int) -> bool:
    """Whether a number may stand behind an entry."""
    if entry is None or entry.kind == "not_recorded":
        return True
    if entry.kind == "suppressed":
        return (entry.low is None or number >= entry.low) and (entry.high is None or number <= entry.high)
    return number == (entry.value or 0)


def numbers_of(entry: Entry | None) -> set[int]:
    """Every number that may stand behind an entry, up to the greatest of the enumeration."""
    return {number for number in range(MOST + 1) if may_be(entry, number)}


@settings(deadline=None)
@given(st.lists(entries, min_size=3, max_size=3))
def test_a_sum_is_wrong_exactly_if_no_choice_of_values_adds_up(chosen):
    total, *parts = chosen
    figures = {
        ("detected", "total.adult"): total,
        ("detected", "female.adult"): parts[0],
        ("detected", "male.adult"): parts[1],
    }
    adds_up = any(may_be(total, sum(numbers)) for numbers in product(*map(numbers_of, parts)))
    found = [fault for fault in check_figures(STRUCTURE, figures) if fault.rule == "sum-of-sexes"]
    assert [fault.cell for fault in found] == ([] if adds_up else ["total.adult"])


@settings(deadline=None)
@given(st.lists(entries, min_size=3, max_size=3))
def test_what_is_expected_of_a_total_are_the_sums_that_its_parts_can_have(chosen):
    total, *parts = chosen
    figures = {
        ("detected", "total.adult"): total,
        ("detected", "female.adult"): parts[0],
        ("detected", "male.adult"): parts[1],
    }
    for fault in check_figures(STRUCTURE, figures):
        if fault.rule == "sum-of-sexes":
            sums = {sum(numbers) for numbers in product(*map(numbers_of, parts))}
            assert fault.expected == Bounds(min(sums), None if max(sums) >= MOST else max(sums))
            assert fault.found == total
            assert set(fault.others) == {("detected", "female.adult"), ("detected", "male.adult")}


@settings(deadline=None)
@given(entries, entries)
def test_a_figure_is_above_another_exactly_if_every_choice_of_values_says_so(convicted, prosecuted):
    figures = {("proceedings", "male.convicted"): convicted, ("proceedings", "male.prosecuted"): prosecuted}
    is_possible = prosecuted.kind == "not_applicable" or any(
        one <= other for one, other in product(numbers_of(convicted), numbers_of(prosecuted))
    )
    found = [fault for fault in check_figures(OTHER, figures) if fault.rule == "order"]
    assert [fault.cell for fault in found] == ([] if is_possible else ["male.convicted"])


@settings(deadline=None)
@given(entries, entries)
def test_a_part_is_above_its_whole_exactly_if_every_choice_of_values_says_so(part, whole):
    figures = {("by-age", "female.child"): part, ("by-age", "female.total"): whole}
    is_possible = any(one <= other for one, other in product(numbers_of(part), numbers_of(whole)))
    found = [fault for fault in check_figures(OTHER, figures) if fault.rule == "above-total"]
    assert [fault.cell for fault in found] == ([] if is_possible else ["female.child"])


@settings(deadline=None)
@given(entries, entries)
def test_two_tables_differ_exactly_if_no_number_fits_both(one, other):
    figures = {("by-age", "female.total"): one, ("by-form", "total.female"): other}
    is_possible = bool(numbers_of(one) & numbers_of(other))
    found = [fault for fault in check_figures(OTHER, figures) if fault.rule == "totals-differ"]
    assert [(fault.table, fault.cell) for fault in found] == ([] if is_possible else [("by-form", "total.female")])


@settings(deadline=None)
@given(entries, entries)
def test_a_jump_is_one_exactly_if_every_choice_of_values_is(now, before):
    place = ("proceedings", "male.prosecuted")
    silent = {"not_recorded", "not_applicable"}
    is_possible = bool({now.kind, before.kind} & silent) or any(
        new <= 2 * max(old, 1) and old <= 2 * max(new, 1) for new, old in product(numbers_of(now), numbers_of(before))
    )
    found = [fault for fault in check_figures(OTHER, {place: now}, {place: before}) if fault.rule == "jump"]
    assert [fault.cell for fault in found] == ([] if is_possible else ["male.prosecuted"])
    for fault in found:
        possible = {
            new
            for new in range(2 * MOST + 1)
            if any(new <= 2 * max(old, 1) and old <= 2 * max(new, 1) for old in numbers_of(before))
        }
        assert fault.expected == Bounds(min(possible), None if max(possible) >= 2 * MOST else max(possible))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(OTHER.cells())), entries))
def test_a_table_without_figures_has_empty_cells_and_no_other_fault(figures):
    missing = [cell for cell in OTHER.cells() if cell not in figures]
    found = [(each.table, each.cell) for each in check_figures(OTHER, figures) if each.rule == "empty"]
    assert found == missing


# What the enumeration does not reach


def test_a_whole_return_of_zeros_has_no_fault():
    assert check_figures(STRUCTURE, filled(STRUCTURE)) == []
    assert check_figures(OTHER, filled(OTHER)) == []


def test_a_figure_below_zero_is_impossible_and_taken_for_none():
    figures = filled(STRUCTURE, detected__male__child=Entry("count", -3))
    assert summary(check_figures(STRUCTURE, figures)) == [("negative", "detected", "male.child", Bounds(0))]


def test_limits_in_the_wrong_order_are_found():
    figures = filled(OTHER, appeals__male__figure=withheld(7, 4), proceedings__male__convicted=count(9))
    figures["proceedings", "male.prosecuted"] = count(9)
    figures["proceedings", "total.prosecuted"] = figures["proceedings", "total.convicted"] = count(9)
    assert summary(check_figures(OTHER, figures)) == [("limits", "appeals", "male.figure", Bounds(7))]


def test_a_code_may_be_at_most_one_of_another_table():
    figures = filled(OTHER, proceedings__male__convicted=count(2), proceedings__male__prosecuted=count(2))
    figures |= {("proceedings", "total.convicted"): count(2), ("proceedings", "total.prosecuted"): count(2)}
    figures |= {("appeals", "male.figure"): count(3), ("appeals", "total.figure"): count(3)}
    assert [(each.rule, each.cell, each.expected, each.others) for each in check_figures(OTHER, figures)] == [
        ("appeals", "total.figure", Bounds(0, 2), (("proceedings", "total.convicted"),)),
        ("appeals", "male.figure", Bounds(0, 2), (("proceedings", "male.convicted"),)),
    ]


def test_a_range_has_no_say_where_nothing_was_recorded():
    figures = filled(OTHER, 10, proceedings__male__convicted=NOT_RECORDED, proceedings__female__convicted=withheld(8))
    found = [each for each in check_figures(OTHER, figures) if each.rule == "few"]
    assert [(each.cell, each.expected, each.severity) for each in found] == [
        ("total.convicted", Bounds(0, 9), "warning")
    ]


def test_rows_that_were_added_need_every_column_and_stay_below_the_total():
    figures = filled(
        OTHER,
        by_age__total__total=count(5),
        by_form__total__total=count(5),
        by_citizenship__100__figure=count(4),
        by_citizenship__800__figure=count(2),
    )
    assert summary(check_figures(OTHER, figures)) == [
        ("rows-above-total", "by-age", "total.total", Bounds(6)),
        ("rows-above-total", "by-form", "total.total", Bounds(6)),
    ]


def test_what_two_faults_would_say_of_a_part_is_reported_once():
    figures = filled(STRUCTURE, detected__female__adult=count(4), detected__female__total=count(4))
    assert summary(check_figures(STRUCTURE, figures)) == [
        ("sum-of-sexes", "detected", "total.total", Bounds(4, 4)),
        ("sum-of-sexes", "detected", "total.adult", Bounds(4, 4)),
    ]


def test_faults_come_in_the_order_of_the_cells():
    figures = filled(OTHER, 3)
    del figures["appeals", "male.figure"], figures["by-age", "female.adult"]
    places = [(each.table, each.cell) for each in check_figures(OTHER, figures)]
    order = list(OTHER.cells())
    assert places == sorted(places, key=order.index)


CODES_WITH_HYPHENS = """
dimensions:
  age: {title: {en: Age}, codes: {total: {en: Total}, 0-17: {en: Children}, 18-99: {en: Adults}}}
  sex: {title: {en: Sex}, codes: {total: {en: Total}, female: {en: Female}, male: {en: Male}}}
  number: {title: {en: Number}, codes: {figure: {en: Number}}}
sections:
  - key: victims
    title: {en: Victims}
    tables:
      - key: detected
        title: {en: Detected}
        rows: [{dimension: age, total: total}, {dimension: sex, total: total}]
        columns: [{dimension: number}]
rules:
  - {id: ages, kind: sum, table: detected, side: rows, code: total, of: ["0-17", "18-99"]}
"""


def test_codes_with_hyphens_of_two_dimensions_on_a_side_are_told_apart():
    structure = read_structure(CODES_WITH_HYPHENS)
    figures = dict.fromkeys(structure.cells(), count(0))
    figures["detected", "0-17-female.figure"] = count(2)
    figures["detected", "total-total.figure"] = figures["detected", "0-17-total.figure"] = count(2)
    assert [(each.cell, each.expected, each.others) for each in check_figures(structure, figures)] == [
        (
            "total-female.figure",
            Bounds(2, 2),
            (("detected", "0-17-female.figure"), ("detected", "18-99-female.figure")),
        ),
    ]


# The sentences


def sentences(structure, figures, previous=None, names=None) -> list[str]:
    return [fault_sentence(fault, structure, names) for fault in check_figures(structure, figures, previous)]


def test_a_fault_says_where_what_was_expected_what_was_found_and_what_to_do():
    figures = filled(OTHER, proceedings__male__convicted=count(1200), proceedings__total__convicted=withheld(1, 4))
    previous = {("proceedings", "male.prosecuted"): count(6)}
    del figures["appeals", "male.figure"]
    figures["by-citizenship", "100.figure"] = count(1)
    figures["by-age", "total.total"] = NOT_APPLICABLE
    assert sentences(OTHER, figures, previous) == [
        "Victims, By age, row “Total”, column “Total”: expected at least 1, which is the sum of the rows of "
        "“By citizenship”, found “Not applicable”. Correct the figures, or explain the difference in a note.",
        "Victims, By form, row “Total”, column “Total”: expected at least 1, which is the sum of the rows of "
        "“By citizenship”, found 0. Correct the figures, or explain the difference in a note.",
        "Justice, Proceedings, row “Total”, column “Convicted”: expected 0, as in “Prosecuted”, found “Withheld”, "
        "from 1 to 4. Correct the figures, or explain the difference in a note.",
        "Justice, Proceedings, row “Male”, column “Prosecuted”: expected from 3 to 12, going by the year before, "
        "found 0. Check the figure; if it is right, explain it in a note.",
        "Justice, Proceedings, row “Male”, column “Convicted”: expected 0, as in “Prosecuted”, found 1,200. "
        "Correct the figures, or explain the difference in a note.",
        "Justice, Proceedings, row “Male”, column “Convicted”: expected at most 9, found 1,200. "
        "Check the figure; if it is right, explain it in a note.",
        "Justice, Proceedings, row “Male”, column “Convicted”: expected at most 4, as in “Total”, found 1,200. "
        "Correct the figures, or explain the difference in a note.",
        "Justice, Appeals, row “Male”, column “Number”: expected a number or the reason why there is none, found "
        "nothing. Enter a number, 0, or “not recorded”, “not applicable” or “withheld”.",
    ]


def test_a_fault_between_tables_names_both():
    figures = filled(OTHER, by_age__female__total=count(3), by_age__total__total=count(3))
    figures["by-form", "total.total"] = count(3)
    assert sentences(OTHER, figures) == [
        "Victims, By form, row “Total”, column “Female”: expected 3, as in Victims, By age, row “Female”, column "
        "“Total”, found 0. Correct the figures, or explain the difference in a note.",
    ]


def test_a_row_that_was_added_has_the_name_it_was_given():
    figures = filled(STRUCTURE)
    figures["citizenships", "100.figure"] = Entry("count", -1)
    assert sentences(STRUCTURE, figures, names={("citizenship", "100"): "Bulgaria"}) == [
        "Victims by citizenship, row “Bulgaria”, column “Number”: a figure cannot be below zero; found -1.",
    ]


def test_a_rule_that_has_a_sentence_of_its_own_is_explained_by_it():
    structure = read_structure(
        WIDE.replace(
            "kind: at_most, table: proceedings,",
            "kind: at_most, table: proceedings, sentence: {en: Of all persons convicted each was prosecuted.},",
        )
    )
    figures = filled(OTHER, proceedings__male__convicted=count(1), proceedings__total__convicted=NOT_RECORDED)
    assert sentences(structure, figures) == [
        "Justice, Proceedings, row “Male”, column “Convicted”: Of all persons convicted each was prosecuted. "
        "Expected 0, found 1. Correct the figures, or explain the difference in a note.",
    ]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-hans"])
def test_every_kind_of_fault_has_a_sentence_in_every_language(language):
    figures = filled(OTHER, 10, by_age__male__child=Entry("count", -1), by_form__total__female=count(4))
    figures["by-citizenship", "100.figure"] = count(99)
    figures["appeals", "male.figure"] = withheld(7, 4)
    figures["appeals", "total.figure"] = count(30)
    figures["by-age", "male.adult"] = count(44)
    figures |= {("proceedings", "male.convicted"): count(40)}
    del figures["by-form", "begging.male"]
    previous = {("proceedings", "male.prosecuted"): count(600)}
    faults = check_figures(OTHER, figures, previous)
    assert {each.check for each in faults} == {
        *("empty", "negative", "limits", "above-total", "totals-differ", "rows-above-total"),
        *("at_most", "range", "jump"),
    }
    with override(language):
        made = [fault_sentence(fault, OTHER) for fault in faults]
    assert not any(re.search(r"%\(|%s", each) for each in made)
    english = re.compile(r"\b(expected|found|correct|check|row|column)\b", re.IGNORECASE)
    assert [bool(english.search(each)) for each in made] == [language == "en"] * len(made)
