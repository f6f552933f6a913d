"""Illustrations: stamped, nothing invented, their error paid for."""

import csv
import io
from itertools import combinations

import pytest
import small

from disclosure.errors import InvalidArgument, InvalidData, NotPossible
from disclosure.privacy import Count, Ledger, NoiseProcess, NoisyMarginals
from disclosure.privacy.zcdp import epsilon_of, rho_of
from disclosure.synthetic import error_against_release, error_against_truth, illustrate


def count(n):
    return Count(n, n - 5, n + 5)


COUNTS = {
    (("form", "labour"),): 500,
    (("form", "sexual"),): 400,
    (("sex", "man"),): 300,
    (("sex", "woman"),): 600,
    (("place", "farm"),): 450,
    (("form", "labour"), ("place", "farm")): 440,
    (("form", "labour"), ("sex", "man")): 290,
    (("form", "labour"), ("sex", "woman")): 200,
    (("form", "sexual"), ("sex", "woman")): 390,
    (("place", "farm"), ("sex", "man")): 250,
}
MARGINALS = NoisyMarginals(count(1000), {c: count(n) for c, n in COUNTS.items()}, {"order": 2})


def test_every_combination_in_a_row_was_released():
    drawn = illustrate(MARGINALS, rows=500)
    seen = {pair for row in drawn.rows for pair in combinations(sorted(row.items()), 2)}
    assert seen == {c for c in COUNTS if len(c) == 2}


def test_every_row_says_what_it_is():
    rows = list(csv.DictReader(io.StringIO(illustrate(MARGINALS, rows=20).to_csv())))
    words = f"invented row, drawn from released counts {MARGINALS.sha256[:12]}; count nothing from these rows"
    assert len(rows) == 20
    assert {row["illustration"] for row in rows} == {words}
    assert list(rows[0]) == ["form", "place", "sex", "illustration"]


def test_the_same_seed_gives_the_same_rows():
    assert illustrate(MARGINALS, rows=50, seed=3) == illustrate(MARGINALS, rows=50, seed=3)
    assert illustrate(MARGINALS, rows=50, seed=3) != illustrate(MARGINALS, rows=50, seed=4)


def test_single_values_are_roughly_as_frequent():
    report = error_against_release(illustrate(MARGINALS, rows=4000), MARGINALS)
    assert report.error < 0.25
    assert str(report).endswith("it costs nothing.")


@pytest.mark.parametrize("rows", [0, 100_001])
def test_too_few_or_too_many_rows_are_refused(rows):
    with pytest.raises(InvalidArgument, match="rows must lie between"):
        illustrate(MARGINALS, rows=rows)


def test_there_must_be_something_to_draw_from():
    with pytest.raises(InvalidData, match="nothing to draw from"):
        illustrate(NoisyMarginals(count(10), {}, {"order": 2}))
    stamped = NoisyMarginals(count(10), {(("illustration", "x"),): count(9)}, {"order": 1})
    with pytest.raises(InvalidData, match="name of the stamp"):
        illustrate(stamped)


def test_an_error_against_the_truth_is_paid_for_or_withheld(tmp_path):
    pytest.importorskip("opendp")
    records = small.records(3000)
    single = {((c, v),): count(1000) for c, vs in zip(records.columns, records.categories, strict=True) for v in vs}
    marginals = NoisyMarginals(count(3000), single, {"order": 1})
    ledger = Ledger.create(tmp_path / "ledger", data_set="x", epsilon=1.0, delta=1e-6)
    drawn = illustrate(marginals, rows=500)
    with NoiseProcess() as noise:
        report = error_against_truth(drawn, marginals, records, epsilon=0.8, delta=1e-6, ledger=ledger, noise=noise)
        account = ledger.account()
        assert account.epsilon_spent == pytest.approx(epsilon_of(rho_of(0.8, 1e-6), 1e-6))
        assert account.releases[0]["sha256"]
        assert 0.0 <= report.error < 1.0
        with pytest.raises(NotPossible, match="Nothing was drawn"):
            error_against_truth(drawn, marginals, records, epsilon=0.8, delta=1e-6, ledger=ledger, noise=noise)
