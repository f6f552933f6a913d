"""Pictures of the record of the initiative: README, what readers see, regional events, speakers, offline packages.

    uv run python -m benchmarks.pictures record

Makes the demonstration in a folder of its own, with papers to read and an invented evaluation, and serves it.
"""

import subprocess
import tempfile
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from playwright.sync_api import Browser

from benchmarks.measuring import make_demonstration
from benchmarks.pictures.keeping import keep
from benchmarks.pictures.taking import Picture, open_browser, open_page, save, serve, take_all
from palermo.accounts.models import User
from palermo.config.example.papers.setting import set_papers
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.models import Event, FeedbackForm, FeedbackQuestion
from palermo.offline.actions import order_bundle
from palermo.offline.models import OfflineBundle
from palermo.offline.states import Part
from palermo.offline.tasks import build_bundle
from palermo.reporting.models import Report
from palermo.reporting.rendering import issued_report
from palermo.reporting.states import Format
from tests.factories.preparation import make_sheet

TODAY = date(2008, 2, 1)
DECLARATION = "new-delhi-declaration"
EXAMPLE = "proposed-example-2008"
PICTURES = [
    Picture("home", "en/"),
    Picture("interface/events", "en/events/"),
    Picture("interface/event", "en/events/bangkok-2007/"),
    Picture("interface/decisions", "en/decisions/"),
    Picture("interface/mandate", "en/mandates/regional-events/"),
    Picture("interface/follow-up", "en/follow-up/"),
    Picture("interface/documents", "en/documents/"),
    Picture("interface/document", f"en/documents/{DECLARATION}/"),
    Picture("interface/search", "en/search/?q=trafficking"),
    Picture("interface/desk", "en/desk/", "delegate"),
    Picture("interface/form", "en/acts/record-decision/", "secretariat", ".text-languages"),
    Picture("speakers/list-en", "en/events/vienna-forum/speakers/", "delegate", height=1500),
    Picture("regional-events/preparation-en", f"en/events/{EXAMPLE}/preparation/", "secretariat", height=960),
    Picture("regional-events/evaluation-en", f"en/events/{EXAMPLE}/evaluation/", "secretariat", height=1300),
]
# The questions of an invented evaluation, with how many gave each mark from 1 to 5.
QUESTIONS = {
    "Was the information useful for your work?": (0, 4, 7, 9, 3),
    "Was there enough time for discussion?": (0, 6, 5, 6, 6),
}
MISSING = "What was missing?"
PACKAGE = {
    "ar": "مناسبات المبادرة وأدواتها ووثائقها",
    "zh": "倡议的会议活动、工具和文件",
    "en": "Events, tools and documents of the initiative",
    "fr": "Événements, outils et documents de l’initiative",
    "ru": "Мероприятия, инструменты и документы инициативы",
    "es": "Eventos, herramientas y documentos de la iniciativa",
}
SEARCHES = {"zh": "人口贩运", "ar": "الاتجار بالأشخاص"}


def main() -> None:
    """Take every picture."""
    settings.PALERMO_TODAY = TODAY
    make_demonstration()
    set_papers.call(DECLARATION)
    _evaluate(Event.objects.get(activity__slug=EXAMPLE))
    with open_browser() as browser:
        with serve():
            take_all(browser, PICTURES)
        with tempfile.TemporaryDirectory() as folder:
            _take_report(Path(folder))
            _take_package(browser, Path(folder))


def _evaluate(event: Event) -> None:
    """Twenty-three people have answered."""
    days = {"opens_on": date(2008, 1, 5), "closes_on": date(2008, 1, 20)}
    form = FeedbackForm.objects.create(slug=EXAMPLE, event=event, **days)
    for number, words in enumerate((*QUESTIONS, MISSING), start=1):
        kind = {"kind": "words"} if words == MISSING else {}
        FeedbackQuestion.objects.create(form=form, number=number, words=MultilingualText({"en": words}), **kind)
    marks = [[mark for mark, times in enumerate(each, start=1) for _ in range(times)] for each in QUESTIONS.values()]
    for answers in zip(*marks, strict=True):
        make_sheet(form, *answers)


def _take_report(folder: Path) -> None:
    """The first page of the report to the governing body, as it was issued."""
    paper = folder / "report.pdf"
    paper.write_bytes(issued_report(Report.objects.get(slug="progress-2008"), "en", [Format.PDF]).files[Format.PDF])
    subprocess.run(["pdftoppm", "-r", "90", "-l", "1", "-png", "-singlefile", paper, folder / "report"], check=True)
    keep((folder / "report.png").read_bytes(), "report")


def _take_package(browser: Browser, folder: Path) -> None:
    """A package for the public, opened from the disk without network."""
    officer = User.objects.get(email="secretariat@example.org")
    package = OfflineBundle(
        slug="package",
        title=MultilingualText(PACKAGE),
        audience=Audience.PUBLIC,
        languages=" ".join(CODES),
        parts=" ".join(Part.values),
        reason=MultilingualText(PACKAGE),
    )
    order_bundle(package, build=build_bundle, by=officer)
    build_bundle.call(package.pk, officer.pk)
    with OfflineBundle.objects.get(pk=package.pk).file.open() as file, ZipFile(file) as packed:
        packed.extractall(folder / "package")
    page = open_page(browser, offline=True)
    page.goto((folder / "package/en/event-bangkok-2007.html").as_uri())
    save(page, "offline/event-en")
    for language, words in SEARCHES.items():
        page.goto((folder / f"package/{language}/search.html").as_uri())
        page.wait_for_selector("#offline-search:not([hidden])")
        page.locator("#offline-words").fill(words)
        page.keyboard.press("Enter")
        page.locator("#offline-results li").first.wait_for()
        save(page, f"offline/search-{language}")


if __name__ == "__main__":
    main()
