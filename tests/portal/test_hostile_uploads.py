"""Files made to take the site down, through every way in but that of datasets: an answer, within limits."""

import io
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.config.cli.main import main
from tests.factories.accounts import make_state, make_user
from tests.factories.activities import make_tool
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.factories.library import make_document
from tests.factories.programmes import make_programme
from tests.factories.returns import make_questionnaire_edition
from tests.factories.treaties import make_treaty
from tests.hostile import ALL_FILES, content_of
from tests.memory import memory_measured, size_of_database
from tests.portal.filling import client_of
from tests.returns.people import begin, make_cast

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
LONGEST_ANSWER = 300_000
# With the 200 megabytes of a server or worker, less than a gigabyte; this process has more with all the tests.
MORE_MEMORY = 800 * MEGABYTE
# The first character to the last of what is quoted, with the sign that it was cut.
LONGEST_QUOTATION = 80
DAY = date(2008, 2, 1)


class Answer(NamedTuple):
    """What somebody gets who hands in a file: the status of the page or of the command, and its words."""

    status: int
    size: int
    words: str


def _send(address: str, file: str, sent: SimpleUploadedFile, *, by=None, **fields) -> Answer:
    response = client_of(by or make_user(Role.SECRETARIAT, is_staff=True)).post(address, {file: sent, **fields})
    soup = BeautifulSoup(response.content, "lxml")
    for field in soup.select("textarea, script, style"):
        field.decompose()
    return Answer(response.status_code, len(response.content), soup.get_text(" "))


def _run(sent: SimpleUploadedFile, folder: Path, *command: str) -> Answer:
    path = folder / str(sent.name)
    path.write_bytes(sent.read())
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as errors:
        status = main([*command, str(path)])
    words = (out.getvalue() + errors.getvalue()).replace(str(path), path.name)
    return Answer(status, len(words), words)


def _return_workbook(sent, folder):
    cast = make_cast()
    return _send(f"/en/acts/upload-return-workbook/{begin(cast).slug}/", "file", sent, by=cast.focal, once="", read="")


def _return_attachment(sent, folder):
    cast = make_cast()
    return _send(f"/en/acts/attach-to-return/{begin(cast).slug}/", "upload", sent, by=cast.focal, once="")


def _table(sent, folder):
    return _send(reverse("table_import"), "table", sent, kind="mandates")


def _treaty_list(sent, folder):
    address = f"/en/acts/import-treaty-list/{make_treaty().slug}/"
    return _send(address, "file", sent, once="", pasted="", as_at="2007-12-31")


def _questionnaire(sent, folder):
    edition = make_questionnaire_edition(status="draft", published_on=None, digest="")
    return _send(f"/en/acts/change-questionnaire-edition/{edition.pk}/", "file", sent, once="")


def _schedule(sent, folder):
    return _send(f"/en/programmes/{make_programme(days=0).slug}/import/", "file", sent, language="en")


def _translations(sent, folder):
    return _send(reverse("translation_import"), "file", sent)


def _document(sent, folder):
    address = f"/en/acts/add-version/{make_document().slug}/"
    return _send(address, "upload", sent, language="en", status="final")


def _tool(sent, folder):
    make_tool(title="Law", slug="law")
    return _send(reverse("import_tool_text", args=["law", "en"]), "file", sent)


def _image(sent, folder):
    reverse("wagtailadmin_home")
    collection = Collection.get_first_root_node().pk
    return _send(reverse("wagtailimages:add"), "file", sent, title="A picture", tags="", collection=collection)


def _import_data(sent, folder):
    dataset = make_dataset(make_source(state=make_state()), layout="unodc")
    agreement = make_agreement(dataset.source)
    return _run(sent, folder, "import-data", "--dataset", dataset.slug, "--agreement", agreement.slug)


def _import_table(sent, folder):
    return _run(sent, folder, "record", "import-table", "--kind", "mandates")


def _import_treaties(sent, folder):
    make_treaty(slug="t")
    return _run(sent, folder, "treaties", "import", "--treaty", "t", "--as-at", "2007-12-31")


WAYS_IN: dict[str, Callable[[SimpleUploadedFile, Path], Answer]] = {
    "workbook of a return": _return_workbook,
    "attachment of a return": _return_attachment,
    "table": _table,
    "list of a treaty": _treaty_list,
    "questionnaire": _questionnaire,
    "schedule": _schedule,
    "translations": _translations,
    "document": _document,
    "tool": _tool,
    "image": _image,
    "import-data": _import_data,
    "import-table": _import_table,
    "treaties import": _import_treaties,
}
FILES = (
    *("what unpacks to gigabytes", "one cell of 200 MB", "a million columns", "a billion laughs", "nested archives"),
    *("a quotation without end", "many strings", "long names of columns", "long cells", "long cells of CSV"),
    *("long names of CSV", "an XLSForm of long cells", "YAML of aliases", "YAML without end", "YAML of long names"),
    *("JSON without end", "JSON of long names", "XML of long names", "a Word file that unpacks to gigabytes"),
    *("a Word file of one long paragraph", "a Word file of laughs", "a PDF that unpacks to gigabytes"),
    *("a PDF packed twice", "a picture of billions of pixels", "a picture of long words", "a drawing of laughs"),
)
# One or two for each way in, of the kind that it reads.
SAMPLE = {
    ("workbook of a return", "long cells"),
    ("attachment of a return", "a PDF packed twice"),
    ("table", "long names of columns"),
    ("table", "one cell of 200 MB"),
    ("list of a treaty", "long cells of CSV"),
    ("questionnaire", "an XLSForm of long cells"),
    ("questionnaire", "YAML of aliases"),
    ("schedule", "JSON of long names"),
    ("translations", "XML of long names"),
    ("document", "a Word file of one long paragraph"),
    ("tool", "a Word file that unpacks to gigabytes"),
    ("image", "a picture of billions of pixels"),
    ("import-data", "many strings"),
    ("import-table", "long cells of CSV"),
    ("treaties import", "long names of CSV"),
}


def marked(way: str, name: str):
    return pytest.param(way, name, marks=pytest.mark.slow if (way, name) in SAMPLE else pytest.mark.full)


def longest_repetition(words: str) -> int:
    """How many characters of one kind stand beside each other: long cells and names are made of those."""
    return max((len(each.group()) for each in re.finditer(r"([^\W\d_])\1+", words)), default=0)


@pytest.mark.parametrize(("way", "name"), [marked(way, name) for way in WAYS_IN for name in FILES])
def test_a_hostile_file_gets_an_answer_within_the_limits(way, name, settings, tmp_path):
    settings.PALERMO_TODAY = DAY
    sent = SimpleUploadedFile(ALL_FILES[name][0], content_of(name))
    before = size_of_database()
    with memory_measured() as most:
        answer = WAYS_IN[way](sent, tmp_path)
    assert answer.status in {0, 1, 200, 302, 422}
    assert answer.words.strip() or answer.status == 302
    assert answer.size <= LONGEST_ANSWER
    assert longest_repetition(answer.words) <= LONGEST_QUOTATION
    assert most["more"] <= MORE_MEMORY
    assert size_of_database() - before <= MEGABYTE
    assert max((len(str(event.details)) for event in AuditEvent.objects.all()), default=0) < 6_000
