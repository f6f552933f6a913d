"""Versions are the same for everyone who clones, and no file says from which registry they came."""

import re
import subprocess
import tomllib

from palermo.config.cli.test import ROOT

PIN = re.compile(r"^([a-z0-9][\w.-]*==[^\\\n]*?) *\\?$", re.MULTILINE)


def pins(name: str) -> list[str]:
    return PIN.findall((ROOT / "requirements" / name).read_text())


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.split()


def test_no_lock_or_requirement_file_holds_an_address():
    files = tracked("requirements/*", "*.lock", "*lock.json", "pylock*")
    assert "requirements/dev.txt" in files
    assert [file for file in files if "://" in (ROOT / file).read_text()] == []


def test_uv_lock_is_not_committed():
    assert tracked("uv.lock") == []


def test_versions_without_a_lock_file_are_those_of_the_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["uv"]["constraint-dependencies"] == pins("dev.txt")


def test_what_runs_is_a_part_of_what_is_tested():
    assert set(pins("run.txt")) - set(pins("dev.txt")) == set()


def test_every_version_has_hashes():
    for name in ("run.txt", "dev.txt", "uv.txt"):
        entries = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements" / name).read_text())
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_dependency_says_what_for():
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.")[0].splitlines()
    named = [number for number, line in enumerate(lines) if re.match(r'  "[a-z].*",$', line)]
    assert len(named) > 20
    alone = [lines[number] for number in named if not re.match(r"  (#|\")", lines[number - 1])]
    assert alone == []
