"""The commands for noisy counts, illustrations, attacks and releases, as an office runs them."""

import csv

import pytest
import small
from proposals import DAY, POLICY

from disclosure.cli import main

pytest.importorskip("opendp")
pytest.importorskip("cryptography")


@pytest.fixture
def office(tmp_path, monkeypatch, capsys):
    """A folder with records, to run commands in; returns status, output and what was complained about."""
    monkeypatch.chdir(tmp_path)
    for name, seed in (("cases.csv", 1), ("others.csv", 2)):
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file).writerows([small.COLUMNS, *small.rows(4000, seed)])

    def run(command):
        status = main(command.split("|")) if "|" in command else main(command.split())
        out, err = capsys.readouterr()
        return status, out, err

    return run


MAKE = "release|make|register|counts.csv|--kind|noisy counts|--title|Counts|--author|Ana Lima"
MAKE += "|--approved-by|Wei Chen|--approved-by|Jean Roux|--key|key|--ledger|ledger|--parameters|counts.json"


def test_from_records_to_a_signed_bundle(office, tmp_path):
    assert office("ledger create ledger --data-set cases --epsilon 2 --delta 1e-6")[0] == 0
    status, out, _ = office("noisy cases.csv --ledger ledger --epsilon 2 --delta 1e-6 --output counts.csv")
    assert status == 0
    assert out.endswith("cases: epsilon 2.000 of 2 spent at delta 1e-06, in 1 release\n")
    status, out, _ = office("ledger show ledger")
    assert out.splitlines()[1].startswith("1: noisy marginals up to order 3, discrete Gaussian")
    last = out.split()[-1]
    assert office(f"ledger show ledger --last {last}") == (0, out, "")
    assert office("ledger show ledger --last 0123456789abcdef")[2].startswith(
        "disclosure: ledger has no line 0123456789ab"
    )
    status, out, _ = office("synthesise counts.csv --rows 50 --output rows.csv")
    assert (status, "How far they are from the records is withheld" in out) == (0, True)
    assert office("release create register --data-set cases")[0] == 0
    key = office("release key key")[1].split()[-1]
    status, out, err = office(MAKE)
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == "register/0001.zip"
    status, out, _ = office(f"release verify register/0001.zip --public-key {key}")
    assert (status, "by the key you named" in out) == (0, True)
    assert office("release|withdraw|register|1|--reason|a mistake|--by|Wei Chen|--key|key")[0] == 0
    assert office("release list register")[1].startswith(f"release 1 of {DAY}, Counts, withdrawn: a mistake (noisy")


def test_what_overspends_is_refused_in_a_sentence(office, tmp_path):
    office("ledger create ledger --data-set cases --epsilon 0.5 --delta 1e-6")
    status, out, err = office("noisy cases.csv --ledger ledger --epsilon 2 --delta 1e-6 --output counts.csv")
    assert (status, out) == (1, "")
    assert err.startswith("disclosure: The budget of 'cases' is epsilon 0.5 at delta 1e-06, of which epsilon 0.000 is")
    assert not (tmp_path / "counts.csv").exists()


@pytest.mark.parametrize(
    ("output", "words"), [("cases.csv", "exists already and is not overwritten"), ("none/c.csv", "no folder none")]
)
def test_nothing_is_drawn_that_could_not_be_kept(office, output, words, tmp_path):
    office("ledger create ledger --data-set cases --epsilon 2 --delta 1e-6")
    before = (tmp_path / "ledger").read_bytes()
    status, _, err = office(f"noisy cases.csv --ledger ledger --epsilon 2 --delta 1e-6 --output {output}")
    assert (status, words in err) == (1, True)
    assert (tmp_path / "ledger").read_bytes() == before


ATTACK = "--members cases.csv --controls others.csv --secret sector --known year,gender,form --targets 100"


def test_an_attack_ends_in_a_verdict(office):
    status, out, _ = office(f"attack others.csv {ATTACK}")
    assert (status, out.count("passes")) == (0, out.count("\n") - out.count("nothing to attack"))
    status, _, err = office(f"attack others.csv {ATTACK.replace('sector', 'town')}")
    assert (status, err) == (1, "disclosure: cases.csv has nothing in town: an attack needs what it names.\n")


