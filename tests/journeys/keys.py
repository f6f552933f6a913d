"""A reader who has a keyboard and no mouse, and what each stop on their way must be."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.journeys.browsing import PASSWORDS, Reader

# No page of the site has as many stops; whoever has made as many goes in circles.
MOST_STOPS = 600
# What has the focus: its name as it is read out, its number among the stops of this page, and what is wrong with it.
# A choice that is hidden shows its outline at its label; a field of
# a group is known by both names.
LOOK = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const seen = window.stopsOfThisTest ??= [];
    const before = seen.indexOf(here);
    if (before < 0) seen.push(here);
    const labelled = document.getElementById(here.getAttribute("aria-labelledby") ?? "");
    const names = [here.getAttribute("aria-label"), labelled?.innerText, here.labels?.[0]?.innerText, here.innerText];
    const group = here.form && here.closest("fieldset")?.querySelector("legend")?.innerText.trim();
    const name = (names.find((each) => each?.trim()) ?? "").trim().replaceAll(/\\s+/g, " ");
    const box = here.getBoundingClientRect();
    const shown = box.width > 2 && box.height > 2 ? here : here.labels?.[0] ?? here;
    const style = getComputedStyle(shown), place = shown.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const inside = place.bottom > 0 && place.right > 0 && place.top < innerHeight && place.left < innerWidth;
    const faults = [outlined ? "" : "has no outline", inside ? "" : "is outside the window"].filter(Boolean);
    return {
        name: group ? `${group}: ${name}` : name,
        number: before < 0 ? seen.length - 1 : before, known: before >= 0, faults, tag: here.localName,
        html: here.outerHTML.slice(0, 120),
    };
}"""


@dataclass
class Keys:
    """One reader's hands: they reach what they want by Tab, and note every stop on the way that cannot be seen."""

    reader: Reader
    unseen: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.reader.page

    def reach(self, name: str, *, key: str = "Tab") -> None:
        """Press Tab until the focus is on what has this name, or a name that begins so and says more of it."""
        passed = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            stop = self._look()
            if stop is None:
                break
            passed.append(stop["name"])
            if re.match(rf"{re.escape(name)}( ·|:|$)", stop["name"]):
                return
            assert not stop["known"], f"{self.reader.path}: “{stop['name']}” keeps the focus, after {passed}"
        raise AssertionError(f"{self.reader.path}: no stop is called “{name}”. Passed: {passed}")

    def follow(self, *links: str) -> None:
        """Reach one link or button after another, and press Enter on each, which leads to another page."""
        for name in links:
            self.reach(name)
            self.enter()

    def enter(self) -> None:
        """Press Enter where the focus is, and read what it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, fields: dict[str, str]) -> None:
        """Type into fields in their order, each known by its label; of a list, how an entry begins."""
        for label, words in fields.items():
            self.reach(label)
            self.page.keyboard.type(words)

    def sign_in(self, who: str) -> None:
        """Through the form; ends at the reader's desk."""
        email, password = PASSWORDS[who]
        self.reader.open("accounts/login/")
        self.fill({"E-mail address": email, "Password": password})
        self.enter()

    def said(self) -> str:
        """The message about what was done, without until when it can be undone."""
        return self.page.get_by_role("status").inner_text().split("\n")[0]

    def walk_through(self) -> list[str]:
        """Go through all stops of the page and back; the names of those on the way there. None may keep the focus."""
        there, back = self._walk("Tab"), self._walk("Shift+Tab")
        assert back == there[::-1], self.reader.path
        return there

    def _walk(self, key: str) -> list[str]:
        self.page.evaluate("() => { window.stopsOfThisTest = []; }")
        names = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            stop = self._look()
            if stop is None or (names and stop["number"] == 0):
                return names  # past the last of them, or at the first again
            assert not stop["known"], f"{self.reader.path}: “{stop['name']}” keeps the focus, after {names}"
            names.append(stop["name"])
        raise AssertionError(f"{self.reader.path}: more than {MOST_STOPS} stops")

    def _look(self) -> dict | None:
        stop = self.page.evaluate(LOOK)
        if stop and stop["faults"]:
            self.unseen.append(f"{self.reader.path}: {stop['html']} {' and '.join(stop['faults'])}")
        return stop
