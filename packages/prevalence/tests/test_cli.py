"""The command: what it prints, what it refuses, and that an interruption keeps what was done."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

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

    def interrupted(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return original(*arguments)

    original = cli_bootstrap.block
    monkeypatch.setattr(cli_bootstrap, "block", interrupted)
    status, text, error = run(capsys, "estimate", "dataset:korea")
    assert status == 130
    assert "limits from the 500 replicates done" in error
    assert "percentile bootstrap" in text
    calls[:] = [None, None]
    assert run(capsys, "estimate", "dataset:korea")[0] == 130


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


def test_a_plot_escapes_its_labels_and_shows_what_is_missing():
    drawing = plot([Bar("<b>", 50, 40, None), Bar("none", None)], 30, "a & b")
    root = ET.fromstring(drawing)
    words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<b>" in words
    assert "not available" in words
    assert "→" in words
