"""The interface's words: found in code and templates, kept in one catalogue for each language but English."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
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
# Words of other packages that we translate, in English as they have them.
OF_WAGTAIL = "portal/administration/wagtail_words.py"
NOTES = ("Translators:",)  # comments above a message that translators read


def find_messages() -> Catalog:
    """Every message of the source, with the files that use it."""
    found = Catalog()
    for path in sorted([*environment.SOURCE.rglob("*.py"), *environment.SOURCE.rglob("templates/**/*.*")]):
        if "migrations" not in path.parts:
            for message in messages_of(path.read_text(encoding="utf-8"), is_template=path.suffix != ".py"):
                place = [(str(path.relative_to(environment.SOURCE)), 0)]
                found.add(message.id, None, place, auto_comments=message.auto_comments, context=message.context)
    return found


def messages_of(source: str, *, is_template: bool) -> Iterator[Message]:
    """The messages of one file's text."""
    if is_template:
        # Outside its messages the result is noise, whose indentation would be read as Python's.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    options = {"encoding": "utf-8"}
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS, comment_tags=NOTES, options=options)
    for _line, words, notes, context in found:
        yield Message(words, auto_comments=notes, context=context)


def update_catalogue(text: str, found: Catalog) -> str:
    """A catalogue with the messages found and no others, in the order of their English; new ones are empty.

    Files and dates are left out, so that branches which add messages can be merged.
    """
    former = read_po(io.BytesIO(text.encode()))
    updated = Catalog(locale=former.locale)
    updated.mime_headers = former.mime_headers  # how many forms of a counted message the language has
    for message in found:
        if message.id:
            known = former.get(message.id, message.context)
            words = known.string if known is not None and known.pluralizable == message.pluralizable else None
            flags = known.flags if known is not None else ()
            updated.add(message.id, words, flags=flags, auto_comments=message.auto_comments, context=message.context)
    written = io.BytesIO()
    write_po(written, updated, width=0, no_location=True, omit_header=True, sort_output=True)
    return f"{_read_head(text)}\n\n{written.getvalue().decode().strip()}\n"


def _read_head(text: str) -> str:
    """The entry at the top of a catalogue: its language and plural forms."""
    head, _, _ = text.partition("\n\n")
    return re.sub(r'^"(POT-Creation-Date|Report-Msgid-Bugs-To):.*\n', "", head, flags=re.MULTILINE)


def count_unfinished(catalogue: Path) -> int:
    """How many messages of a catalogue are not translated, or only in part."""
    with catalogue.open("rb") as stream:
        return sum(not is_complete(message) for message in read_po(stream) if message.id)


def is_complete(message: Message) -> bool:
    """Whether a message is translated in every form and not marked as unsure."""
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return not message.fuzzy and all(forms)
