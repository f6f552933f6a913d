"""Results as pages, tables, dictionaries and pictures; equality; tables in place of histories."""

import dataclasses
import json
import sys

import matplotlib as mpl
import numpy as np
import pandas as pd
import polars as pl
import pytest

import prevalence
from prevalence.cells import whole_number
from prevalence.checks import predictive_checks
from prevalence.covariates import CovariateHistories
from prevalence.datasets import load
from prevalence.errors import InvalidArgument, InvalidData
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories
from prevalence.indicator import sdg_16_2_2
from prevalence.models import Model
from prevalence.presentation import Compared, Result
from prevalence.stepwise import stepwise
from prevalence.strata import StratifiedHistories, estimate_strata

mpl.use("Agg")

KOREA = load("korea")
BY_SEX = {
    "A": [1, 0, 1] * 2,
    "B": [0, 1, 1] * 2,
    "sex": ["f"] * 3 + ["m"] * 3,
    "count": [60, 30, 40, 20, 5, 10],
}


def covariate_estimate():
    people = CovariateHistories.from_counts(BY_SEX, ["A", "B"], ["sex"])
    return prevalence.covariate_model(people, "sex * (A + B)")


def strata():
    return estimate_strata(StratifiedHistories.from_counts(BY_SEX, ["A", "B"], ["sex"]), replicates=100)


RESULTS = {
    "loglinear": lambda: prevalence.loglinear(KOREA, "[12,3]"),
    "stepwise": lambda: stepwise(KOREA),
    "best_model": lambda: prevalence.best_model(KOREA),
    "aic_stepwise": lambda: prevalence.aic_stepwise(KOREA),
    "graph_average": lambda: graph_average(KOREA),
    "latent_classes": lambda: prevalence.latent_classes(KOREA, chains=2, draws=50, thin=1, burn_in=50),
    "threshold_pairs": lambda: prevalence.threshold_pairs(KOREA, draws=300, burn_in=300),
    "chao_lower_bound": lambda: prevalence.chao_lower_bound(KOREA),
    "chapman": lambda: prevalence.chapman(KOREA, "b", "c"),
    "sample_coverage": lambda: prevalence.sample_coverage(KOREA),
    "heterogeneity": lambda: prevalence.heterogeneity(KOREA, "darroch"),
    "covariate_model": covariate_estimate,
    "interval": lambda: stepwise(KOREA).interval(0.95, replicates=100),
    "bootstrap": lambda: stepwise(KOREA).bootstrap(100),
    "provenance": lambda: stepwise(KOREA).provenance,
    "rank_models": lambda: prevalence.rank_models(KOREA),
    "check_existence": lambda: prevalence.check_existence(KOREA, "[12,3]"),
    "overlap": lambda: prevalence.overlap(KOREA),
    "internal_consistency": lambda: prevalence.internal_consistency(KOREA),
    "sensitivity": lambda: prevalence.sensitivity(KOREA),
    "predictive_checks": lambda: predictive_checks(stepwise(KOREA), replicates=100),
    "assess": lambda: prevalence.assess(KOREA, replicates=50),
    "strata": strata,
    "stratum": lambda: strata().sum_over(sex="f"),
    "rate": lambda: strata().sum_over(sex="f").rate(1e6),
    "sdg_16_2_2": lambda: sdg_16_2_2(strata(), {("f",): 5e5, ("m",): 4e5}),
    "study": lambda: prevalence.study(prevalence.Truth.of(500, {"A": 0.5, "B": 0.4}), prevalence.loglinear, sets=10),
    "linkage": lambda: prevalence.linkage_errors(KOREA, missed=0.05, versions=3, replicates=5),
}


