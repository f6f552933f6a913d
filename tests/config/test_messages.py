"""The interface's words are found in code and templates, and the catalogues updated with them."""

import subprocess

import pytest
from babel.messages import Catalog

from palermo.config import catalogues
from palermo.config.messages import count_unfinished, find_messages, messages_of, update_catalogue

TEMPLATE = """{% load i18n %}
    <p>{% translate "Due" %} {% blocktranslate trimmed count number=number %}{{ number }} paper
      {% plural %}{{ number }} papers{% endblocktranslate %}</p>
  {% translate "May" context "month" %}{# {% translate "Not this" %} #}"""
CODE = """
def shown(count):
    return _("Late") + ngettext("%(count)d day", "%(count)d days", count) + pgettext("month", "May") + f(_("In a call"))
"""


def test_messages_of_a_template():
    assert [(message.context, message.id) for message in messages_of(TEMPLATE, is_template=True)] == [
        (None, "Due"),
        (None, ("%(number)s paper", "%(number)s papers")),
        ("month", "May"),
    ]


def test_messages_of_code():
    assert [(message.context, message.id) for message in messages_of(CODE, is_template=False)] == [
        (None, "Late"),
        (None, ("%(count)d day", "%(count)d days")),
        ("month", "May"),
        (None, "In a call"),
    ]


def test_messages_found_have_the_files_that_use_them():
    found = find_messages()
    places = {place for place, _line in found.get("Cancel").locations}
    assert len(found) > 9000
    assert "site/web/templates/site/actions/act.html" in places


FORMER = """# Words: French.
msgid ""
msgstr ""
"POT-Creation-Date: 2026-01-01 00:00+0000\\n"
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"

#: a/file.py
msgid "whole"
msgstr "entier"

msgid "left over"
msgstr "resté"

#, fuzzy
msgid "unsure"
msgstr "incertain"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s jour"
msgstr[1] "%(n)s de jours"
msgstr[2] "%(n)s jours"

msgctxt "month"
msgid "May"
msgstr "mai"
"""
UPDATED = """# Words: French.
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"

#, python-format
msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s jour"
msgstr[1] "%(n)s de jours"
msgstr[2] "%(n)s jours"

msgctxt "month"
msgid "May"
msgstr "mai"

#. Translators: with a capital.
msgid "added"
msgstr ""

#, fuzzy
msgid "unsure"
msgstr "incertain"

msgid "whole"
msgstr "entier"
"""


def found_in_source() -> Catalog:
    """What a source of five messages would give."""
    found = Catalog()
    found.add("added", auto_comments=["Translators: with a capital."], locations=[("a/file.py", 3)])
    for message in ("whole", "unsure", ("%(n)s day", "%(n)s days")):
        found.add(message, locations=[("a/file.py", 1)])
    found.add("May", context="month", locations=[("another.py", 2)])
    return found


def test_update_adds_and_removes_messages_and_leaves_out_files_and_dates():
    assert update_catalogue(FORMER, found_in_source()) == UPDATED


def test_updating_twice_changes_nothing():
    assert update_catalogue(UPDATED, found_in_source()) == UPDATED


def test_a_message_that_is_counted_from_now_on_waits_for_its_forms():
    found = Catalog()
    found.add(("whole", "wholes"))
    assert 'msgid "whole"\nmsgid_plural "wholes"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n' in update_catalogue(
        FORMER, found
    )


def test_branches_that_add_neighbours_merge(tmp_path):
    """By the rule of .gitattributes for catalogues."""
    whole = 'msgid "whole"\nmsgstr "entier"\n'
    one = UPDATED.replace(whole, 'msgid "waiting"\nmsgstr "en attente"\n\n' + whole)
    other = UPDATED.replace(whole, 'msgid "wanted"\nmsgstr "demandé"\n\n' + whole)
    for name, text in (("one", one), ("base", UPDATED), ("other", other)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    merge = ["git", "merge-file", "-p", "--union", "one", "base", "other"]
    merged = subprocess.run(merge, cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    found = found_in_source()
    found.add("waiting")
    found.add("wanted")
    added = 'msgid "waiting"\nmsgstr "en attente"\n\nmsgid "wanted"\nmsgstr "demandé"\n\n'
    assert update_catalogue(merged, found) == UPDATED.replace(whole, added + whole)


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(UPDATED, encoding="utf-8")
    return path


def test_empty_and_unsure_translations_are_counted(catalogue):
    assert count_unfinished(catalogue) == 2


def test_catalogue_is_compiled_when_its_words_are_newer(catalogue):
    assert catalogues._is_behind(catalogue)
    catalogues.compile_all([catalogue])
    assert not catalogues._is_behind(catalogue)
