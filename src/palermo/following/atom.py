"""Atom as Django makes it, with what it leaves out: full text, the feed in other languages, media types of links."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

ATOM, HTML = "application/atom+xml", "text/html"


class FullTextFeed(Atom1Feed):
    """`others` are the addresses of the same feed by language tag; an item's `content` is its text as HTML.

    `base` is what addresses within that text begin from.
    """

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": self.feed["base"]}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for tag, address in self.feed["others"].items():
            link = {"rel": "alternate", "type": ATOM, "hreflang": tag, "href": address}
            handler.addQuickElement("link", "", link)
        handler.addQuickElement("generator", "Palermo")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for tag, address in item["others"].items():
            handler.addQuickElement("link", "", {"rel": "alternate", "type": HTML, "hreflang": tag, "href": address})
        handler.addQuickElement("content", item["content"], {"type": "html"})
