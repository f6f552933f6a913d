"""The five catalogues of the interface: each as `palermo messages` writes it, no message empty or unsure, each with the
placeholders of its source and as many forms as its language has."""

import re
from functools import cache
from gettext import c2py
from pathlib import Path

import django
import pytest
import wagtail
import wagtail_localize
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from palermo.config.environment import SOURCE
from palermo.config.messages import OF_WAGTAIL, find_messages, is_complete, update_catalogue
from palermo.core.languages import LANGUAGES

# English is what the code says.
LOCALES = sorted(language.tag.replace("-", "_") for language in LANGUAGES if language.code != "en")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
# Enough numbers to find the forms used for a single one of them.
NUMBERS = range(1000)


def catalogue_at(path: Path) -> Catalog:
    """A catalogue as it lies in the tree."""
    with path.open("rb") as words:
        return read_po(words)


def path_of(locale: str) -> Path:
    return SOURCE / "locale" / locale / "LC_MESSAGES" / "django.po"


@cache
def catalogue_of(locale: str) -> Catalog:
    """One of the five."""
    return catalogue_at(path_of(locale))


@cache
def found() -> Catalog:
    """The messages of the source."""
    return find_messages()


def messages(catalogue: Catalog) -> list[Message]:
    """Its messages, without the head of the file."""
    return [message for message in catalogue if message.id]


def keys(catalogue: Catalog) -> set[tuple[str | None, str | tuple[str, str]]]:
    """What each message is found by."""
    return {(message.context, message.id) for message in messages(catalogue)}


def forms(message: Message) -> list[str]:
    """The translation, in each of its forms."""
    return list(message.string) if message.pluralizable else [message.string]


def placeholders(words: str) -> list[str]:
    """The names that are filled in, in the order of the alphabet, since languages order words differently."""
    return sorted(PLACEHOLDER.findall(words))


def forms_of_one_number(catalogue: Catalog) -> set[int]:
    """Forms used for one number only: "two days" is a word in Arabic, without its number."""
    form_of = c2py(str(catalogue.plural_expr))
    used = [form_of(number) for number in NUMBERS]
    return {form for form in used if used.count(form) == 1}


def has_its_placeholders(message: Message, words: str, *, may_leave_out_its_number: bool) -> bool:
    """Whether a form fills in what its source does."""
    found = placeholders(words)
    sources = [placeholders(each) for each in (message.id if message.pluralizable else [message.id])]
    if found in sources:
        return True
    lacking = set(sources[-1]) - set(found)
    return may_leave_out_its_number and len(lacking) == 1 and set(found) <= set(sources[-1])


def test_there_are_five_catalogues():
    assert sorted(folder.name for folder in (SOURCE / "locale").iterdir()) == LOCALES


@pytest.mark.parametrize("locale", LOCALES)
def test_catalogue_is_as_the_command_writes_it(locale):
    """With every message of the source and no others, without files and dates: run `palermo messages`."""
    written = path_of(locale).read_text(encoding="utf-8")
    assert update_catalogue(written, found()) == written


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_empty_or_unsure(locale):
    assert [message.id for message in messages(catalogue_of(locale)) if not is_complete(message)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_fill_in_what_their_source_does(locale):
    catalogue = catalogue_of(locale)
    exact = forms_of_one_number(catalogue)
    wrong = [
        (message.id, words)
        for message in messages(catalogue)
        for form, words in enumerate(forms(message))
        if not has_its_placeholders(
            message, words, may_leave_out_its_number=bool(message.pluralizable) and form in exact
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_of_a_template_has_a_sign_that_would_be_filled_in(locale):
    """A template fills its messages in: with a per cent sign that begins nothing, it shows the English words."""
    of_templates = {
        (message.context, message.id)
        for message in found()
        if any("/templates/" in path for path, _line in message.locations)
    }
    wrong = [
        (message.id, words)
        for message in messages(catalogue_of(locale))
        if (message.context, message.id) in of_templates
        for words in forms(message)
        if "%" in PLACEHOLDER.sub("", words)
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_counted_message_has_every_form_of_its_language(locale):
    catalogue = catalogue_of(locale)
    counted = {len(forms(message)) for message in messages(catalogue) if message.pluralizable}
    form_of = c2py(str(catalogue.plural_expr))
    assert counted == {catalogue.num_plurals}
    assert {form_of(number) for number in [*NUMBERS, 1_000_000]} <= set(range(catalogue.num_plurals))


def test_words_of_wagtail_are_still_said_by_wagtail():
    packages = [Path(wagtail.__file__).parent, Path(wagtail_localize.__file__).parent, Path(django.__file__).parent]
    theirs = [path for package in packages for path in package.glob("**/locale/en/LC_MESSAGES/django.po")]
    shown = {key for path in theirs for key in keys(catalogue_at(path))}
    ours = {(each.context, each.id) for each in found() if {path for path, _line in each.locations} == {OF_WAGTAIL}}
    assert ours
    assert ours - shown == set()
