"""A total is at least the sum of its published parts: in the figures themselves, in sums, sentences and charts."""

import math
import re
from collections import defaultdict
from itertools import pairwise

import pytest
from disclosure.errors import InvalidData
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palermo.figures.cubes import Figure, Selection
from palermo.figures.derived import citizenship_sums, form_sums, read_series, sex_and_age_sums
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.exploring import sums_of
from palermo.figures.limits import with_limits
from palermo.figures.models import Release, ReleaseSeries
from palermo.figures.published_figures import figures_of
from palermo.figures.reporting.sentences import number_of
from palermo.figures.sums import add_sums
from tests.factories.accounts import make_state
from tests.factories.figures import key_of, make_release
from tests.figures.test_stranger import has_forms_beside_their_sum, protect
from tests.figures.totals import cells_of, contradictions, ways
from tests.figures.worlds import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
VICTIMS = "victims-detected"
SEXES = {"female": 319, "male": 40, "other": 2}


def row(by: str, kind: str, value: int | None, low: int | None = None, high: int | None = None, **codes: str):
    places = (codes.get(key, TOTAL) for key in KEYS)
    return (VICTIMS, by, "fra", 2007, *places, kind, value, low, high, 1)


def test_a_number_less_than_its_parts_says_so_where_each_person_counts_once():
    sexes = [row("sex", "count", 5, sex="female"), row("sex", "count", 7, sex="male")]
    assert with_limits([row("", "count", 10), *sexes]) == [row("", "count", 10, 12), *sexes]
    forms = [row("form", "count", 10, form="sexual"), row("form", "count", 7, form="forced_labour")]
    found = with_limits([row("", "count", 10), *forms, row("sex", "suppressed", None, 0, None, sex="male")])
    assert found[0] == row("", "count", 10)
    # Of the same State and year, what is hidden does not add up by forms either; men are in any case part of all.
    of_men = [row("sex+form", "count", n, sex="male", form=form) for form, n in (("sexual", 4), ("forced_labour", 4))]
    hidden = row("sex", "suppressed", None, 0, None, sex="male")
    assert with_limits([hidden, *of_men])[0] == row("sex", "suppressed", None, 8, None, sex="male")
    found = with_limits([hidden, *of_men, row("", "count", 10), *forms])
    assert found[0] == row("sex", "suppressed", None, 0, 10, sex="male")


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        # Nothing but the figure itself; a part that is known; a part that is masked; a part that is hidden itself.
        ([], 0),
        ([row("sex", "count", 319, sex="female")], 319),
        ([row("sex", "count", 319, sex="female"), row("sex", "suppressed", None, 1, 4, sex="other")], 320),
        (
            [
                row("sex", "suppressed", None, 0, None, sex="female"),
                row("sex+age", "count", 7, sex="female", age="18+"),
            ],
            7,
        ),
        # Of two dimensions the one that says more; of one that is not published, all the same.
        ([row("sex", "count", 3, sex="male"), row("age", "count", 8, age="18+")], 8),
        ([row("sex+age", "count", n, sex=s, age="18+") for s, n in (("male", 3), ("female", 4))], 7),
        # Bands of age within others count once, citizenships among those from abroad as well.
        (
            [row("age", "count", 5, age="0-17"), row("age", "count", 4, age="9-17"), row("age", "count", 1, age="18+")],
            6,
        ),
        (
            [
                row("citizenship", "count", 5, citizenship="abroad"),
                row("citizenship", "count", 4, citizenship="tha"),
                row("citizenship", "count", 2, citizenship="own"),
            ],
            7,
        ),
        # What is not recorded or does not apply counts nobody.
        ([row("sex", "not recorded", None, sex="male"), row("sex", "not applicable", None, sex="female")], 0),
    ],
)
def test_a_hidden_total_is_at_least_the_sum_of_its_parts(rows, least):
    hidden = row("", "suppressed", None, 0, None)
    found = with_limits([*rows, hidden])
    assert found[-1] == row("", "suppressed", None, least, None)
    kept = [each for each in rows if each[9:13] != ("suppressed", None, 0, None)]
    assert [each for each in found[:-1] if each in kept] == kept
    assert with_limits(found) == found


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        # Nothing but the figure itself; the whole; the whole without those of another sex, who may be masked.
        ([], None),
        ([row("", "count", 60)], 60),
        ([row("", "count", 60), row("sex", "count", 25, sex="female")], 35),
        ([row("", "count", 60), row("sex", "suppressed", None, 1, 4, sex="other")], 59),
        # Of the whole no more than a part is known; a part of the other sex says that these are more.
        ([row("", "suppressed", None, 0, None), row("sex", "count", 25, sex="female")], None),
        (
            [
                row("", "count", 60),
                row("sex", "suppressed", None, 0, None, sex="female"),
                row("sex+age", "count", 20, sex="female", age="18+"),
            ],
            40,
        ),
        # A source that counts by sex more than there are in all gives no limit.
        ([row("", "count", 60), row("sex", "count", 61, sex="female")], None),
    ],
)
def test_a_hidden_part_is_at_most_what_its_whole_leaves(rows, most):
    hidden = row("sex", "suppressed", None, 0, None, sex="male")
    found = with_limits([*rows, hidden])
    assert found[-1] == row("sex", "suppressed", None, 0, most, sex="male")
    assert with_limits(found) == found
    assert with_limits([*rows, hidden], are_masks_closed=True)[-1] == hidden


