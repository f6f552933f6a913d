"""The command: what it prints, what it refuses, and that an interruption keeps what was done."""

import csv
import html
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import partial
from pathlib import Path

import pytest

from prevalence import cli, cli_bootstrap, report
from prevalence.assessment import assess
from prevalence.datasets import load
from prevalence.stepwise import stepwise
from prevalence.svg import Bar, plot


def run(capsys, *arguments):
    status = cli.main([str(a) for a in arguments])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_estimate_in_three_forms_agrees_with_the_library(capsys):
    status, text, error = run(capsys, "estimate", "dataset:uk_2013_five", "--replicates", 200, "--seed", 3)
    assert status == 0
    assert text.startswith("11,313 people in all")
    assert "warning: One pair of lists has nobody in common (LA×GP)" in error
    _, text, _ = run(capsys, "estimate", "dataset:uk_2013_five", "--replicates", 200, "--seed", 3, "--format", "json")
    found = json.loads(text)
    low, high = stepwise(load("uk_2013_five")).interval(0.95, replicates=200, seed=3).limits
    assert (found["low"], found["high"]) == (pytest.approx(low), pytest.approx(high))
    assert found["includes_selection"] is True
    _, text, _ = run(
        capsys, "estimate", "dataset:kosovo", "--method", "model", "--model", "[123,14,34]", "--format", "csv"
    )
    assert next(csv.DictReader(io.StringIO(text)))["model"] == "[123,14,34]"


def test_every_method_can_be_asked_for(capsys):
    for method in set(cli.METHODS) - {"classes", "chapman"}:
        status, text, _ = run(capsys, "estimate", "dataset:korea", "--method", method, "--replicates", 100)
        assert status == 0
        assert "people in all" in text


def test_a_file_with_chosen_lists(tmp_path, capsys):
    path = tmp_path / "people.csv"
    path.write_text("id,A,B\n1,1,0\n2,0,1\n3,1,1\n4,1,1\n")
    status, text, error = run(capsys, "estimate", path, "--lists", "A,B", "--method", "chapman")
    assert (status, text.splitlines()[0]) == (0, "4 people in all, 0 of them on no list")
    status, _, error = run(capsys, "estimate", path, "--lists", "A,Z")
    assert (status, error) == (1, "prevalence: There is no column 'Z'. The columns are: id, A, B.\n")
    status, _, error = run(capsys, "estimate", tmp_path / "nowhere.csv")
    assert status == 1
    assert "nowhere.csv" in error


def test_settings_of_other_packages_give_their_numbers(capsys):
    # dga 2.0.2 on Korea, MultipleSystemsEstimation on six lists, Rcapture on four, each as documented for them.
    def estimate_json(*arguments):
        return json.loads(run(capsys, "estimate", *arguments, "--format", "json")[1])

    graphs = estimate_json("dataset:korea", "--method", "graphs", "--hidden", "1:3690:1000")
    assert (graphs["low"], graphs["total"], graphs["high"]) == (124, 161, 460)
    best = estimate_json("dataset:uk_2013", "--method", "bic", "--order", 3, "--search", "bounded", "--replicates", 20)
    assert best["model"] == "[12,13,25,35,36,45]"
    fixed = estimate_json("dataset:kosovo", "--method", "model", "--convention", "multinomial")
    assert (fixed["low"], fixed["total"], fixed["high"]) == pytest.approx((7147.75, 7392.92, 7656.20), abs=0.0101)
    shrunk = estimate_json("dataset:kosovo", "--method", "shrinkage", "--order", 3, "--draws", 500, "--threshold", 2.5)
    assert shrunk["model"] == "[123,14,34]"
    status, _, error = run(capsys, "estimate", "dataset:korea", "--method", "graphs", "--interval", "bca")
    assert (status, error) == (
        1,
        "prevalence: --interval is not for graphs, whose limits are those of its posterior.\n",
    )


@pytest.mark.parametrize("name", ["count", "Freq", "N", "Counts", "people"])
def test_tables_of_counts_as_other_programmes_write_them(tmp_path, capsys, name):
    rows = ["1,0,0,5", "0,1,0,5", "0,0,1,41", "1,1,0,54", "1,0,1,6", "1,1,1,12"]
    numbered = [f'"{place}",{row}' for place, row in enumerate(rows, start=1)]
    plain, numbers = tmp_path / "plain.csv", tmp_path / "numbers.csv"
    plain.write_text("\n".join([f"b,c,d,{name}", *rows]) + "\n")
    numbers.write_text("\n".join([f'"","b","c","d","{name}"', *numbered]).replace(",", ";") + "\n")
    for path in (plain, numbers):
        status, text, _ = run(capsys, "estimate", path, "--method", "bic", "--replicates", 20)
        assert (status, text.splitlines()[0]) == (0, "157 people in all, 34 of them on no list; model [12,23]")


