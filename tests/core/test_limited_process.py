"""Files are read apart from the site: within limits, few at once, and by programs that start at once."""

import subprocess
import sys
from importlib.util import find_spec
from threading import Thread

import pytest

from palermo.core.limited_process import starting
from palermo.core.limited_process.starting import BUSY, WAITED_FOR, Unreadable, read_apart, read_bytes_apart

READERS = (
    "palermo.programme.exchange.reader",
    "palermo.library.probing",
    "palermo.library.stamp_line",
    "palermo.library.words",
    "palermo.portal.pictures",
    "palermo.toolkit.exchange.word_reader",
    "palermo.translations.probing",
    "palermo.record.exchange.reader",
    "palermo.site.tables.reader",
)
HOSTILE = "tests.core.hostile_reader"


@pytest.fixture
def hostile(monkeypatch, request):
    """A reader of the tests, found where they lie."""
    folder = str(request.config.rootpath)
    program = (
        f"import sys; sys.path.insert(0, {folder!r}); import runpy; runpy.run_module({HOSTILE!r}, None, '__main__')"
    )
    started = subprocess.Popen

    def start(command, **more):
        return started([*command[:2], "-c", program], **more)

    monkeypatch.setattr(starting.subprocess, "Popen", start)


def reason_of(what: str, **limits) -> str:
    with pytest.raises(Unreadable) as refused:
        read_apart(HOSTILE, what.encode(), name="a.x", limits=WAITED_FOR._replace(**limits))
    return refused.value.reason


@pytest.mark.parametrize(
    ("what", "limits", "reason"),
    [
        ("think", {"seconds": 1}, "it took more than 1 seconds of the processor"),
        ("sleep", {"clock": 1}, "it took more than 1 seconds"),
        ("grow", {"memory": 256 * 1024 * 1024}, "MemoryError"),
        ("talk", {"answer": 100_000}, "it was ended by signal 25"),
        ("fail", {}, "ValueError"),
        ("leave", {}, "it ended with status 3"),
        ("crash", {}, "it was ended by signal 6"),
    ],
)
def test_what_takes_too_much_or_fails_is_refused_and_does_not_quote_the_file(hostile, what, limits, reason):
    assert reason_of(what, **limits) == reason


@pytest.mark.usefixtures("hostile")
def test_a_reader_knows_nothing_of_the_passwords_of_the_installation(monkeypatch):
    monkeypatch.setenv("PALERMO_DATABASE", "postgresql://app:secret@localhost/app")
    assert "PALERMO_DATABASE" not in read_apart(HOSTILE, b"environment")


@pytest.mark.usefixtures("hostile")
def test_few_are_read_at_once_and_the_next_is_told_to_wait():
    limits, reasons = WAITED_FOR._replace(clock=3), list[str]()

    def read() -> None:
        with pytest.raises(Unreadable) as refused:
            read_apart(HOSTILE, b"sleep", limits=limits)
        reasons.append(refused.value.reason)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert reasons[0] == BUSY
    assert reasons.count(BUSY) in {1, 2}
    assert reasons.count("it took more than 3 seconds") == 4 - reasons.count(BUSY)


def test_an_answer_may_be_a_file():
    assert read_bytes_apart("palermo.library.words", b"A text", media_type="text/plain") == b'["A text", null, null]'


def test_a_reader_imports_nothing_that_takes_long():
    program = "; ".join(
        [
            "import sys, importlib",
            f"[importlib.import_module(each) for each in {READERS!r}]",
            "print('django' in sys.modules)",
        ]
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_every_reader_is_one_that_runs_by_itself():
    sources = [find_spec(each).loader.get_source(each) for each in READERS]
    assert ["\n    run(" in source for source in sources] == [True] * len(READERS)