def test_forms_of_exploitation_are_not_taken_from_one_another():
    """A person may be counted under several: a form is at most all, not all without the others."""
    rows = [row("", "count", 60), row("form", "count", 50, form="sexual")]
    hidden = row("form", "suppressed", None, 0, None, form="forced_labour")
    assert with_limits([*rows, hidden])[-1] == row("form", "suppressed", None, 0, 60, form="forced_labour")
    # What a sign says is never narrowed.
    masked = row("form", "suppressed", None, 1, 4, form="forced_labour")
    assert with_limits([row("", "count", 3), masked])[-1] == masked


@pytest.mark.parametrize("seed", range(4))
def test_every_limit_that_follows_is_true(seed):
    world = World.of(seed, most=3)
    truth = world.true_figures(world.shape())
    if release := publish(seed):
        hidden = [each for each in figures_of(release, Selection()) if each.kind == "suppressed"]
        assert [each for each in hidden if not is_within(each, truth)] == []


def is_within(figure: Figure, truth: dict) -> bool:
    number = truth[key_of(figure.indicator, figure.state, figure.year, **figure.codes)]
    return (figure.low or 0) <= number <= (math.inf if figure.high is None else figure.high)


def publish(seed: int) -> Release | None:
    """A release of an invented world; None where its table has no figures, or is refused."""
    world = World.of(seed, most=3)
    shape = world.shape()
    figures = world.true_figures(shape)
    if has_forms_beside_their_sum(figures):
        with pytest.raises(InvalidData, match="It may be the sum of all forms that are not told apart"):
            protect(figures)
        return None
    for slug in sorted({key[0] for key in figures}):
        make_state(slug=slug)
    return make_release(figures) if figures else None


def check_release(release: Release) -> None:
    figures = figures_of(release, Selection())
    assert contradictions(cells_of(figures)) == []
    check_sums(release, Selection())
    check_sentences(release)


def check_sums(release: Release, wanted: Selection) -> None:
    """Sums over States: no year of a whole is less than its parts, for the States that have both."""
    by_series = {
        (each.indicator.slug, each.by): each
        for each in ReleaseSeries.objects.filter(release=release).select_related("indicator")
    }
    for indicator, by in by_series:
        if (indicator, "") not in by_series or not by or "+" in by:
            continue
        with_total = states_of(release, indicator, "", wanted)
        states = tuple(sorted(with_total & states_of(release, indicator, by, wanted)))
        if not states:
            continue
        chosen = Selection(
            indicators=(indicator,),
            states=states,
            year_from=wanted.year_from,
            year_until=wanted.year_until,
        )
        whole = sums_of(release, Selection(**{**vars_of(chosen), "by": ""}))
        parts = sums_of(release, Selection(**{**vars_of(chosen), "by": by}))
        for way in ways(by, TOTAL):
            found: dict[int, int] = defaultdict(int)
            for codes, year in parts:
                if codes[KEYS.index(by)] in way:
                    found[year] += parts[codes, year].low
            for year, number in found.items():
                total = whole.get(((TOTAL,) * len(KEYS), year))
                assert total is None or total.low >= number, (indicator, by, year)


def vars_of(selection: Selection) -> dict:
    return {name: getattr(selection, name) for name in selection.__dataclass_fields__}


def states_of(release: Release, indicator: str, by: str, wanted: Selection) -> set[str]:
    chosen = Selection(indicators=(indicator,), by=by, states=wanted.states)
    return {each.state for each in figures_of(release, chosen) if each.kind != "not recorded"}


def check_sentences(release: Release) -> None:
    """What is said of a year: at least so many in all is not less than women and men, forms, citizenships together."""
    for by, sums_in in (("sex+age", sex_and_age_sums), ("form", form_sums), ("citizenship", citizenship_sums)):
        parts, whole = read_series(release, VICTIMS, by), read_series(release, VICTIMS)
        for year in {each.year for each in parts.figures}:
            states = {each.state for each in whole.of_year(year).figures}
            total = whole.of_year(year).of_states(states).total
            together = add_sums(sums_in(parts.of_year(year).of_states(states)).values())
            if whole.figures and total.is_known:
                assert total.low >= together.low, (by, year)
                assert number_of(total).args["low"] >= number_of(together).args["low"]


