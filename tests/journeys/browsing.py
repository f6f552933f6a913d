"""A reader at a browser, and what must not happen while they read."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

from palermo.config.demonstration import SIGN_INS

PASSWORDS = {sign_in.email.split("@")[0]: (sign_in.email, sign_in.password) for sign_in in SIGN_INS}
# The browser's console shows what the policy blocks only where it was asked in vain; the event is certain.
REPORT_BLOCKED = """document.addEventListener("securitypolicyviolation",
    (event) => console.error(`The policy blocked ${event.violatedDirective} ${event.blockedURI}`));"""
SCREEN = {"width": 1280, "height": 900}


@dataclass
class Watch:
    """What the pages of one reader complained of and asked elsewhere."""

    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_BLOCKED)
        context.on("console", self._note_console_message)
        context.on("weberror", lambda error: self.complaints.append(f"{error.page.url}: {error.error}"))
        context.on("request", self._note_request)
        context.on("response", self._answered)

    def _note_console_message(self, message: ConsoleMessage) -> None:
        # A page that refuses is loaded with 403 or 404, which the console calls a failure; tests look at the status.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.elsewhere.append(request.url)

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.url}: {response.status}")


def link_in(part: Locator, words: str) -> Locator:
    """The link of these words in a part of the page; where the menu of more actions holds it, that is opened first."""
    link = part.get_by_role("link", name=words, exact=True)
    if not link.count():
        hidden = part.page.get_by_role("link", name=words, exact=True, include_hidden=True)
        menu = part.locator(".more-actions:not([open])").filter(has=hidden)
        if menu.count():
            menu.first.locator("summary").click()
    return link


def visit(control: Locator) -> None:
    """Follow a link or press a button that can be clicked, and wait for the page that it leads to.

    Pressed by key: a click misses where the page moves between the button's going down and up, as when a font arrives.
    """
    control.click(trial=True)
    with control.page.expect_navigation():
        control.press("Enter")


@dataclass(frozen=True)
class Reader:
    """Someone at a page of the site; paths are written without address and language."""

    page: Page
    address: str
    language: str = "en"

    def open(self, path: str, *, status: int = 200) -> Page:
        """Open a page of the site, in the reader's language."""
        return self.open_address(f"/{self.language}/{path}", status=status)

    def open_address(self, path: str, *, status: int = 200) -> Page:
        """The same for an address without a language."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        return self.page

    def sign_in(self, who: str) -> Page:
        """Through the form, as anyone does; ends at the reader's desk."""
        email, password = PASSWORDS[who]
        page = self.open("accounts/login/")
        page.locator("[name=login]").fill(email)
        page.locator("[name=password]").fill(password)
        page.get_by_role("main").locator("button:not([type='button'])").click()
        page.wait_for_url(re.compile(rf"^(?!.*/login/){re.escape(self.address)}"))
        return page

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("body").inner_text()

    def follow(self, words: str, *, within: str = "main") -> Page:
        """Click the link of these words, in one part of the page, and read what it leads to."""
        visit(link_in(self.page.locator(within), words).first)
        return self.page

    def headline(self) -> str:
        """The page's one heading of the first order."""
        return self.page.locator("h1").inner_text()

    def take(self, words: str) -> bytes:
        """Click what leads to a file and keep it."""
        with self.page.expect_download() as taken:
            self.page.get_by_role("link", name=words, exact=True).click()
        return Path(taken.value.path()).read_bytes()
