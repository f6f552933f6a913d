"""A page of the site as a page of a bundle: links lead to other files of it or become text; nothing asks a server.

The page is read once and written again tag by tag; whatever is not named here stays as the template made it.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from html.parser import HTMLParser

# What works only with a server, and what programs follow. An element with `data-online` goes, too.
GONE = frozenset({"script", "form", "button", "input", "select", "textarea", "iframe", "object", "embed"})
# Elements without an end, of those that go.
VOID = frozenset({"br", "embed", "hr", "img", "input", "link", "meta"})
ONLINE = "data-online"
# What a bundle's own pages keep: its scripts, and the form that a script makes work.
OWN = "data-offline"

Attributes = list[tuple[str, str | None]]


class Rewriter(HTMLParser):
    """`find` gives the place of what an address leads to, as seen from the page; None where the bundle has it not."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=False)
        self.find = find
        self.written: list[str] = []
        self.links: list[str] = []
        self.drawings = 0
        self.skipping = ""
        self.depth = 0

    def take_output(self) -> str:
        """What was written since the last call."""
        output, self.written = "".join(self.written), []
        return output

    def handle_decl(self, decl: str) -> None:
        self.written.append(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        """Comments are for those who write templates."""

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """What closes itself, as the parts of a drawing do."""
        if not self.skipping and not _is_dropped(tag, attrs):
            self.written.append(self.get_starttag_text() or "")

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self.skipping:
            self.depth += tag == self.skipping
        elif _is_dropped(tag, attrs):
            if tag not in VOID:
                self.skipping, self.depth = tag, 1
        elif tag == "a":
            self._link(attrs)
        elif tag == "svg":
            self.drawings += 1
            self.written.append(self.get_starttag_text() or "")
        elif tag in {"link", "script", "img"}:
            self._asset(tag, attrs)
        elif not (tag == "meta" and dict(attrs).get("property")):
            self.written.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.depth -= tag == self.skipping
            if not self.depth:
                self.skipping = ""
        elif tag == "a" and self.links:
            self.written.append(f"</{self.links.pop()}>")
        else:
            self.drawings -= tag == "svg"
            self.written.append(f"</{tag}>")

    def _link(self, attrs: Attributes) -> None:
        """To a file of the bundle, or text."""
        values = dict(attrs)
        place = self.find(values.get("href") or "") if "href" in values else None
        # A drawing has groups; anything else would end it.
        text = "g" if self.drawings else "span"
        self.links.append("a" if place is not None else text)
        if place is None:
            remaining = [(name, value) for name, value in attrs if name in {"class", "id", "lang", "dir"}]
            self.written.append(_tag(text, remaining))
        else:
            self.written.append(_tag("a", [(n, place if n == "href" else v) for n, v in attrs if n != "rel"]))

    def _asset(self, tag: str, attrs: Attributes) -> None:
        """Style sheets, scripts and pictures that the bundle has; for a picture that it has not, its words."""
        name = "href" if tag == "link" else "src"
        values = dict(attrs)
        address = values.get(name) or ""
        place = address if address.startswith("data:") else self.find(address)
        if place is not None and values.get("rel") not in {"alternate", "canonical"}:
            remaining = [(n, place if n == name else v) for n, v in attrs if n != OWN]
            self.written.append(_tag(tag, remaining))
        elif tag == "img":
            self.written.append(escape(values.get("alt") or ""))
        elif tag == "script":
            self.skipping, self.depth = tag, 1


def _is_dropped(tag: str, attrs: Attributes) -> bool:
    names = {name for name, _value in attrs}
    return ONLINE in names or (tag in GONE and OWN not in names)


def _tag(tag: str, attrs: Attributes) -> str:
    written = "".join(f' {name}="{escape(value)}"' if value is not None else f" {name}" for name, value in attrs)
    return f"<{tag}{written}>"


def rewrite_page(pieces: Iterable[str], find: Callable[[str], str | None]) -> Iterator[str]:
    """A page, piece by piece, as it lies in a bundle."""
    rewriter = Rewriter(find)
    for piece in pieces:
        rewriter.feed(piece)
        yield rewriter.take_output()
    rewriter.close()
    yield rewriter.take_output()
