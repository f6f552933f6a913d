"""PDF files: the same bytes each time, whatever date they bear and whatever the process did before; none for ever."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from palermo.core.refusals import Refused
from palermo.site.typesetting import TypesettingError, set_pdf

TEMPLATE = b"#let words = json(bytes(sys.inputs.words))\n#set document(title: words)\n#words"
# A program that sets a PDF, and then another in a copy of itself.
COPIES = """
import os, sys, warnings
from palermo.site.typesetting import set_pdf
warnings.simplefilter("ignore")
make = lambda: len(set_pdf(b"#set document(title: [A])\\nA", "A", name="words", dated=None))
first = make()
copy = os.fork()
if copy == 0:
    os._exit(0 if make() == first else 1)
sys.exit(os.waitpid(copy, 0)[1])
"""


@pytest.mark.parametrize(
    ("dated", "written"),
    [
        (date(2008, 2, 1), datetime(2008, 2, 1, tzinfo=UTC)),
        (datetime(2008, 2, 1, 12, 30, 15, 999, tzinfo=UTC), datetime(2008, 2, 1, 12, 30, 15, tzinfo=UTC)),
        (datetime(2008, 2, 1, 12, 30, tzinfo=ZoneInfo("Europe/Vienna")), datetime(2008, 2, 1, 11, 30, tzinfo=UTC)),
    ],
    ids=["a day", "in UTC", "in a zone with summer time"],
)
def test_a_file_bears_the_date_it_was_given(dated, written):
    made = [set_pdf(TEMPLATE, "A", name="words", dated=dated) for _ in range(2)]
    assert made[0] == made[1]
    assert made_at(made[0]) == written


def made_at(content: bytes) -> datetime:
    return PdfReader(BytesIO(content)).metadata.creation_date


def test_a_file_without_a_date_bears_the_moment_of_its_making():
    made = set_pdf(TEMPLATE, "A", name="words", dated=None)
    assert abs(made_at(made) - datetime.now(UTC)) < timedelta(minutes=2)


def test_a_process_copied_from_one_that_has_set_a_file_sets_others():
    assert subprocess.run([sys.executable, "-c", COPIES], timeout=60).returncode == 0


@pytest.mark.slow
def test_what_takes_too_long_is_stopped_and_refused_in_a_sentence():
    endless = b"#for one in range(9000) { for other in range(9000) { for third in range(9000) {} } }"
    with pytest.raises(Refused) as refused:
        set_pdf(endless, "A", name="words", dated=None, longest=2)
    assert str(refused.value) == (
        "The file took too long to create. Try again later; if the problem persists, contact the secretariat."
    )


def test_a_template_with_a_fault_is_refused_in_the_words_of_typst():
    with pytest.raises(TypesettingError) as failed:
        set_pdf(b"#nothing", "A", name="words", dated=None)
    assert "unknown variable: nothing" in str(failed.value)
