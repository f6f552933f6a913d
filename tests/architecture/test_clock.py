"""One clock: what asks the machine what time it is, and why."""

import ast
from pathlib import Path

import palermo

SOURCE = Path(palermo.__file__).parent
# How Python and Django ask a clock; `localdate` and `localtime` do so only without an instant to convert.
CALLS = {"timezone.now", "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "Now"}
CONVERSIONS = {"timezone.localdate", "timezone.localtime", "localdate", "localtime"}
OPTIONS = {"auto_now", "auto_now_add"}
# What the machine measures of itself, and so compares with its own clock, whatever day a demonstration shows.
BY_THE_MACHINE = {
    "accounts/rate_limits.py": "attempts are counted within real minutes, also on a day that stands still",
    "accounts/sessions.py": "sessions end some hours after their last use",
    "config/backup/making.py": "a backup is of a real moment, and what a killed one left is deleted by its age",
    "config/soundness.py": "a backup is of a real moment, and so is the age of the last one",
    "config/chores.py": "rows of work that ended long ago are removed",
    "core/worker.py": "work is put off, and what was left behind is taken up again",
    "site/web/work.py": "the schedule goes by the machine's clock",
    "site/pending_work.py": "work is run again at once",
    "site/actions.py": "what was done a moment ago can be undone for real minutes",
    "site/drafts.py": "drafts are deleted by their real age",
    "site/undo.py": "an offer to undo ends after real minutes",
    "audit/file_refusals.py": "words that quote a refused file are deleted when their time is over",
    "record/uploads.py": "tables that nobody imported are deleted by the age of their files",
}


def _calls(path: Path) -> list[tuple[int, ast.Call, str]]:
    tree = ast.parse(path.read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(call.lineno, call, ".".join(ast.unparse(call.func).split(".")[-2:])) for call in calls]


def _sources() -> dict[str, Path]:
    found = {str(path.relative_to(SOURCE)): path for path in SOURCE.rglob("*.py")}
    return {name: path for name, path in found.items() if "/migrations/" not in name}


def test_only_the_clock_reads_the_clock():
    found = []
    for name, path in _sources().items():
        for number, call, called in _calls(path):
            reads = called in CALLS or (called in CONVERSIONS and not call.args)
            if reads or OPTIONS & {keyword.arg for keyword in call.keywords}:
                found.append(f"{name}:{number} {called}")
    assert [each for each in found if not each.startswith("core/clock.py:")] == []


def test_only_what_the_machine_measures_of_itself_goes_by_its_clock():
    found = {name for name, path in _sources().items() if any(c == "clock.machine_now" for _, _, c in _calls(path))}
    assert found == set(BY_THE_MACHINE)


def test_no_script_of_a_page_tells_the_devices_own_time():
    """A script reads the device's clock only to find its difference from the server's."""
    found = {}
    for path in SOURCE.glob("*/web/static/*/*js"):
        asks = sum(line.count("Date.now()") + line.count("new Date()") for line in path.read_text().splitlines())
        if asks:
            found[path.name] = asks
    assert found == {"check-in.mjs": 2, "floor.mjs": 2, "screen.mjs": 3}
