"""Editorial pages to and from files. They are kept by Wagtail, so they go through the portal's own words."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from palermo.core.text import MultilingualText
from palermo.portal.editorial import ABOUT, HOME, KINDS, NEWS, WrittenPage, save_page, written_pages
from palermo.portal.editorial_text import html_of, text_of
from palermo.record.changes import Change, RecordChange, value_changes
from palermo.record.codecs import Written
from palermo.record.faults import Fault, ImportRefused, Misread, Spot, quote_value
from palermo.record.folder import Source
from palermo.record.kinds.pages import PAGE_KEYS
from palermo.record.marks import ALLOWED, forbidden_mark
from palermo.record.nodes import Mapping

LONGEST_TITLE = 255
# Pages that the site makes for itself in the languages that no file gives.
FRAME = {HOME, NEWS, ABOUT}
EMPTY = WrittenPage("", "", "", MultilingualText(), MultilingualText(), MultilingualText(), None)


class PageFile(NamedTuple):
    """A page as its file gives it, and where its keys stand."""

    page: WrittenPage
    spot: Spot
    lines: dict[str, int]

    def at(self, key: str) -> Spot:
        """Where a key is written, or where the page begins when it is not."""
        return self.spot.at(key, self.lines.get(key, self.spot.line))


def read_pages(sources: Iterable[Source]) -> tuple[list[PageFile], list[Fault]]:
    """The pages whose files could be read, and what is wrong in the others."""
    files, faults = [], []
    for source in sources:
        try:
            if source.tree:
                files.append(_page_file(source, source.tree))
        except Misread as misread:
            faults += misread.faults
    return files, faults


def _page_file(source: Source, tree: Mapping) -> PageFile:
    spot, faults = Spot(source.file, tree.line), list(_key_faults(source, tree))
    values: dict[str, Any] = {"slug": source.id}  # as the codec of each key reads it
    for part in PAGE_KEYS:
        entry = tree.entries.get(part.key)
        here = spot.at(part.key, entry.line if entry else tree.line)
        try:
            if entry:
                values[part.key] = part.codec.read(entry.node, here, part.on)
            elif part.is_required:
                raise here.misread(part.codec.describe(part.on), "nothing")
        except Misread as misread:
            faults += misread.faults
    if faults:
        raise Misread(faults)
    lines = {key: entry.line for key, entry in tree.entries.items()}
    page = EMPTY._replace(**values)
    # As the site will keep it, so that an unchanged page is seen to be one.
    body = MultilingualText({code: text_of(html_of(text)) for code, text in page.body.items()})
    return PageFile(page._replace(body=body), spot, lines)


def _key_faults(source: Source, tree: Mapping) -> Iterator[Fault]:
    keys = [part.key for part in PAGE_KEYS]
    for key, entry in tree.entries.items():
        if key not in {"id", *keys}:
            yield Spot(source.file, entry.line, key).fault(f"one of the keys {', '.join(keys)}", quote_value(key))
    own_id = tree.entries.get("id")
    ident = getattr(own_id.node, "text", "") if own_id else ""
    if ident != source.id:
        line = own_id.line if own_id else tree.line
        yield Spot(source.file, line, "id").fault(f"the id of the file's name, “{source.id}”", quote_value(ident))


class Pages:
    """The pages of a folder beside those of the database."""

    def __init__(self, files: list[PageFile], unread: set[str]) -> None:
        self.files, self.unread = files, unread
        from_files = {file.page.slug: file.page for file in files}
        stored = {page.slug: page for page in written_pages(also=from_files)} if files else {}
        self.existing = {slug: _without_frame(page, from_files.get(slug)) for slug, page in stored.items()}
        self.all = {**self.existing, **from_files}

    def faults(self) -> Iterator[Fault]:
        """Everything that is wrong with the pages of the folder."""
        for file in self.files:
            yield from self._place_faults(file)
            yield from self._existing_faults(file)
            yield from _text_faults(file)

    def _place_faults(self, file: PageFile) -> Iterator[Fault]:
        page, spot = file.page, file.at("parent")
        if (page.kind == "home") != (page.slug == HOME):
            yield file.at("kind").fault(f"one home page, whose id is {HOME}", f"the kind {page.kind}")
        elif page.kind == "home" and page.parent:
            yield spot.fault("no page above the home page", quote_value(page.parent))
        elif page.kind != "home" and page.parent not in self.unread:
            yield from self._parent_faults(file, self.all.get(page.parent), spot)

    def _parent_faults(self, file: PageFile, parent: WrittenPage | None, spot: Spot) -> Iterator[Fault]:
        page = file.page
        if parent is None:
            missing = f"{quote_value(page.parent)}, which is neither in the folder nor in the database"
            yield spot.fault("the id of a page", missing if page.parent else "nothing")
        elif KINDS[parent.kind]._meta.label not in _labels(page):
            expected = f"a page that may have one of the kind {page.kind} below it"
            yield spot.fault(expected, f"“{parent.slug}”, whose kind is {parent.kind}")
        elif self._is_in_a_circle(page):
            yield spot.fault("a page below the home page", "a circle of pages")
        elif alone := [code for code in page.title if code not in parent.title]:
            languages = f"a title in the languages of the page above, “{parent.slug}”"
            yield file.at("title").fault(languages, f"{', '.join(alone)} as well")
        elif page.kind == "news_index" and (others := self._other_lists(page)):
            yield file.at("kind").fault("one list of news below a page", f"“{others[0]}” as well")

    def _is_in_a_circle(self, page: WrittenPage) -> bool:
        seen: set[str] = set()
        while page.parent in self.all and page.slug not in seen:
            seen.add(page.slug)
            page = self.all[page.parent]
        return page.slug in seen

    def _other_lists(self, page: WrittenPage) -> list[str]:
        return [
            other.slug
            for other in self.all.values()
            if other.kind == page.kind and other.parent == page.parent and other.slug != page.slug
        ]

    def _existing_faults(self, file: PageFile) -> Iterator[Fault]:
        page, existing = file.page, self.existing.get(file.page.slug)
        if existing is None:
            return
        if page.kind != existing.kind:
            yield file.at("kind").fault(f"{existing.kind}, as in the database", page.kind)
        if page.parent != existing.parent:
            yield file.at("parent").fault(f"“{existing.parent}”, as in the database", quote_value(page.parent))
        if gone := [code for code in existing.title if code not in page.title]:
            languages = f"a title in {', '.join(gone)} too, which is in the database (an import deletes nothing)"
            yield file.at("title").fault(languages, "nothing")

    def changes(self) -> list[RecordChange]:
        """What importing the pages changes, pages above before those below them."""
        changed = []
        for file in sorted(self.files, key=lambda file: self._depth(file.page)):
            record = KINDS[file.page.kind](slug=file.page.slug)
            if (existing := self.existing.get(file.page.slug)) is None:
                changed.append(RecordChange(file.spot.file, record, True, ()))
            elif differences := tuple(_differences(existing, file.page)):
                changed.append(RecordChange(file.spot.file, record, False, differences))
        return changed

    def _depth(self, page: WrittenPage) -> int:
        return 1 + self._depth(self.all[page.parent]) if page.parent else 0

    def store(self, changes: Iterable[RecordChange]) -> None:
        """Write the changed pages, in the order of `changes`."""
        by_file = {file.spot.file: file.page for file in self.files}
        for change in changes:
            try:
                save_page(*by_file[change.file])
            except ValidationError as error:
                raise ImportRefused([Spot(change.file).fault("a page the site can hold", error.messages[0])]) from error


def _without_frame(existing: WrittenPage, page: WrittenPage | None) -> WrittenPage:
    """A page of the database, but for languages in which the site made it by itself."""
    if page is None or page.slug not in FRAME:
        return existing
    return existing._replace(
        title=_in_languages(existing.title, page.title),
        intro=_in_languages(existing.intro, page.title),
        body=_in_languages(existing.body, page.title),
    )


def _in_languages(text: MultilingualText, languages: Iterable[str]) -> MultilingualText:
    return MultilingualText({code: text[code] for code in languages if code in text})


def _labels(page: WrittenPage) -> list[str]:
    return KINDS[page.kind].parent_page_types


def _text_faults(file: PageFile) -> Iterator[Fault]:
    page = file.page
    if page.kind == "news" and page.published_on is None:
        yield file.at("published_on").fault("a day such as 2007-06-18, since the kind is news", "nothing")
    for code, title in page.title.items():
        if len(title) > LONGEST_TITLE:
            yield file.at("title").fault(f"a title of at most {LONGEST_TITLE} characters in {code}", f"{len(title)}")
    for key in ("intro", "body"):
        if alone := [code for code in getattr(page, key) if code not in page.title]:
            yield file.at(key).fault("a text in the languages of the title", f"{', '.join(alone)} as well")
    for text in page.body.values():
        if mark := forbidden_mark(text):
            yield file.at("body").fault(f"plain paragraphs, or the marks {', '.join(ALLOWED)}", mark)


def _differences(old: WrittenPage, new: WrittenPage) -> Iterator[Change]:
    before, after = page_values(old), page_values(new)
    for part in PAGE_KEYS:
        yield from value_changes(part.key, before.get(part.key, ""), after.get(part.key, ""))


def page_values(page: WrittenPage) -> dict[str, Written]:
    """A page as the values of its file."""
    values: dict[str, Written] = {"id": page.slug}
    for part in PAGE_KEYS:
        value = getattr(page, part.key)
        if value:
            values[part.key] = part.codec.write(value)
    return values


def exported_pages() -> Iterator[WrittenPage]:
    """Every page, by id."""
    yield from sorted(written_pages(), key=lambda page: page.slug)
