"""Names of editorial pages in files: the address where that is plain, else a name made from it."""

import re
from collections.abc import Iterable
from itertools import count
from uuid import UUID, uuid5

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii
from wagtail.models import Page

from palermo.portal.models import HomePage

HOME = "home"
UNNAMED = "page"
PLAIN = re.compile(r"[A-Za-z0-9_-]{1,100}")
# Leaves room for a number behind it.
LONGEST = 90
PREFERRED = "en"
# Translations of one page share a key made from its name, so that two loads make the same one.
KEYS = UUID("6f1f5a51-5d0c-4c3e-8f0f-0d1c4b5f2a77")


def key_of(name: str) -> UUID:
    """What the translations of a page that is made by this name have in common."""
    return uuid5(KEYS, name)


def names_of(pages: Iterable[Page], also: Iterable[str] = ()) -> dict[UUID, str]:
    """A name of its own for each page, by the key that its translations share.

    `also` are names in use elsewhere: a page that was made by one of them bears it, if no other does.
    """
    translations: dict[UUID, list[Page]] = {}
    for page in pages:
        translations.setdefault(page.translation_key, []).append(page)
    names: dict[UUID, str] = {}
    for key, versions in translations.items():
        names[key] = _free(_name(key, versions), set(names.values()))
    used = set(names.values())
    return names | {key_of(name): name for name in also if name not in used and key_of(name) in names}


def _name(key: UUID, translations: list[Page]) -> str:
    if translations[0].specific_class is HomePage:
        return HOME
    english_first = sorted(translations, key=lambda page: page.locale.language_code != PREFERRED)
    slugs = [page.slug for page in english_first]
    plain = [slug for slug in slugs if PLAIN.fullmatch(slug)]
    original = [slug for slug in plain if key_of(slug) == key]
    return (original or plain or [slugify(string_to_ascii(slugs[0]))[:LONGEST] or UNNAMED])[0]


def _free(name: str, used: set[str]) -> str:
    if name not in used:
        return name
    return next(other for number in count(2) if (other := f"{name[:LONGEST]}-{number}") not in used)
