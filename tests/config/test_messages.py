"""The interface's words are found in code and templates, and each is translated."""

import pytest

from palermo.config import catalogues
from palermo.config.environment import SOURCE
from palermo.config.messages import Message, messages_of, missing_messages, wanted_messages

# English is what the code says.
LOCALES = ["ar", "es", "fr", "ru", "zh_Hans"]

TEMPLATE = """{% load i18n %}
    <p>{% translate "Due" %} {% blocktranslate trimmed count number=number %}{{ number }} paper
      {% plural %}{{ number }} papers{% endblocktranslate %}</p>
  {% translate "May" context "month" %}{# {% translate "Not this" %} #}"""
CODE = """
def shown(count):
    return _("Late") + ngettext("%(count)d day", "%(count)d days", count) + pgettext("month", "May") + f(_("In a call"))
"""


def test_messages_of_a_template():
    assert list(messages_of(TEMPLATE, is_template=True)) == [
        Message(None, "Due"),
        Message(None, "%(number)s paper"),
        Message("month", "May"),
    ]


def test_messages_of_code():
    assert list(messages_of(CODE, is_template=False)) == [
        Message(None, "Late"),
        Message(None, "%(count)d day"),
        Message("month", "May"),
        Message(None, "In a call"),
    ]


@pytest.fixture
def catalogue(tmp_path):
    """A catalogue in which every way to be incomplete occurs once."""
    path = tmp_path / "django.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n'
        'Plural-Forms: nplurals=2; plural=n>1;\\n"\n\n'
        'msgid "whole"\nmsgstr "entier"\n\n'
        'msgid "empty"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "unsure"\nmsgstr "incertain"\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s jour"\nmsgstr[1] ""\n\n'
        'msgctxt "month"\nmsgid "May"\nmsgstr "mai"\n',
        encoding="utf-8",
    )
    return path


def test_incomplete_translations_are_missing(catalogue):
    asked = ["whole", "empty", "unsure", "%(n)s day", "absent", "May"]
    found = missing_messages(
        catalogue, {Message(None, words): "a file" for words in asked} | {Message("month", "May"): "a file"}
    )
    assert [message.words for message in found] == ["empty", "unsure", "%(n)s day", "absent", "May"]


def test_everything_is_missing_without_a_catalogue(tmp_path):
    messages = {Message(None, "whole"): "a file"}
    assert missing_messages(tmp_path / "none.po", messages) == messages


def test_catalogue_is_compiled_when_its_words_are_newer(catalogue):
    assert catalogues._is_behind(catalogue)
    catalogues.compile_all([catalogue])
    assert not catalogues._is_behind(catalogue)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_of_the_interface_is_translated(locale):
    lacking = missing_messages(SOURCE / "locale" / locale / "LC_MESSAGES" / "django.po", wanted_messages())
    assert (len(lacking), list(lacking.items())[:3]) == (0, [])