def test_a_report_against_the_records_needs_a_budget(office):
    office("ledger create ledger --data-set cases --epsilon 2 --delta 1e-6")
    office("noisy cases.csv --ledger ledger --epsilon 1 --delta 1e-7 --output counts.csv --order 1")
    status, _, err = office("synthesise counts.csv --output rows.csv --records cases.csv")
    assert (status, "spends budget: give --ledger" in err) == (1, True)
    command = "synthesise counts.csv --output rows.csv --records cases.csv --ledger ledger --epsilon 0.5 --delta 1e-7"
    status, out, _ = office(command)
    assert (status, "it cost epsilon 0.5" in out) == (0, True)
    assert "in 2 releases" in office("ledger show ledger")[1]


SPECIFICATION = """
title = "Victims by sex and year"
population = { id = "victims", edition = "1" }
markers = { "<5" = { kind = "suppressed", low = 1, high = 4 } }
[[dimension]]
name = "sex"
total = "Total"
partition = [{ parent = "Total", parts = ["Female", "Male", "Other"] }]
[[dimension]]
name = "year"
[[table]]
name = "victims"
columns = { sex = "sex", year = "year" }
file = "full.csv"
"""
GATE = "--kind tables --title V --author A --approved-by B --approved-by C --key key"


def test_what_protect_writes_passes_the_gate_and_what_it_was_given_does_not(office, tmp_path):
    (tmp_path / "spec.toml").write_text(SPECIFICATION)
    (tmp_path / "thresholds.toml").write_text('title = "Thresholds"\n[frequency]\nbelow = 5\n')
    (tmp_path / "full.csv").write_text("sex,year,value\nTotal,2023,60\nFemale,2023,28\nMale,2023,30\nOther,2023,2\n")
    assert office("protect spec.toml --thresholds thresholds.toml --output safe")[0] == 0
    office("release create register --data-set cases")
    office("release key key")
    raw = (
        f"release make register full.csv {GATE} --specification spec.toml --thresholds thresholds.toml --truth full.csv"
    )
    assert office(raw)[2].startswith("disclosure: register/register.jsonl has no policy: without thresholds")
    (tmp_path / "policy.toml").write_text(POLICY)
    status, out, _ = office("release policy register policy.toml --key key --by Director --reason first")
    assert (status, out) == (0, "Policy of the office is in force.\n")
    assert office(raw)[2].startswith("disclosure: The population 'victims' is not in the register, which has: none.")
    (tmp_path / "populations.toml").write_text('[[population]]\nid = "victims"\ntitle = "Victims"\n')
    status, out, _ = office("release populations register populations.toml --key key --by Director --reason first")
    assert (status, out) == (0, "Populations in the register: victims.\n")
    status, _, err = office(raw)
    words = "1 sensitive figure stands in the open, among them: sex Other, year 2023: 2"
    assert (status, words in err) == (1, True)
    texts = "--specification safe/specification.toml --thresholds safe/thresholds.toml"
    assert office(f"release make register safe/victims.csv {GATE} {texts}")[2].startswith(
        "disclosure: Tables need the true"
    )
    texts += " --truth safe.private/victims.csv"
    status, _, err = office(f"{raw} --dry-run")
    assert (status, words in err) == (1, True)
    tried = office(f"release make register safe/victims.csv {GATE} {texts} --dry-run")
    assert tried == (0, "Nothing is refused. Nothing was released.\n", "")
    assert not (tmp_path / "register" / "0001.zip").exists()
    assert office(f"{raw.replace('--kind tables', '--kind illustration')} --dry-run")[2] == (
        "disclosure: A dry run is for tables, not for illustration.\n"
    )
    status, out, err = office(f"release make register safe/victims.csv {GATE} {texts}")
    assert (status, err, out.splitlines()[-1]) == (0, "", "register/0001.zip")
