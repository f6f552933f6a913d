"""The gate for noisy counts and for illustrations drawn from them."""

import json
from dataclasses import replace

import pytest
from proposals import PEOPLE, tables

from disclosure import chain
from disclosure.errors import InvalidData, NotPossible
from disclosure.privacy import Count, Ledger, NoisyMarginals, Spend
from disclosure.release import Proposal, release
from disclosure.release.bundle import unpack
from disclosure.release.proposal import Kind
from disclosure.synthetic import illustrate

pytest.importorskip("cryptography")

MARGINALS = NoisyMarginals(
    Count(100, 90, 110),
    {(("form", "labour"),): Count(80, 70, 90), (("sex", "woman"),): Count(70, 60, 80)},
    {"order": 1},
)


PARAMETERS = '{"epsilon": 0.7, "delta": 1e-06, "unit": "person"}'


def counts(text, kind=Kind.NOISY_COUNTS):
    return Proposal("Counts", kind, **PEOPLE, data={"counts.csv": text.encode()}, parameters=PARAMETERS)


def ledger_of(tmp_path, data_set="cases"):
    ledger = Ledger.create(tmp_path / f"ledger-{data_set}", data_set=data_set, epsilon=1, delta=1e-6)
    ledger.finish(ledger.reserve(Spend("counts", {}, 0.01, 1e-8, 0.7, 1e-6)), MARGINALS.sha256)
    return ledger


def test_noisy_counts_are_released_if_the_ledger_knows_them(register, signer, tmp_path):
    path = release(counts(MARGINALS.to_csv()), register, signer, ledger=ledger_of(tmp_path))
    files = unpack(path.read_bytes(), "bundle")
    (ledger_check, people) = json.loads(files["checks.json"])
    assert "cost epsilon 0.7 at delta 1e-06" in ledger_check["found"]
    assert "\n- unit: person\n" in files["method.md"].decode()
    assert files["data/parameters.json"].decode() == PARAMETERS
    assert people["found"] == "Wei Chen and Jean Roux approved it; Ana Lima made it."
    assert (
        "counts.csv,low,lower limit of the interval for the true number,whole numbers"
        in files["dictionary.csv"].decode()
    )


def test_noisy_counts_the_ledger_does_not_know_are_refused(register, signer, tmp_path):
    ledger = ledger_of(tmp_path)
    with pytest.raises(NotPossible, match=r"knows no release that is counts\.csv"):
        release(counts(MARGINALS.to_csv().replace("80", "81")), register, signer, ledger=ledger)
    with pytest.raises(InvalidData, match="need the ledger"):
        release(counts(MARGINALS.to_csv()), register, signer)
    with pytest.raises(InvalidData, match="that of 'other', but the register that of 'cases'"):
        release(counts(MARGINALS.to_csv()), register, signer, ledger=ledger_of(tmp_path, "other"))
    wrong = replace(counts(MARGINALS.to_csv()), parameters=PARAMETERS.replace("0.7", "0.1"))
    with pytest.raises(NotPossible, match=r"state \{'epsilon': 0\.1"):
        release(wrong, register, signer, ledger=ledger)
    with pytest.raises(InvalidData, match="need their parameters"):
        release(replace(wrong, parameters=""), register, signer, ledger=ledger)
    assert register.releases() == ()


def test_further_counts_from_the_ledger_that_the_register_knows_are_released(register, signer, tmp_path):
    ledger = ledger_of(tmp_path)
    release(counts(MARGINALS.to_csv()), register, signer, ledger=ledger)
    more = replace(MARGINALS, persons=Count(200, 190, 210))
    ledger.finish(ledger.reserve(Spend("more", {}, 0.01, 1e-8, 0.7, 1e-6)), more.sha256)
    release(counts(more.to_csv()), register, signer, ledger=ledger)
    assert [each.number for each in register.releases()] == [1, 2]


def test_counts_from_any_other_ledger_are_refused(register, signer, tmp_path):
    """Whether its first line sorts before or after that of the ledger known."""
    first = ledger_of(tmp_path)
    release(counts(MARGINALS.to_csv()), register, signer, ledger=first)
    known, sides = chain.hashes(first.path)[0], set()
    for number in range(100):
        (tmp_path / str(number)).mkdir()
        other = ledger_of(tmp_path / str(number))
        sides.add(chain.hashes(other.path)[0] > known)
        with pytest.raises(InvalidData, match="is another ledger than the one from which"):
            release(counts(MARGINALS.to_csv()), register, signer, ledger=other)
        if len(sides) == 2:
            break
    assert sides == {True, False}


def illustration(text, **drawing):
    parameters = json.dumps({"rows": 10, "seed": 1, **drawing})
    return replace(counts(text, Kind.ILLUSTRATION), parameters=parameters)


def test_an_illustration_is_drawn_again_from_released_counts(register, signer, tmp_path):
    drawn = illustrate(MARGINALS, rows=10).to_csv()
    with pytest.raises(NotPossible, match="are not what is drawn"):
        release(illustration(drawn), register, signer)
    release(counts(MARGINALS.to_csv()), register, signer, ledger=ledger_of(tmp_path))
    path = release(illustration(drawn), register, signer)
    assert "Do not count them" in unpack(path.read_bytes(), "bundle")["method.md"].decode()


def test_real_records_with_a_stamp_are_no_illustration(register, signer, tmp_path):
    release(counts(MARGINALS.to_csv()), register, signer, ledger=ledger_of(tmp_path))
    drawn = illustrate(MARGINALS, rows=10).to_csv()
    stamp = drawn.splitlines()[1].split(",", 2)[2]
    for proposal in (illustration(drawn + f"labour,man,{stamp}\n"), illustration(drawn, seed=2)):
        with pytest.raises(NotPossible, match="are not what is drawn"):
            release(proposal, register, signer)
    with pytest.raises(InvalidData, match="needs its parameters"):
        release(replace(illustration(drawn), parameters=""), register, signer)
    register.withdraw(1, signer, reason="wrong", by="Wei Chen")
    with pytest.raises(NotPossible, match="and not withdrawn"):
        release(illustration(drawn), register, signer)


def test_both_kinds_from_one_data_set_are_said_to_be(register, signer, tmp_path):
    release(tables(), register, signer)
    path = release(counts(MARGINALS.to_csv()), register, signer, ledger=ledger_of(tmp_path))
    assert "the promise of the noisy counts does not cover the tables" in " ".join(
        unpack(path.read_bytes(), "bundle")["method.md"].decode().split()
    )
