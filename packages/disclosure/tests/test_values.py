import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import InvalidArgument, InvalidData
from disclosure.values import (
    Kind,
    Values,
    add,
    from_sdmx,
    rate,
    read_values,
    share,
    subtract,
    to_sdmx,
    total,
    write_values,
)

EVERY = [7, 0, None, Kind.NOT_APPLICABLE, (1, 4)]


def every_kind():
    estimates = Values.estimates([30.0], [20.0], [50.0])
    return Values.concatenate([Values.of(EVERY), estimates])


def test_each_kind_is_told_apart():
    assert [str(value) for value in every_kind()] == [
        "7",
        "0",
        "not recorded",
        "not applicable",
        "suppressed (1 to 4)",
        "about 30 (20 to 50)",
    ]


def test_sums_keep_the_kind_and_the_reason():
    column = every_kind()
    table = {
        (0, 1): "7",
        (0, 2): "not recorded: a figure it is computed from is not recorded",
        (0, 3): "7",
        (3, 3): "not applicable: none of its parts applies",
        (0, 4): "suppressed (8 to 11)",
        (1, 4): "suppressed (1 to 4)",
        (0, 5): "about 37 (27 to 57)",
        (4, 5): "about 21 to 54",
        (2, 3): "not recorded: a figure it is computed from is not recorded",
    }
    for (a, b), expected in table.items():
        assert str(add(column.take(np.array([a])), column.take(np.array([b])))[0]) == expected


def test_differences_keep_the_kind_and_the_reason():
    seven, part = Values.of([7]), Values.of([(1, 4)])
    assert str(subtract(seven, part)[0]) == "suppressed (3 to 6)"
    assert str(subtract(part, seven)[0]) == "suppressed (-6 to -3)"
    assert str(subtract(Values.of([3]), part, part=True)[0]) == "suppressed (0 to 2)"
    assert str(subtract(seven, seven)[0]) == "0"
    assert subtract(part, seven, part=True)[0].reason == "the part is larger than the whole"
    assert subtract(seven, Values.of([Kind.NOT_APPLICABLE]))[0].reason == "a figure it is computed from does not apply"


def test_independent_estimates_combine_by_squares_and_dependent_ones_by_sums():
    # Zou and Donner (2008), equation for a sum: distances 3 and 4 to the lower limits make 5, not 7.
    pair = Values.estimates([10.0, 20.0], [7.0, 16.0], [16.0, 28.0])
    apart, together = total(pair)[0], total(pair, dependent=True)[0]
    assert (apart.low, apart.point, apart.high) == (25.0, 30.0, 40.0)
    assert (together.low, together.high) == (23.0, 44.0)


def test_rates_and_shares_say_why_they_are_not_available():
    top = Values.of([3, 3, None, Kind.NOT_APPLICABLE, 3, (1, 4), (0, np.inf)])
    bottom = Values.of([10, 0, 10, 10, None, (5, 8), 10])
    assert [str(value) for value in rate(top, bottom, per=10)] == [
        "3",
        "not applicable: what it is divided by is zero",
        "not recorded: a figure it is computed from is not recorded",
        "not applicable: a figure it is computed from does not apply",
        "not recorded: what it is divided by is not recorded",
        "suppressed (1.25 to 8)",
        "suppressed (at least 0)",
    ]
    assert str(share(Values.of([(3, 9)]), Values.of([6]))[0]) == "suppressed (0.5 to 1)"
    assert share(Values.of([9]), Values.of([6]))[0].reason == "the part is larger than the whole"


def test_units_do_not_mix():
    with pytest.raises(InvalidArgument, match="persons and in offences"):
        add(Values.of([1]), Values.of([1], unit="offences"))


@pytest.mark.parametrize(
    ("kind", "low", "high", "what"),
    [(0, np.nan, 1.0, "NaN"), (4, 3.0, 1.0, "above its high limit"), (1, 2.0, 2.0, "said to be zero")],
)
def test_a_column_that_contradicts_itself_is_refused(kind, low, high, what):
    with pytest.raises(InvalidData, match=what):
        Values.build(np.array([kind], np.int8), np.array([low]), np.array([high]))


@pytest.mark.parametrize("name", ["figures.csv", "figures.parquet"])
def test_files_keep_every_kind(tmp_path, name):
    pytest.importorskip("polars")
    column = every_kind()
    places = [f"place {row}" for row in range(len(column))]
    write_values(tmp_path / name, column, {"place": places})
    back, keys = read_values(tmp_path / name)
    assert [str(value) for value in back] == [str(value) for value in column]
    assert keys == {"place": places}


def test_files_keep_reasons(tmp_path):
    column = rate(Values.of([5, 1]), Values.of([0, 2]))
    write_values(tmp_path / "rates.csv", column)
    back, _ = read_values(tmp_path / "rates.csv")
    assert [str(value) for value in back] == [str(value) for value in column]
    assert back.unit == column.unit


def test_csv_is_the_same_without_polars(tmp_path, monkeypatch):
    column = every_kind()
    monkeypatch.setattr("disclosure.values.files.polars", None)
    write_values(tmp_path / "figures.csv", column)
    back, _ = read_values(tmp_path / "figures.csv")
    assert [str(value) for value in back] == [str(value) for value in column]


def test_an_unknown_kind_in_a_file_is_named(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("value,kind,low,high,reason,unit,level\n3,number,,,,persons,0.95\n")
    with pytest.raises(InvalidData, match="'number'"):
        read_values(path)


def test_sdmx_codes_go_out_and_come_back():
    column = every_kind()
    columns = to_sdmx(column, secondary=np.array([False] * 4 + [True, False]))
    assert columns["OBS_STATUS"] == ["A", "A", "L", "M", "Q", "E"]
    assert columns["CONF_STATUS"] == ["F", "F", "F", "F", "D", "F"]
    assert columns["OBS_VALUE"] == ["7", "0", "", "", "", "30"]
    assert [str(value) for value in from_sdmx(columns)] == [str(value) for value in column]


def test_a_status_that_needs_a_value_names_its_row():
    with pytest.raises(InvalidData, match="Row 1: OBS_STATUS is 'A'"):
        from_sdmx({"OBS_VALUE": ["3", ""], "OBS_STATUS": ["A", "A"]})


figures = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8)


@given(figures)
def test_the_truth_lies_in_every_interval_computed(rows):
    truth = np.array([row[0] for row in rows], float)
    column = Values.of([(x - min(down, x), x + up) for x, down, up in rows])
    whole = total(column)[0]
    assert whole.low <= truth.sum() <= whole.high
    difference = subtract(Values.counts([truth.sum()]), total(column))[0]
    assert difference.low <= 0 <= difference.high