def test_rates_by_sex(tmp_path, capsys):
    table, people = tmp_path / "victims.csv", tmp_path / "people.csv"
    lines = [
        f"{a},{b},{sex},{n}"
        for sex, counts in (("f", (60, 30, 40)), ("m", (20, 5, 10)))
        for (a, b), n in zip(((1, 0), (0, 1), (1, 1)), counts, strict=True)
    ]
    table.write_text("\n".join(["A,B,sex,count", *lines]) + "\n")
    people.write_text("sex,inhabitants\nf,500000\nm,450000\n")
    arguments = ("rates", table, "--by", "sex", "--population", people, "--population-source", "census 2021")
    status, text, _ = run(capsys, *arguments, "--replicates", 100)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert status == 0
    assert [(row["sex"], round(float(row["rate"]), 1)) for row in rows] == [("all", 23.2), ("f", 35.0), ("m", 10.0)]
    assert {row["population_source"] for row in rows} == {"census 2021"}
    people.write_text("sex,inhabitants\nf,many\n")
    status, _, error = run(capsys, *arguments)
    assert (status, "row 2: 'many' is not a number of inhabitants" in error) == (1, True)


def test_simulated_lists_can_be_read_back(tmp_path, capsys):
    path = tmp_path / "made.csv"
    arguments = ("--total", 3000, "--capture", "A=0.3,B=0.25,C=0.3", "--odds-ratio", "A:B=4", "--output", path)
    assert run(capsys, "simulate", *arguments)[0] == 0
    status, text, _ = run(capsys, "estimate", path, "--replicates", 50)
    assert status == 0
    assert "people in all" in text


def test_tables_introduce_themselves(capsys):
    assert "uk_2013" in run(capsys, "datasets")[1].splitlines()
    assert "Two versions circulate" in run(capsys, "datasets", "new_orleans_185")[1]


