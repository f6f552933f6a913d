"""Which words of the interface wait for translation, read from code and templates without any outside program."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from palermo.config import environment

# Django's names, and where each holds its context (c), singular and plural.
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Message(NamedTuple):
    """A message to translate, distinguished from others with the same words by its context."""

    context: str | None
    words: str


def wanted_messages() -> dict[Message, str]:
    """Every message of the source, with the first file that uses it."""
    messages: dict[Message, str] = {}
    for path in sorted([*environment.SOURCE.rglob("*.py"), *environment.SOURCE.rglob("templates/**/*.*")]):
        if "migrations" not in path.parts:
            for message in messages_of(path.read_text(encoding="utf-8"), is_template=path.suffix != ".py"):
                messages.setdefault(message, str(path.relative_to(environment.SOURCE)))
    return messages


def messages_of(source: str, *, is_template: bool) -> Iterator[Message]:
    """The messages of one file's text."""
    if is_template:
        # Outside its messages the result is noise, whose indentation would be read as Python's.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    options = {"encoding": "utf-8"}
    for _, words, _, context in extract("python", io.BytesIO(source.encode()), KEYWORDS, options=options):
        yield Message(context, words if isinstance(words, str) else words[0])


def missing_messages(catalogue: Path, messages: dict[Message, str]) -> dict[Message, str]:
    """Those of `messages` that a catalogue lacks, or has only empty, fuzzy or in part."""
    if not catalogue.exists():
        return messages
    with catalogue.open("rb") as words:
        read = read_po(words)
    return {message: file for message, file in messages.items() if not _is_complete(read, message)}


def _is_complete(catalogue: Catalog, message: Message) -> bool:
    entry = catalogue.get(message.words, message.context)
    if entry is None or entry.fuzzy:
        return False
    forms = [entry.string] if isinstance(entry.string, str) else entry.string or []
    return all(forms) and len(forms) == (catalogue.num_plurals if entry.pluralizable else 1)