def parts_of(value):
    """A result and every result inside it; of several in a row the first three."""
    if isinstance(value, Compared):
        yield value
        for field in dataclasses.fields(value):
            yield from parts_of(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for part in value[:3]:
            yield from parts_of(part)
    elif isinstance(value, dict):
        yield from parts_of(list(value.values()))


def check_parts(result):
    """All are short to show, equal to their copies, and cannot be changed."""
    for part in parts_of(result):
        assert len(repr(part)) < 160 or not isinstance(part, Result)
        copy = dataclasses.replace(part)
        assert copy == part
        assert hash(copy) == hash(part)
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(part, dataclasses.fields(part)[0].name, None)


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_is_a_page_a_table_a_dictionary_and_a_picture(name):
    result = RESULTS[name]()
    assert len(result.summary().splitlines()) > 1
    assert len(result.to_frame()) == len(result.rows()) > 0
    text = json.dumps(result.to_dict(), allow_nan=False)
    assert "array(" not in text
    axes = result.plot()
    assert axes.has_data()
    assert result.plot(axes) is axes
    mpl.pyplot.close("all")
    if not isinstance(result, tuple):
        assert len(repr(result)) < 160
        assert "\n" not in repr(result)
    check_parts(result)


@pytest.mark.parametrize("name", [name for name in RESULTS if name not in ("latent_classes", "threshold_pairs")])
def test_results_computed_twice_are_equal_and_have_one_hash(name):
    one, other = RESULTS[name](), RESULTS[name]()
    assert one == other
    assert len({one, other}) == 1


def test_a_jackknife_is_shown_compared_and_kept_like_every_result():
    check_parts(stepwise(KOREA).bootstrap(2).jackknife)


def test_results_from_other_data_or_settings_are_not_equal():
    assert stepwise(KOREA) != stepwise(load("kosovo"))
    assert stepwise(KOREA) != stepwise(KOREA, threshold=0.01)
    assert stepwise(KOREA).interval(0.95, replicates=50) != stepwise(KOREA).interval(0.95, replicates=50, seed=2)
    assert stepwise(KOREA) != "a text"


def test_the_frame_and_the_dictionary_of_an_estimate_hold_its_numbers():
    estimate = prevalence.loglinear(load("kosovo"), "[123,14,34]")
    row = estimate.to_frame().iloc[0]
    assert (row["total"], row["hidden"]) == (estimate.total, estimate.hidden)
    assert (row["low"], row["high"]) == estimate.interval(0.95).limits
    content = estimate.to_dict()
    assert (content["total"], content["model"]["notation"]) == (estimate.total, "[123,14,34]")
    assert content["provenance"]["versions"]["numpy"] == np.__version__


def test_a_summary_names_lists_model_limits_warnings_and_origin():
    text = stepwise(load("uk_2013_five")).summary()
    for expected in (
        "People in all           11,313",
        "Lists                   1 LA, 2 NG, 3 PFNCA, 4 GO, 5 GP",
        "Model                   [12,13,24,25,35,45] is LA:NG + LA:PFNCA + NG:GO + NG:GP + PFNCA:GP + GO:GP",
        "- SparseOverlapWarning: One pair of lists has nobody in common (LA×GP)",
        "seed 20001115",
    ):
        assert text.count(expected) == 1
    assert stepwise(KOREA).summary(level=None).count("Limits") == 0


def test_what_a_model_says_of_its_lists():
    lists = ("LA", "NG", "PF", "GO")
    assert Model.parse("[12,23,24]", lists).explain(lists) == [
        "[12,23,24] is LA:NG + NG:PF + NG:GO",
        "LA and NG; NG and PF; NG and GO: being on one changes the chance of being on the other.",
        "Any two others are taken to be independent of each other.",
    ]
    assert Model.parse("[]", lists).explain(lists)[1:] == ["All lists are taken to be independent of each other."]
    assert Model.parse("[123,4]", lists).explain(lists)[1] == (
        "LA, NG and PF: they depend on each other, and how two of them do differs with whether a person is on the rest."
    )


TABLE = {"A": [1, 0, 1, 0, 1], "B": [0, 1, 1, 0, 0], "C": [0, 0, 0, 1, 1], "count": [50, 40, 9, 30, 8]}
ESTIMATORS = [
    *("loglinear", "stepwise", "best_model", "rank_models", "aic_stepwise", "graph_average", "chao_lower_bound"),
    *("sample_coverage", "heterogeneity", "overlap", "sensitivity", "internal_consistency", "close_models"),
]


@pytest.mark.parametrize("name", ESTIMATORS)
def test_estimators_take_tables_of_any_make(name):
    method = getattr(prevalence, name)
    expected = method(CaptureHistories.from_counts(TABLE))
    assert {str(method(table)) for table in (TABLE, pd.DataFrame(TABLE), pl.DataFrame(TABLE))} == {str(expected)}
    with pytest.raises(
        InvalidArgument,
        match="An estimator needs CaptureHistories or a table with a 0/1 column per list, but was given int",
    ):
        method(7)


def test_estimators_with_arguments_of_their_own_take_tables_too():
    frame, histories = pd.DataFrame(TABLE), CaptureHistories.from_counts(TABLE)
    few = {"chains": 2, "draws": 20, "thin": 1, "burn_in": 20}
    for method in (
        lambda data: prevalence.latent_classes(data, **few),
        lambda data: prevalence.threshold_pairs(data, draws=100, burn_in=500),
        lambda data: prevalence.chapman(data, "A", "B"),
        lambda data: prevalence.check_existence(data, "[12,3]"),
        lambda data: prevalence.assess(data, replicates=20),
        lambda data: prevalence.limits_by_top(data, (1, 2), replicates=20)[2],
        lambda data: prevalence.linkage_errors(data, missed=0.02, versions=2, replicates=5),
    ):
        assert str(method(frame)) == str(method(histories))


def test_tables_that_are_no_lists_and_other_kinds_of_histories_are_refused_with_the_way_out():
    with pytest.raises(InvalidData, match="Column 'age', row 0 holds 30"):
        stepwise(pd.DataFrame({"A": [1], "B": [1], "age": [30]}))
    with pytest.raises(InvalidArgument, match="needs CovariateHistories, but was given DataFrame"):
        prevalence.covariate_model(pd.DataFrame(TABLE), "A + B")
    with pytest.raises(InvalidArgument, match="needs StratifiedHistories, but was given DataFrame"):
        estimate_strata(pd.DataFrame(TABLE))


def test_which_columns_were_taken():
    table = CaptureHistories.from_counts(TABLE | {"age": [30] * 5, "note": ["x"] * 5}, ["A", "B", "C"])
    assert table.columns == "lists from A, B, C; counts from count; not used: age, note"
    people = CaptureHistories.from_people({"A": [1, 0], "B": [1, 1]})
    assert people.columns == "lists from A, B; each row one person"
    assert "Columns                 lists from A, B; each row one person" in people.summary().splitlines()
    assert CaptureHistories.from_counts(load("kosovo").to_frame()) == load("kosovo")


@pytest.mark.parametrize("text", ["1,200", "1 200", "1\u00a0200", "1\u202f200", "1'200", " 1200 ", "1200.0"])
def test_counts_as_people_write_them(text):
    assert whole_number(text, "count", 0) == 1200


@pytest.mark.parametrize("text", ["1,20", "12,00", "1,200.5", "1.200", "1,200 300", "-1,200", ","])
def test_counts_that_could_mean_something_else_are_refused(text):
    with pytest.raises(InvalidData, match="Column 'count', row 3 holds"):
        whole_number(text, "count", 3)


def test_what_is_optional_is_asked_for_by_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(InvalidArgument, match="to_frame\\(\\) needs pandas"):
        stepwise(KOREA).to_frame()
    with pytest.raises(InvalidArgument, match="plot\\(\\) needs matplotlib"):
        stepwise(KOREA).plot()
