"""Whose papers an installation issues: its name in each language, from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from palermo.config import environment

NAMES = {"en": "United Nations", "fr": "Nations Unies"}


def read(monkeypatch, value: str) -> dict[str, str]:
    monkeypatch.setenv("PALERMO_ORGANIZATION", value)
    return environment.by_language("PALERMO_ORGANIZATION", NAMES)


def test_left_out_it_is_what_it_is_by_default(monkeypatch):
    assert read(monkeypatch, " ") == NAMES


def test_it_is_named_in_each_language(monkeypatch):
    assert read(monkeypatch, "en: Council: Secretariat | ar: المجلس|zh:理事会") == {
        "en": "Council: Secretariat",
        "ar": "المجلس",
        "zh": "理事会",
    }


@pytest.mark.parametrize("value", ["United Nations", "de: Rat", "en:", "en: Council |"])
def test_anything_else_is_refused_with_what_was_expected(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(monkeypatch, value)
    assert str(refusal.value) == (
        'PALERMO_ORGANIZATION must be words in each language, such as "en: United Nations | fr: Nations Unies", with '
        f"the codes ar, zh, en, fr, ru, es; found {value.strip()!r}."
    )
