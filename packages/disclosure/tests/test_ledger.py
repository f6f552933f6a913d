"""The ledger refuses what would overspend, whoever writes and whatever breaks."""

import json
import math
import multiprocessing
import re

import pytest

from disclosure.errors import InvalidArgument, InvalidData, NotPossible
from disclosure.privacy import Ledger, Spend, epsilon_of, rho_of

RHO = 0.01


@pytest.fixture
def ledger(tmp_path):
    return Ledger.create(tmp_path / "ledger.jsonl", data_set="cases 2023", epsilon=1.0, delta=1e-6)


def spend(rho=RHO, delta=1e-9):
    return Spend("counts", {"attributes": 4}, rho, delta, 0.5, 1e-7)


def test_a_new_ledger_has_spent_nothing(ledger):
    account = ledger.account()
    assert (account.rho_spent, account.delta_spent, account.epsilon_spent, account.releases) == (0, 0, 0, ())
    assert str(account) == "cases 2023: epsilon 0.000 of 1 spent at delta 1e-06, in 0 releases"


def test_spends_add_up_by_the_named_rule(ledger):
    for _ in range(2):
        ledger.finish(ledger.reserve(spend()), "ab" * 32)
    account = ledger.account()
    assert account.rho_spent == pytest.approx(2 * RHO)
    assert account.delta_spent == pytest.approx(2e-9)
    assert account.epsilon_spent == pytest.approx(epsilon_of(2 * RHO, 1e-6 - 2e-9))
    assert account.epsilon_with(RHO, 1e-9) == pytest.approx(epsilon_of(3 * RHO, 1e-6 - 3e-9))
    assert account.epsilon_with(RHO, 1e-6) == math.inf
    assert [r["sha256"] for r in account.releases] == ["ab" * 32] * 2
    head = json.loads(ledger.path.read_text().splitlines()[0])
    assert head["unit"].startswith("person: two data sets are neighbours if")
    assert head["composition"].startswith("zCDP: the rhos of all releases add up")


def test_what_would_overspend_is_refused_and_nothing_is_written(ledger):
    whole = rho_of(1.0, 1e-6 - 2e-9)
    ledger.reserve(spend(whole * 0.7))
    before = ledger.path.read_bytes()
    with pytest.raises(
        NotPossible, match=r"'cases 2023' is epsilon 1 at delta 1e-06, of which epsilon 0\.8\d+ is spent"
    ):
        ledger.reserve(spend(whole * 0.4))
    assert ledger.path.read_bytes() == before
    ledger.reserve(spend(whole * 0.3))


def test_delta_can_run_out_alone(ledger):
    ledger.reserve(spend(1e-6, 6e-7))
    with pytest.raises(NotPossible, match="all of delta and more"):
        ledger.reserve(spend(1e-6, 6e-7))


def test_what_was_reserved_and_never_finished_stays_spent(ledger):
    ledger.reserve(spend())
    account = ledger.account()
    assert account.rho_spent == pytest.approx(RHO)
    assert account.releases[0]["sha256"] is None


def test_a_release_is_finished_once(ledger):
    number = ledger.reserve(spend())
    ledger.finish(number, "0" * 64)
    for wrong in (number, 0, 99):
        with pytest.raises(InvalidData, match="not a spend that waits"):
            ledger.finish(wrong, "1" * 64)


def _lines(ledger):
    ledger.finish(ledger.reserve(spend()), "a" * 64)
    return ledger.path.read_text().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("tamper", "line"),
    [
        (lambda lines: [lines[0].replace("1e-06", "1e-03").replace('"epsilon": 1.0', '"epsilon": 9.0'), *lines[1:]], 1),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[0], lines[1], lines[1], lines[2]], 3),
        (lambda lines: [*lines[:2], "{}\n"], 3),
    ],
)
def test_a_changed_line_is_named_and_nothing_more_is_spent(ledger, tamper, line):
    ledger.path.write_text("".join(tamper(_lines(ledger))))
    for act in (ledger.account, lambda: ledger.reserve(spend())):
        with pytest.raises(InvalidData, match=f"line {line} is not what was written"):
            act()


def test_a_line_cut_short_by_a_crash_stops_everything_until_a_person_looks(ledger):
    text = "".join(_lines(ledger))
    ledger.path.write_text(text[:-20])
    with pytest.raises(InvalidData, match="line 3 is cut short"):
        ledger.reserve(spend())


def test_a_cut_off_end_is_found_by_a_hash_kept_elsewhere(ledger):
    ledger.reserve(spend())
    before, last = ledger.path.read_bytes(), ledger.check_against("")
    ledger.reserve(spend())
    newer = ledger.check_against(last)
    assert newer != last
    ledger.path.write_bytes(before)
    assert ledger.account().rho_spent == pytest.approx(RHO)
    with pytest.raises(InvalidData, match="its end was cut off, or an old copy was put back"):
        ledger.check_against(newer)


def test_a_ledger_is_never_begun_anew(ledger):
    with pytest.raises(InvalidData, match="exists already"):
        Ledger.create(ledger.path, data_set="again", epsilon=9, delta=1e-6)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InvalidData, match=re.escape("There is no ledger")):
        Ledger(tmp_path / "none").account()


@pytest.mark.parametrize(("epsilon", "delta"), [(0, 1e-6), (1, 0), (1, 0.1), (float("inf"), 1e-6)])
def test_a_budget_without_meaning_is_refused(tmp_path, epsilon, delta):
    with pytest.raises(InvalidArgument, match="The budget needs"):
        Ledger.create(tmp_path / "l", data_set="x", epsilon=epsilon, delta=delta)


def _spend_until_refused(path, done):
    made = 0
    try:
        while True:
            Ledger(path).reserve(spend(0.002))
            made += 1
    except NotPossible:
        done.put(made)


def test_two_writers_at_once_never_overspend_together(ledger):
    alone = Ledger.create(ledger.path.with_name("alone"), data_set="x", epsilon=1.0, delta=1e-6)
    context = multiprocessing.get_context("spawn")
    counts = []
    for path, writers in ((alone.path, 1), (ledger.path, 2)):
        done = context.Queue()
        processes = [context.Process(target=_spend_until_refused, args=(path, done)) for _ in range(writers)]
        for process in processes:
            process.start()
        counts.append(sum(done.get(timeout=60) for _ in processes))
        for process in processes:
            process.join()
    assert counts[0] == counts[1] > 5
    assert len(ledger.account().releases) == counts[1]
