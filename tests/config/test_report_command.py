"""`palermo report build`: which paper, which files, which exit status."""

import pytest

from palermo.config.cli.main import main
from palermo.governance.models import Activity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "data"))


def build(tmp_path, *arguments: str) -> int:
    return main(["report", "build", *arguments, "--out", str(tmp_path / "out")])


def names(tmp_path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "out").iterdir())


def test_blueprint_is_named_in_any_case(tmp_path, capsys):
    assert build(tmp_path, "PROGRESS", "--cutoff", "2008-01-31", "--lang", "zh", "--format", "docx", "--strict") == 0
    assert names(tmp_path) == ["progress-2008-01-31.zh.docx"]
    assert capsys.readouterr().out.endswith("words (limit: 8,500)\n0 problems.\n")


def test_all_languages_and_formats_are_made_at_once(tmp_path):
    assert build(tmp_path, "progress", "--cutoff", "2008-01-31", "--format", "html") == 0
    assert names(tmp_path) == [f"progress-2008-01-31.{code}.html" for code in ("ar", "en", "es", "fr", "ru", "zh")]


def test_report_on_record_has_its_own_cutoff(tmp_path):
    assert build(tmp_path, "progress-2008", "--lang", "en", "--format", "html") == 0
    assert names(tmp_path) == ["progress-2008-01-31.en.html"]


def test_same_record_gives_the_same_bytes(tmp_path):
    for folder in ("first", "second"):
        build(tmp_path / folder, "progress", "--cutoff", "2007-09-30", "--lang", "ar")
    made = {path.name: path.read_bytes() for path in (tmp_path / "first" / "out").iterdir()}
    assert len(made) == 4
    assert {path.name: path.read_bytes() for path in (tmp_path / "second" / "out").iterdir()} == made


def test_missing_translation_fails_only_a_strict_build(tmp_path, capsys):
    activity = Activity.objects.get(slug="bangkok-2007")
    activity.event.theme = {"en": "Only in English"}
    activity.event.save()
    arguments = ("progress", "--cutoff", "2008-01-31", "--lang", "fr", "--format", "html")
    assert build(tmp_path, *arguments) == 0
    output = capsys.readouterr()
    assert output.out.endswith("1 problems.\n")
    assert output.err.splitlines()[1].startswith("fr, ")
    assert build(tmp_path, *arguments, "--strict") == 1


def test_unknown_paper_is_refused_with_those_there_are(tmp_path, capsys):
    assert build(tmp_path, "annual", "--cutoff", "2008-01-31") == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Error: 'annual' not found. Document types: briefing, committee, conference, donor, event, follow-up, forum, "
        "progress, research, trafficking. Reports: briefing-2008-01-31, progress-2008."
    )


def test_blueprint_needs_a_cutoff(tmp_path, capsys):
    assert build(tmp_path, "progress") == 1
    assert capsys.readouterr().err.splitlines()[-1] == "Error: Add a cut-off date, such as --cutoff 2008-01-31."


def test_cutoff_that_is_no_date_is_wrong_usage(tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        build(tmp_path, "progress", "--cutoff", "January")
    assert stop.value.code == 2
    assert "expected a date such as 2008-01-31, found 'January'" in capsys.readouterr().err


def test_checks_are_printed_and_leave_the_exit_status(tmp_path, capsys):
    arguments = ("progress", "--cutoff", "2008-01-31", "--lang", "en", "--format", "html", "--check", "--strict")
    assert build(tmp_path, *arguments) == 0
    output = capsys.readouterr().out.splitlines()
    assert output[-1] == "8 findings."
    assert "Not stated: events/launch-london-2007" in output
    [acronym] = [line for line in output if "OHCHR is defined" in line]
    assert acronym.startswith("en, II. Steering Committee, paragraph 3: OHCHR is defined but not used again. (advice)")