def test_an_interruption_keeps_the_replicates_done(capsys, monkeypatch):
    calls = []

    def interrupt_block(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return original(*arguments)

    original = cli_bootstrap.block
    monkeypatch.setattr(cli_bootstrap, "block", interrupt_block)
    status, text, error = run(capsys, "estimate", "dataset:korea")
    assert status == 130
    assert "limits from the 500 replicates done" in error
    assert "percentile bootstrap" in text
    calls[:] = [None, None]
    status, text, error = run(capsys, "estimate", "dataset:korea")
    assert (status, "limits from the 0 replicates done" in error) == (130, True)
    assert "269 people in all" in text
    assert "not available because fewer than two replicates" in text


def run_interrupted(arguments, awaited):
    """Start the command in a process of its own, wait for a word on its error stream, and send a true interrupt."""
    command = [sys.executable, "-m", "prevalence", *arguments, "--progress", "--format", "json"]
    source = str(Path(cli.__file__).parents[1])
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
        # What a shell starts in the background would hand down that interrupts are ignored.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        for line in process.stderr:
            if awaited in line:
                process.send_signal(signal.SIGINT)
                break
        text, error = process.communicate(timeout=120)
    return process.returncode, json.loads(text), error


@pytest.mark.skipif(os.name != "posix", reason="interrupts are sent otherwise there")
def test_a_true_interrupt_keeps_what_was_done():
    status, found, error = run_interrupted(["estimate", "dataset:uk_2013", "--replicates", "1000000"], "of 1,000,000")
    assert status == 130
    assert re.search(r"limits from the \d+ replicates done", error)
    assert found["low"] < found["total"] == pytest.approx(11417.9911, abs=6e-5)
    status, found, _ = run_interrupted(["assess", "dataset:uk_2013", "--replicates", "3000"], "BIC")
    assert (status, found["interrupted"]) == (130, True)
    totals = {row["method"]: row["total"] for row in found["methods"]}
    assert totals["independent lists"] == pytest.approx(12213.9951, abs=6e-5)
    assert totals["BIC"] == "not available because the work was interrupted before it was reached"
    assert found["verdict"][0].startswith("This assessment was interrupted")


def test_an_assessment_as_json_csv_and_a_page(tmp_path, capsys):
    found = assess(load("korea"), replicates=50)
    content = json.loads(report.as_json(found))
    assert content["data"]["people"] == 123
    assert {row["method"] for row in content["methods"]} >= {"BIC", "graphs averaged"}
    rows = list(csv.DictReader(io.StringIO(report.as_csv(found))))
    assert rows[6]["lower_bound"] == "True"
    page = tmp_path / "page.html"
    assert run(capsys, "assess", "dataset:korea", "--replicates", 50, "--format", "html", "--output", page)[0] == 0
    text = page.read_text()
    for drawing in re.findall(r"<svg.*?</svg>", text):
        ET.fromstring(drawing)
    assert text.count("<svg") == 2
    assert "What may be concluded" in text
    assert run(capsys, "assess", "dataset:korea", "--replicates", 50)[1].count("\n") > 10
    _, text, _ = run(capsys, "estimate", "dataset:kosovo", "--replicates", 50, "--format", "html")
    assert "14,342 people in all" in text
    assert text.count("<svg") == 1


def test_what_most_methods_say_is_said_once_on_the_page(capsys):
    _, text, _ = run(capsys, "assess", "dataset:new_orleans_186_five", "--replicates", 20, "--format", "html")
    assert text.count("pairs of lists have nobody in common") == 1


def test_a_plot_escapes_its_labels_and_shows_what_is_missing():
    drawing = plot([Bar("<b>", 50, 40, None), Bar("none", None)], 30, "a & b")
    root = ET.fromstring(drawing)
    words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<b>" in words
    assert "not available" in words
    assert "→" in words


CASES = [
    ["dataset:korea", "--replicates", "60", "--seed", "5"],
    [
        "dataset:korea",
        "--method",
        "bic",
        "--criterion",
        "aic",
        "--order",
        "2",
        "--interval",
        "bca",
        "--replicates",
        "80",
    ],
    ["dataset:kosovo", "--method", "model", "--model", "[12,23]", "--level", "0.8"],
    ["dataset:korea", "--method", "heterogeneity", "--kind", "chao", "--by-list"],
    ["dataset:korea", "--method", "graphs", "--hidden", "1:400", "--delta", "0.2"],
    ["dataset:korea", "--precision", "0.05"],
    ["dataset:korea", "--interval", "widest", "--replicates", "90"],
]


@pytest.mark.parametrize("arguments", CASES, ids=[" ".join(case) for case in CASES])
def test_the_command_in_every_form_of_the_output_computes_the_same_interval_again(capsys, arguments):
    def estimate_as(form):
        return run(capsys, "estimate", *arguments, "--format", form)[1]

    found = json.loads(estimate_as("json"))
    again = shlex.split(found["command"])
    assert again[:2] == ["prevalence", "estimate"]
    other = json.loads(run(capsys, *again[1:], "--format", "json")[1])
    for name in ("total", "low", "high", "low_monte_carlo_error", "high_monte_carlo_error", "seed", "replicates"):
        assert other[name] == found[name]
    row = next(csv.DictReader(io.StringIO(estimate_as("csv"))))
    text, page = estimate_as("text").splitlines(), html.unescape(estimate_as("html"))
    for line in (found["command"], found["provenance"]):
        assert (row["command"] == line or row["provenance"] == line, page.count(line)) == (True, 1)
    assert text[-2:] == [found["provenance"], f"Again: {found['command']}"]
    for name, version in found["versions"].items():
        assert found["provenance"].count(f"{name} {version}") == 1


def test_output_names_the_lists_behind_their_numbers_and_the_columns_taken(tmp_path, capsys):
    path = tmp_path / "cases.csv"
    path.write_text(
        "id;police;shelter;hotline;n\n1;1;0;0;1 200\n2;0;1;0;900\n3;0;0;1;700\n4;1;1;0;60\n5;1;0;1;40\n6;0;1;1;50\n"
    )
    arguments = ("estimate", path, "--lists", "police,shelter,hotline", "--method", "model", "--model", "[12,3]")
    found = json.loads(run(capsys, *arguments, "--format", "json")[1])
    assert found["lists"] == {"1": "police", "2": "shelter", "3": "hotline"}
    assert found["model_by_names"] == "police:shelter + hotline"
    assert found["columns"] == "lists from police, shelter, hotline; counts from n; not used: id"
    assert found["observed"] == 2950
    text = run(capsys, *arguments)[1].splitlines()
    assert text[2:6] == [
        "Lists: 1 police, 2 shelter, 3 hotline",
        "Columns: lists from police, shelter, hotline; counts from n; not used: id",
        "[12,3] is police:shelter + hotline",
        "police and shelter: being on one changes the chance of being on the other.",
    ]


@pytest.mark.parametrize("command", ["estimate", "assess"])
def test_one_replicate_is_an_error(capsys, command):
    status, out, error = run(capsys, command, "dataset:korea", "--replicates", 1)
    assert (status, out) == (1, "")
    assert error == "prevalence: replicates must be a whole number of at least 2, but is 1.\n"