@pytest.mark.parametrize("seed", range(4))
def test_no_figure_of_an_invented_world_is_less_than_its_parts(seed):
    if release := publish(seed):
        check_release(release)


@pytest.mark.parametrize("seed", range(4, 24))
def test_no_figure_of_more_invented_worlds_is_less_than_its_parts(seed):
    if release := publish(seed):
        check_release(release)


@pytest.fixture
def hidden() -> Release:
    """France and Thailand in three years; in one of them the total of France is hidden with one of its parts."""
    for slug in ("fra", "tha", "invented-arvania"):
        make_state(slug=slug)
    figures = {}
    for state, size in (("fra", 0), ("tha", 100)):
        for year in (2005, 2006, 2007):
            parts = {**SEXES, "other": 2 if (state, year) == ("fra", 2006) else 20}
            figures |= {key_of(VICTIMS, state, year, sex=sex): size + number for sex, number in parts.items()}
            figures[key_of(VICTIMS, state, year)] = sum(parts.values()) + 3 * size
    return make_release(figures)


def stated(figure: Figure) -> tuple[str, int | None]:
    return figure.kind, figure.low


def test_pages_files_and_programs_say_the_same_limit(hidden, client):
    [women] = figures_of(
        hidden, Selection(states=("fra",), year_from=2006, year_until=2006, codes={"sex": ("female",)})
    )
    cells = figures_of(hidden, Selection(states=("fra",), year_from=2006, year_until=2006))
    by_code = {each.codes.get("sex", TOTAL): each for each in cells}
    assert (women.value, by_code["other"].high) == (319, 4)
    least = {code: (each.value if each.value is not None else each.low) or 0 for code, each in by_code.items()}
    assert least[TOTAL] >= least["female"] + least["male"] + least["other"]
    rows = client.get("/api/v1/figures?state=fra&from=2006&until=2006&by=total").json()["figures"]
    assert [(row["kind"], row["low"]) for row in rows] == [stated(by_code[TOTAL])]
    shown = client.get("/en/data/explorer/?by=total&state=fra&view=table", follow=True).text
    assert (f"≥ {least[TOTAL]}" in shown) == (by_code[TOTAL].kind == "suppressed")


def test_no_line_joins_a_number_and_a_lower_limit(hidden, client):
    html = client.get("/en/data/explorer/?by=sex&state=fra&view=line", follow=True).text
    drawn = html.partition('class="chart-drawing')[2].partition("</svg>")[0]
    lines = re.findall(r'<polyline[^>]*class="curve-(\d)[^>]*points="([^"]+)"', drawn)
    lines += [(b, a) for a, b in re.findall(r'<polyline[^>]*points="([^"]+)"[^>]*class="curve-(\d)', drawn)]
    series = defaultdict(list)
    for each in figures_of(hidden, Selection(states=("fra",), by="sex")):
        series[each.codes["sex"]].append(each)
    joined = sum(
        one.value is not None and two.value is not None for each in series.values() for one, two in pairwise(each)
    )
    # Each series has a piece of line in the key besides.
    assert len(lines) == joined + len(series)


def test_every_choice_that_the_explorer_offers_is_followed_and_its_sums_hold(hidden):
    client = Client()
    form = client.get("/en/data/explorer/?by=sex", follow=True).text.partition('class="explorer-form"')[2]
    names = re.findall(r'<select name="(\w+)"', form)
    offered = {
        name: re.findall(
            r'<option value="([^"]+)"', form.partition(f'<select name="{name}"')[2].partition("</select>")[0]
        )
        for name in names
    }
    boxes = defaultdict(list)
    for name, value in re.findall(r'type="checkbox" name="(\w+)" value="([^"]+)"', form):
        boxes[name].append(value)
    assert (set(offered), set(boxes)) == ({"indicator", "by", "from", "until"}, {"state", "sex", "sum"})
    views = ["table", "line", "bars", "intervals", "map", "matrix"]
    one_of = {name: st.sampled_from(["", *values]) for name, values in {**offered, "view": views}.items()}
    some = {name: st.lists(st.sampled_from(values), unique=True) for name, values in boxes.items()}

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(one_of), st.fixed_dictionaries(some))
    def follow(chosen, several):
        if chosen["from"] and chosen["until"] and chosen["from"] > chosen["until"]:
            chosen["from"] = ""
        response = client.get("/en/data/explorer/", {**chosen, **several}, follow=True)
        assert response.status_code == 200
        if len(several["state"]) == 1 and several["sum"]:
            assert "Choose two or more States to show their total." in response.text
            return
        assert re.findall(r"error-summary|There is no (?:country|choice)", response.text) == []
        whole = not several["state"]
        assert (" · All States · " in response.text) == whole
        first, last = (int(chosen[name]) if chosen[name] else None for name in ("from", "until"))
        check_sums(hidden, Selection(states=tuple(several["state"]), year_from=first, year_until=last))

    follow()
