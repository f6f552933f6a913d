"""A reader who begins at the home page and only clicks: what is clicked is called by the words that the page shows.

No address is typed and no script runs. What is filled in is called by its label, what is sent by its button.
"""

from collections.abc import Mapping
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.portal.clicking import pairs_of
from tests.portal.reading import words


class Journey:
    """One reader's way through the site; `clicks` counts links, buttons and forms sent, not what is typed."""

    def __init__(self, client: Client, language: str = "en") -> None:
        self.client, self.clicks = client, 0
        self._open(f"/{language}/")

    def click(self, *labels: str, within: str = "body") -> "Journey":
        """Follow one link after another, each by its whole words or by its name for those who listen."""
        for label in labels:
            links = self._part(within).select("a[href]")
            named = [each for each in links if label in _names(each)]
            link = self._one(named or [each for each in links if label in _headings(each)], label)
            self.clicks += 1
            self._open(urljoin(self.address, str(link["href"])))
        return self

    def send(self, button: str, typed: Mapping[str, object], within: str = "main") -> "Journey":
        """Fill in the form of a button, each field by its label, and press the button."""
        pressed = self._one(
            [
                each
                for each in self._part(within).select("form button, form input[type=submit]")
                if button in {words(each), each.get("value"), each.get("aria-label")} and _is_sent(each)
            ],
            button,
        )
        form = pressed.find_parent("form")
        assert isinstance(form, Tag)
        pairs = pairs_of(form)
        for label, value in typed.items():
            pairs = _fill(form, pairs, label, value)
        if pressed.get("name"):
            pairs.append((str(pressed["name"]), str(pressed.get("value", ""))))
        self.clicks += 1
        target = urljoin(self.address, str(form.get("action") or self.address))
        if str(form.get("method", "get")).lower() == "get":
            self._open(f"{urlsplit(target).path}?{urlencode(pairs)}")
        else:
            sent: dict[str, list[str]] = {}
            for name, value in pairs:
                sent.setdefault(name, []).append(value)
            self._take(self.client.post(target, sent, follow=True), target)
        return self

    def one(self, selector: str) -> str:
        """The words of the only thing that matches."""
        found = self.all(selector)
        assert len(found) == 1, (self.address, found)
        return found[0]

    def all(self, selector: str) -> list[str]:
        """The words of everything that matches, in the order of the page."""
        return [words(each) for each in self.soup.select(selector)]

    def facts(self) -> dict[str, str]:
        """The terms of the page's lists of facts, with what stands beside each."""
        pairs = [(term, term.find_next_sibling("dd")) for term in self.soup.select("main dt")]
        return {words(term): words(value) for term, value in pairs if isinstance(value, Tag)}

    def said(self) -> str:
        """The message about what was done, without until when it can be undone."""
        return next(iter(self.all("[role=status]")), "").partition(" Undo possible")[0]

    def row(self, heading: str) -> list[str]:
        """The cells of the first row of a table that begins with these words."""
        rows = [[words(cell) for cell in row.select("th, td")] for row in self.soup.select("main tr")]
        return next((cells[1:] for cells in rows if cells and cells[0] == heading), [])

    @property
    def text(self) -> str:
        """What the page says."""
        return words(self._part("main"))

    def _open(self, address: str) -> None:
        self._take(self.client.get(address, follow=True), address)

    def _take(self, answer, address: str) -> None:
        assert answer.status_code == 200, (address, answer.status_code)
        self.answer = answer
        self.content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if self.is_page:
            self.address = answer.request["PATH_INFO"]
            if answer.request["QUERY_STRING"]:
                self.address += f"?{answer.request['QUERY_STRING']}"
            self.soup = BeautifulSoup(self.content, "lxml")

    def _part(self, selector: str) -> Tag:
        part = self.soup.select_one(selector)
        assert part is not None, (self.address, selector)
        return part

    def _one(self, found: list[Tag], label: str) -> Tag:
        """What leads to one place, even where the page says it twice."""
        targets = {str(each.get("href") or each.find_parent("form")) for each in found}
        assert len(targets) == 1, (self.address, label, sorted(targets) or self.all("a[href], button"))
        return found[0]


def _names(link: Tag) -> set[str]:
    return {words(link), str(link.get("aria-label", ""))}


def _headings(link: Tag) -> list[str]:
    """What stands out in a link of several lines."""
    return [words(each) for each in link.select("h2, h3, strong, b")]


def _is_sent(button: Tag) -> bool:
    return button.get("type", "submit") == "submit"


def _fill(form: Tag, pairs: list[tuple[str, str]], label: str, value: object) -> list[tuple[str, str]]:
    """Write into a field, choose from its list by the words shown, or tick a box (True)."""
    field = _labelled(form, label)
    name = str(field["name"])
    if field.get("type") in {"checkbox", "radio"}:
        others = [pair for pair in pairs if pair[0] != name or field.get("type") == "checkbox"]
        return [*others, (name, str(field.get("value", "on")))]
    if field.name == "select":
        choices = {words(option): str(option.get("value", words(option))) for option in field.select("option")}
        assert value in choices, (label, sorted(choices))
        value = choices[str(value)]
    return [*(pair for pair in pairs if pair[0] != name), (name, str(value))]


def _labelled(form: Tag, label: str) -> Tag:
    """A field by its label, or by the legend of its group before it: “Title: English”."""
    group, _colon, of_group = label.rpartition(": ")
    for each in form.select("label"):
        legends = [words(above.select_one("legend")) for above in each.find_parents("fieldset") if above.legend]
        if words(each) == label or (group and words(each) == of_group and group in legends):
            found = (
                form.find(id=str(each.get("for"))) if each.get("for") else each.select_one("input, select, textarea")
            )
            if isinstance(found, Tag):
                return found
    for legend in form.select("legend"):
        fields = legend.find_parent("fieldset")
        if fields is not None and words(legend) == label and (found := fields.select_one("[name]")):
            return found
    raise AssertionError((label, [words(each) for each in form.select("label, legend")]))
