"""The marks that a page's text may bear: those of the editor, and nothing that acts."""

from html.parser import HTMLParser

ALLOWED = ("p", "h2", "h3", "b", "i", "ol", "ul", "li", "blockquote", "a", "br")
ATTRIBUTES = {"a": {"href", "linktype", "id"}}
EVERYWHERE = {"data-block-key"}
SAFE_LINKS = ("https://", "http://", "mailto:", "/", "#")


def forbidden_mark(text: str) -> str | None:
    """The first mark in `text` that may not stand there; None if there is none."""
    if not text.lstrip().startswith("<"):
        return None
    reader = _Marks()
    reader.feed(text)
    reader.close()
    return reader.forbidden[0] if reader.forbidden else None


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.forbidden.append(f"<{tag}>")
        for name, value in attrs:
            if name not in EVERYWHERE | ATTRIBUTES.get(tag, set()) or not _is_safe(name, value or ""):
                self.forbidden.append(f"<{tag} {name}>")

    def handle_comment(self, data: str) -> None:
        self.forbidden.append("<!-- -->")

    def handle_decl(self, decl: str) -> None:
        self.forbidden.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.forbidden.append(f"<?{data}>")


def _is_safe(name: str, value: str) -> bool:
    return name != "href" or value.strip().lower().startswith(SAFE_LINKS)
