"""Mappings through their public surface."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from list_files import edition_of, loss, mapping_of

from harmonise.lists import (
    LANGUAGES,
    Loss,
    MappingRow,
    NotExportable,
    Relation,
    UnknownList,
    code_list,
    mapping,
    mappings,
)

MAPPINGS = [mapping(*names) for names in mappings()]
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize("one", MAPPINGS, ids=str)
def test_every_code_of_the_source_has_a_line(one):
    assert {row.source for row in one.rows} == {code.code for code in one.source.codes}


@pytest.mark.parametrize("one", MAPPINGS, ids=str)
def test_every_target_is_a_code(one):
    assert {row.target for row in one.rows} - {None} - {code.code for code in one.target.codes} == set()


@pytest.mark.parametrize("one", MAPPINGS, ids=str)
def test_what_is_lost_is_described_in_six_languages(one):
    described = [sorted(row.loss) for row in one.rows if row.relation is Relation.LOSES or row.loss]
    assert described == [sorted(LANGUAGES)] * len(described)


@pytest.mark.parametrize("one", MAPPINGS, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_a_sentence_for_each_line_that_is_not_exact(one, language):
    report = one.report({code.code: 1 for code in one.source.codes} | {"?!": 2, None: 3})
    sentences = report.sentences(language)
    inexact = [row for row in one.rows if row.relation is not Relation.EXACT]
    assert (len(sentences), [s for s in sentences if "{" in s or "None" in s]) == (2 + len(inexact), [])


@pytest.mark.parametrize("number", ["2", "3"])
def test_areas_go_to_iso_and_back(number):
    iso = f"iso-3166-alpha-{number}"
    there, back = mapping("m49", iso), mapping(iso, "m49")
    areas = [code.code for code in code_list("m49").valid_on(TODAY) if code.attributes["level"] == "area"]
    both = {area: back.translate(there.translate(area).targets[0]).targets for area in areas}
    assert both == {area: (area,) for area in areas}


@pytest.mark.parametrize(("number", "exceptions"), [("2", {"TW": "CN"}), ("3", {"TWN": "CHN"})])
def test_iso_goes_to_areas_and_back(number, exceptions):
    iso = f"iso-3166-alpha-{number}"
    there, back = mapping(iso, "m49"), mapping("m49", iso)
    codes = [code.code for code in code_list(iso).codes]
    both = {code: back.translate(there.translate(code).targets[0]).targets for code in codes}
    assert both == {code: (exceptions.get(code, code),) for code in codes}


@pytest.mark.parametrize(
    ("source", "target", "cell", "targets"),
    [
        ("htcds-forms", "forms", "ForcedLabour;ForcedBegging", ("forced_labour", "forced_begging")),
        ("htcds-forms", "forms", "ForcedLabour;ForcedLabour", ("forced_labour",)),
        ("uk-nrm-forms", "forms", "Labour & Criminal", ("forced_labour", "forced_criminality")),
        ("uk-nrm-forms", "forms", "Sexual, Labour & Domestic", ("sexual", "forced_labour", "domestic_servitude")),
        ("htcds-methods-of-control", "methods-of-control", "RestrictsMovement Other", ("restricts_movement", "other")),
        ("ctdc-forms/1", "forms", "isSexAndLabour", ("sexual", "forced_labour")),
        ("ctdc-labour/1", "forms", "typeOfLabourIllicitActivities", ("forced_criminality",)),
        ("ctdc-labour/1", "forms", "Begging;Construction", ("forced_begging", "forced_labour")),
        (
            "ctdc-means-of-control/1",
            "methods-of-control",
            "meansOfControlWithholdsNecessiti",
            ("withholds_necessities",),
        ),
        ("ctdc-perpetrator-age", "age-bands", "0--29;39--47", ("unknown", "39-47")),
        ("unodc-forms", "forms", "Other forms of exploitation", ("other_unspecified",)),
        ("unodc-indicators", "justice-stages", "Detected trafficking victims", ()),
        ("forms", "sdg-16-2-2-series", "forced_criminality;sexual", ("VC_HTF_DETVOP", "VC_HTF_DETVSX")),
        ("forms", "iccs-trafficking", "organ_removal", ("02043",)),
        ("sex", "sdg-sex", "Женский", ("F",)),
        ("iso-3166-alpha-2", "m49", "AL;RS", ("008", "688")),
    ],
)
def test_translating_a_cell(source, target, cell, targets):
    assert mapping(source, target).translate(cell).targets == targets


def test_a_composite_is_never_divided_into_its_parts():
    composites = mapping("ctdc-means-of-control/2", "methods-of-control")
    divided = [row.source for row in composites.rows if composites.target.code(row.target).parent is not None]
    assert (divided, len(composites.rows)) == ([], 8)


@pytest.mark.parametrize("source", ["htcds-gender", "ctdc-gender/1", "ctdc-gender/2", "uk-nrm-gender"])
def test_gender_never_becomes_sex_silently(source):
    rows = mapping(source, "sex").rows
    assert {row.target for row in rows if row.relation is Relation.EXACT} - {"unknown", "total"} == set()


@pytest.mark.parametrize("source", ["age-bands", "ctdc-age"])
def test_bands_of_age_go_where_their_bounds_lie(source):
    one = mapping(source, "sdg-age" if source == "age-bands" else "age-bands")
    for row in one.rows:
        attributes = one.source.code(row.source).attributes
        if not attributes:
            continue
        low, high = float(attributes["low"]), float(attributes.get("high", "inf"))
        if source == "ctdc-age":
            target = one.target.code(row.target).attributes
            assert (float(target["low"]), float(target.get("high", "inf"))) == (low, high)
        else:
            assert row.target == ("Y0T17" if high <= 17 else "Y_GE18" if low >= 18 else None)


def test_forms_go_to_series_of_numbers():
    one = mapping("forms", "sdg-16-2-2-series")
    assert {one.target.code(row.target).attributes["measure"] for row in one.rows} == {"number"}


@pytest.fixture
def fruit(tmp_path):
    words = {code: f"fruit {code}" for code in "abcd"}
    source = edition_of(tmp_path, words, extra='separators = [";"]\n')
    target = edition_of(tmp_path, {"1": "one", "2": "two"}, name="number")
    rows = "a,1,exact,\nb,1,broader,\nc,2,narrower,taste\nd,,loses,taste\n"
    return mapping_of(tmp_path, source, target, rows, loss("taste"))


def test_applying_a_mapping_to_a_column(fruit):
    mapped = fruit.apply(["a", "a;b", None, " ", "d", "e", "c;e", "e"])
    report = mapped.report
    assert [cell and (cell.targets, cell.unmapped) for cell in mapped.cells] == [
        (("1",), ()),
        (("1",), ()),
        None,
        None,
        ((), ()),
        ((), ("e",)),
        (("2",), ("e",)),
        ((), ("e",)),
    ]
    assert (report.cells, report.blank, report.uses, report.unmapped) == (
        8,
        2,
        {"exact": 2, "broader": 1, "narrower": 1, "loses": 1},
        (("e", 3),),
    )
    six = {language: f"Text {language}" for language in LANGUAGES}
    assert report.losses == (
        Loss(MappingRow("b", "1", Relation.BROADER), 1),
        Loss(MappingRow("c", "2", Relation.NARROWER, six), 1),
        Loss(MappingRow("d", None, Relation.LOSES, six), 1),
    )


def test_a_code_that_is_twice_in_a_cell_counts_once():
    translation = mapping("htcds-forms", "forms").translate("ForcedLabour;Forced labour")
    assert (translation.sources, len(translation.rows)) == (("ForcedLabour",), 1)


def test_the_most_frequent_unmapped_label_comes_first(fruit):
    assert fruit.apply(["x", "y", "z", "z"]).report.unmapped == (("z", 2), ("x", 1), ("y", 1))


def test_the_newest_mapping_is_the_default():
    newest = mapping("ctdc-labour", "forms")
    assert (newest.number, newest.source.number, mapping("ctdc-labour/1", "forms").number) == ("2", "2", "1")


def test_the_sentences_of_a_report(fruit):
    assert fruit.apply(["a", "b", "b", "c", "d", "e", ""]).report.sentences("en") == [
        "Cells: 7; blank: 1; codes mapped exactly: 1.",
        "“fruit b en” became the broader “one en” (cells: 2).",
        "“fruit c en” became the narrower “two en” (cells: 1). Lost: Text en",
        "“fruit d en” has no counterpart (cells: 1). Lost: Text en",
        "“e” is not in the list “Text en” (cells: 1).",
    ]


def test_a_report_as_plain_values(fruit):
    values = fruit.apply(["b", "e"]).report.to_dict()
    assert values == {
        "source": {"list": "fruit", "edition": "1", "digest": fruit.source.digest},
        "target": {"list": "number", "edition": "1", "digest": fruit.target.digest},
        "mapping": {"edition": "1", "digest": fruit.digest},
        "cells": 2,
        "blank": 0,
        "uses": {"exact": 0, "broader": 1, "narrower": 0, "loses": 0},
        "losses": [{"source": "b", "target": "1", "relation": "broader", "cells": 1, "lost": {}}],
        "unmapped": [{"label": "e", "cells": 1}],
    }


CELLS = st.lists(
    st.one_of(
        st.none(),
        st.sampled_from(["", " "]),
        st.lists(st.sampled_from(["ForcedLabour", "Sexual exploitation", "Other", "Réclutement"]), min_size=1).map(
            ";".join
        ),
    )
)


@settings(deadline=None)
@given(CELLS)
def test_nothing_is_dropped(column):
    mapped = mapping("htcds-forms", "forms").apply(column)
    words = [set(cell.split(";")) if cell and cell.strip() else set() for cell in column]
    assert mapped.report.cells == len(column)
    assert mapped.report.blank == words.count(set()) == mapped.cells.count(None)
    found = [len(cell.sources) + len(cell.unmapped) if cell else 0 for cell in mapped.cells]
    assert found == [len(each) for each in words]
    assert sum(mapped.report.uses.values()) + sum(count for _, count in mapped.report.unmapped) == sum(found)


@settings(deadline=None)
@given(CELLS)
def test_a_count_of_cells_gives_the_same_report(column):
    one = mapping("htcds-forms", "forms")
    assert one.report(Counter(column)) == one.apply(column).report


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: mapping("sex", "forms"),
            "There is no mapping from 'sex' to 'forms'. There are mappings from it to sdg-sex.",
        ),
        (
            lambda: mapping("htcds-form", "forms"),
            "There is no mapping from 'htcds-form' to 'forms'. The nearest is 'htcds-forms'.",
        ),
        (
            lambda: mapping("sex", "sdg-sex", "3"),
            "The mapping from 'sex' to 'sdg-sex' has no edition '3'. It has: 1.",
        ),
        (
            lambda: mapping("ctdc-forms/4", "forms"),
            "There is no mapping from edition '4' of 'ctdc-forms' to 'forms'.",
        ),
        (
            lambda: mapping("sex", "sdg-sex").rows_of("femail"),
            "sex, edition 1 has no code 'femail'. The nearest is 'female'.",
        ),
    ],
)
def test_what_does_not_exist_is_refused(call, sentence):
    with pytest.raises(UnknownList) as refusal:
        call()
    assert str(refusal.value) == sentence


def test_nothing_is_exported_through_a_mapping_to_ic_tip(tmp_path):
    source = edition_of(tmp_path, {"a": "apple"})
    one = mapping_of(tmp_path, source, code_list("ic-tip"), "a,,loses,all\n", loss("all"))
    with pytest.raises(NotExportable, match="Nothing can be exported as coded by IC-TIP"):
        one.check_export()
