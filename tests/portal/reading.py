"""Reading a page as a reader would: its words, its links, its chain."""

import re

from bs4 import BeautifulSoup, Tag


class Page:
    """An answer of the site that was given, not refused."""

    def __init__(self, response) -> None:
        assert response.status_code == 200
        self.soup = BeautifulSoup(response.content, "lxml")
        self.text = words(self.soup)

    def all(self, selector: str) -> list[str]:
        """The words of everything that matches, in the order of the page."""
        return [words(found) for found in self.soup.select(selector)]

    def one(self, selector: str) -> str:
        """The words of the only thing that matches."""
        found = self.all(selector)
        assert len(found) == 1, found
        return found[0]

    def chain(self) -> list[tuple[str, str]]:
        """Each step of the chain of authority: its words and its address, empty where it has none."""
        return [(words(step), _address(step)) for step in self.soup.select("nav.chain li")]


def words(found: Tag) -> str:
    """Its text with single spaces, none before a comma or a full stop."""
    return re.sub(r" (?=[.,])", "", " ".join(found.get_text(" ").split()))


def _address(step: Tag) -> str:
    link = step.find("a")
    return str(link["href"]) if isinstance(link, Tag) else ""
