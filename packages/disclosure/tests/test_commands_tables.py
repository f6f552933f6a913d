import json
import os
import subprocess
import sys

import pytest
from tables import random_table

from disclosure.cli import main
from disclosure.rules.rules import Rules
from disclosure.suppression.protect import protect

SPECIFICATION = """
title = "Victims by sex and age"
[[dimension]]
name = "sex"
total = "all"
partition = [{ parent = "all", parts = ["F", "M"] }]
[[dimension]]
name = "age"
total = "all"
partition = [{ parent = "all", parts = ["child", "adult"] }]
[[table]]
name = "victims"
columns = { sex = "sex", age = "age" }
file = "victims.csv"
"""
THRESHOLDS = """
title = "Figures on victims"
reason = "Nobody may be recognized."
[frequency]
below = 5
[signs]
hidden = "<5"
hidden_for_others = "*"
"""
FIGURES = """sex,age,value
all,all,60
all,child,23
all,adult,37
F,all,40
F,child,20
F,adult,20
M,all,20
M,child,3
M,adult,17
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "specification.toml").write_text(SPECIFICATION, encoding="utf-8")
    (tmp_path / "thresholds.toml").write_text(THRESHOLDS, encoding="utf-8")
    (tmp_path / "victims.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


def run(folder, *arguments):
    return main([str(folder / part) if "." in part and not part.startswith("-") else part for part in arguments])


def test_protect_writes_what_audit_finds_safe(folder, capsys):
    out = str(folder / "safe")
    assert run(folder, "protect", "specification.toml", "--thresholds", "thresholds.toml", "--output", out) == 0
    output = capsys.readouterr().out
    assert output.startswith("9 cells: 1 hidden as sensitive, 3 more to protect them")
    lines = (folder / "safe" / "victims.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "sex,age,value,kind,low,high"
    assert lines[8] == "M,child,<5,suppressed,1,4"
    assert (folder / "safe" / "thresholds.toml").read_text(encoding="utf-8") == THRESHOLDS
    record = json.loads((folder / "safe" / "protection.json").read_text(encoding="utf-8"))
    assert (record["hidden"], record["cells_bounded_inside_their_interval"]) == (4, 0)
    assert main(["audit", out + "/specification.toml"]) == 0
    assert capsys.readouterr().out.startswith("1 cell needs protection; 0 can be computed exactly")


def test_audit_names_what_falls_and_returns_two(folder, capsys):
    text = FIGURES.replace("M,child,3", "M,child,<5")
    (folder / "victims.csv").write_text(text, encoding="utf-8")
    marked = '[markers]\n"<5" = { kind = "suppressed", low = 1, high = 4 }\n[[dimension]]'
    (folder / "specification.toml").write_text(SPECIFICATION.replace("[[dimension]]", marked, 1), encoding="utf-8")
    assert run(folder, "audit", "specification.toml") == 2
    output = capsys.readouterr().out
    assert "sex M, age child: is 3, from " in output
    assert "1 by a single subtraction" in output
    assert run(folder, "audit", "specification.toml", "--format", "json") == 2
    (found,) = json.loads(capsys.readouterr().out)
    assert found["findings"][0]["computed"] == [3.0, 3.0]
    assert len(found["findings"][0]["from"]) == 2


def test_audit_asks_what_a_contributor_learns(folder, capsys):
    (folder / "knowledge.csv").write_text("who,sex,age,low,high\nshelter,M,adult,17,17\n", encoding="utf-8")
    out = str(folder / "safe")
    run(folder, "protect", "specification.toml", "--thresholds", "thresholds.toml", "--output", out)
    capsys.readouterr()
    arguments = ["audit", out + "/specification.toml", "--knowledge", str(folder / "knowledge.csv")]
    assert main(arguments) == 2
    assert "1 can be computed exactly by shelter" in capsys.readouterr().out


def test_an_earlier_release_is_taken_into_account(folder, capsys):
    (folder / "before").mkdir()
    (folder / "before" / "victims.csv").write_text("sex,age,value\nF,child,20\n", encoding="utf-8")
    (folder / "before" / "specification.toml").write_text(SPECIFICATION, encoding="utf-8")
    out = str(folder / "safe")
    before = str(folder / "before" / "specification.toml")
    options = ["--thresholds", "thresholds.toml", "--earlier", before, "--output", out]
    assert run(folder, "protect", "specification.toml", *options) == 0
    assert "F,child,20,count,," in (folder / "safe" / "victims.csv").read_text(encoding="utf-8")
    assert main(["audit", out + "/specification.toml", "--earlier", before]) == 0


def test_rounding_and_sdmx_from_the_command_line(folder, capsys):
    out = str(folder / "rounded")
    assert run(folder, "protect", "specification.toml", "--round", "5", "--sdmx", "--output", out) == 0
    lines = (folder / "rounded" / "victims.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "sex,age,OBS_VALUE,OBS_STATUS,CONF_STATUS,LOWER_LIMIT,UPPER_LIMIT"
    assert lines[1] == "all,all,60,E,F,56,64"


def test_suggestions_write_nothing(folder, capsys):
    before = sorted(folder.iterdir())
    options = ["--thresholds", "thresholds.toml", "--suggest"]
    assert run(folder, "protect", "specification.toml", *options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "put together in sex: F, M: 0 of 6 figures hidden, 0.0% of their sum" in lines
    assert "hide figures: 4 of 9 figures hidden, 25.0% of their sum" in lines
    assert "publish by sex+age whole: 4 of 9 figures hidden, 44.2% of their sum" in lines
    assert len(lines) == 10
    assert sorted(folder.iterdir()) == before


def test_nothing_is_overwritten_and_nothing_half_written(folder, capsys):
    (folder / "there").mkdir()
    assert run(folder, "protect", "specification.toml", "--round", "5", "--output", str(folder / "there")) == 1
    assert "exists already" in capsys.readouterr().err
    (folder / "victims.csv").write_text(FIGURES.replace("60", "61"), encoding="utf-8")
    out = folder / "safe"
    assert run(folder, "protect", "specification.toml", "--thresholds", "thresholds.toml", "--output", str(out)) == 1
    assert "do not add up" not in capsys.readouterr().out
    assert not out.exists()


def test_errors_are_sentences(folder, capsys):
    (folder / "victims.csv").write_bytes("sex,age,value\nall,é,60\n".encode("latin-1"))
    options = ["--thresholds", "thresholds.toml", "--output", str(folder / "x")]
    assert run(folder, "protect", "specification.toml", *options) == 1
    assert "victims.csv is not in UTF-8: byte 19 is 0xe9. It may be in Latin-1" in capsys.readouterr().err
    (folder / "victims.csv").write_text(FIGURES.replace("M,child,3", "M,child,-20"), encoding="utf-8")
    assert run(folder, "protect", "specification.toml", *options) == 1
    assert capsys.readouterr().err == (
        "disclosure: Table 'victims', row 9: the figure is -20, below zero. Nobody counts less than nobody: correct "
        "the row, or declare what the sign means under [markers].\n"
    )
    assert run(folder, "protect", "none.toml", *options) == 1
    assert capsys.readouterr().err == f"disclosure: There is no file {folder / 'none.toml'}.\n"
    attack = [
        "attack",
        "x.csv",
        "--members",
        str(folder / "no.csv"),
        "--controls",
        "c",
        "--secret",
        "s",
        "--known",
        "k",
    ]
    assert main(attack) == 1
    assert capsys.readouterr().err == f"disclosure: {folder / 'no.csv'}: No such file or directory\n"


def test_the_version_and_help_load_nothing_of_the_work():
    code = "import sys; from disclosure.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass\n"
    code += "print([name for name in ('numpy', 'scipy') if name in sys.modules])"
    path = os.pathsep.join(part for part in sys.path if part)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_solver_prints_nothing(capfd):
    for seed in range(3):
        protect(random_table(seed, (4, 5), markers=False, zeros="may be hidden"), Rules(), how="exact")
    assert capfd.readouterr() == ("", "")


def test_hiding_needs_thresholds(folder, capsys):
    assert run(folder, "protect", "specification.toml", "--output", str(folder / "x")) == 1
    assert "--thresholds" in capsys.readouterr().err
