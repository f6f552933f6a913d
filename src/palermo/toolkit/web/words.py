"""The words of passages as HTML, with the addresses to which their links lead for one reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import kind_with_slug
from palermo.core.records import address_of
from palermo.toolkit.texts.markup import Bracketed, Emphasis, Footnote, Inline, Link, Words

# What a link calls a kind of record, and the kind.
KINDS = {"law": "laws", "document": "documents", "tool": "tools", "treaty": "treaties"}


def link_addresses(links: Iterable[Link], viewer: Viewer) -> dict[str, str]:
    """By target, the address of each record that the viewer may see, by one query a kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for link in links:
        name, _colon, key = link.target.partition(":")
        if name in KINDS:
            wanted[name].add(key)
    found: dict[str, str] = {}
    for name, keys in wanted.items():
        kind = kind_with_slug(KINDS[name])
        for record in kind.with_names(kind.with_keys(sorted(keys), viewer)):
            found[f"{name}:{kind.key_of(record)}"] = address_of(record)
    return found


def words_html(parts: Iterable[Inline], addresses: Mapping[str, str], notes: list[SafeString]) -> SafeString:
    """Words with their marks; the text of each footnote is added to `notes`, and its number stands in its place.

    A link to what is not in `addresses` is shown as words alone, marked as leading nowhere.
    """
    return format_html_join("", "{}", ((_part_html(part, addresses, notes),) for part in parts))


def _part_html(part: Inline, addresses: Mapping[str, str], notes: list[SafeString]) -> str:
    match part:
        case Words():
            return part.text
        case Footnote():
            at = len(notes)
            # Its place is kept: a note in a note comes after it.
            notes.append(SafeString())
            notes[at] = words_html(part.parts, addresses, notes)
            return format_html("<sup>{}</sup>", at + 1)
        case Emphasis():
            return format_html("<em>{}</em>", words_html(part.parts, addresses, notes))
        case Bracketed():
            return format_html('<span class="bracketed">[{}]</span>', words_html(part.parts, addresses, notes))
        case Link():
            words = words_html(part.parts, addresses, notes)
            address = part.target if part.target.startswith(("http://", "https://")) else addresses.get(part.target)
            if address is None and part.target.startswith("passage:"):
                address = f"#p-{part.target.removeprefix('passage:')}"
            if address is None:
                return format_html('<mark class="gap" title="{}">{}</mark>', part.target, words)
            return format_html('<a href="{}">{}</a>', address, words)
