"""The pictures of docs/explanation/programme.md: a whole Forum.

    uv run python -m benchmarks.pictures forum

Makes the demonstration and the Forum in a folder of its own, serves it, and writes docs/images/programme/.
"""

from playwright.sync_api import Browser

from benchmarks.measuring import make_demonstration
from benchmarks.pictures.keeping import keep
from benchmarks.pictures.taking import ADDRESS, SIZE, Picture, open_browser, open_page, serve, take_all
from palermo.config.example.forum import Forum
from palermo.governance.models import Mandate

PAGE = "events/full-forum/programme/"
ROOMS = f"{PAGE}?as=rooms&day=2008-02-13"
ROOMS_HEIGHT = 1200
PICTURES = [
    Picture("interface/programme", f"en/{PAGE}"),
    Picture("programme/rooms-en", f"en/{ROOMS}", height=ROOMS_HEIGHT),
    Picture("programme/rooms-zh", f"zh-hans/{ROOMS}", height=ROOMS_HEIGHT),
    Picture("programme/rooms-ar", f"ar/{ROOMS}", height=ROOMS_HEIGHT),
]
EDITOR = "en/programmes/full-forum/#day-2008-02-13"
EDITOR_HEIGHT = 620


def main() -> None:
    """Take every picture."""
    make_demonstration()
    Forum().make(Mandate.objects.filter(state="in_force").first())
    with serve(), open_browser() as browser:
        take_all(browser, PICTURES)
        _take_editor(browser)


def _take_editor(browser: Browser) -> None:
    """The board of the first day, which scrolls to the hour by itself."""
    page = open_page(browser, "secretariat")
    page.goto(f"{ADDRESS}/{EDITOR}")
    page.locator(".board").first.evaluate("board => board.scrollIntoView()")
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(500)
    clip = {"x": 0, "y": 0, "width": SIZE["width"], "height": EDITOR_HEIGHT}
    keep(page.screenshot(clip=clip), "programme/editor-en")


if __name__ == "__main__":
    main()
