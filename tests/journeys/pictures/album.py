"""Pictures of pages as their readers see them, taken alike each time."""

from playwright.sync_api import Browser, Page

from tests.journeys.browsing import Reader
from tests.journeys.pictures.pages import WIDTHS, PicturedPage

# Of a longer page its beginning.
MOST_HEIGHT = 3000
HEIGHT = 900
# The port of the tests' server is another one each time. Gives the height of the page, once all of it is there.
SETTLE = """async () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
        walker.currentNode.data = walker.currentNode.data.replaceAll(location.host, "palermo.example");
    for (const image of document.images) image.loading = "eager";
    await Promise.allSettled([document.fonts.ready, ...[...document.images].map((image) => image.decode())]);
    return document.documentElement.scrollHeight;
}"""
NOT_THERE = {"not-found": 404}


class Album:
    """One site, and a browser window for each of its readers."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium, self.address = chromium, address
        self.windows: dict[str, Page] = {}

    def open(self, pictured: PicturedPage, language: str) -> Page:
        """Open a page in the window of whoever reads it, as wide as a desktop's."""
        window = self._window(pictured.reader)
        window.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        reader = Reader(window, self.address, language)
        return reader.open(pictured.path, status=NOT_THERE.get(pictured.name, 200))

    def close(self) -> None:
        """Close all windows."""
        for window in self.windows.values():
            window.context.close()

    def _window(self, who: str) -> Page:
        if who not in self.windows:
            options = {"reduced_motion": "reduce", "timezone_id": "Europe/Vienna", "locale": "en-GB"}
            self.windows[who] = self.chromium.new_context(color_scheme="light", **options).new_page()
            if who:
                Reader(self.windows[who], self.address).sign_in(who)
        return self.windows[who]


def take_picture(page: Page, width: int) -> bytes:
    """The page that is open as a screenshot, down to the height of which pictures are kept."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    height = min(page.evaluate(SETTLE), MOST_HEIGHT)
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    return page.screenshot(full_page=True, clip=clip, animations="disabled", caret="hide")
