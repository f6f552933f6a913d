"""Cells of a return as people type them."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from palermo.core.refusals import Refused
from palermo.returns.entries import LARGEST, Entry, entry_text, read_entry
from palermo.returns.states.returns import ValueKind

READ = [
    ("12", Entry("count", 12)),
    (" 12 ", Entry("count", 12)),
    ("1,200", Entry("count", 1200)),
    ("1 200", Entry("count", 1200)),
    ("1\u202f200", Entry("count", 1200)),
    ("1’234’567", Entry("count", 1234567)),
    ("١٬٢٠٠", Entry("count", 1200)),
    ("１２", Entry("count", 12)),
    ("0", Entry("zero", 0)),
    ("000", Entry("zero", 0)),
    ("n", Entry("not_recorded")),
    ("N", Entry("not_recorded")),
    ("Н", Entry("not_recorded")),
    ("x", Entry("not_applicable")),
    ("х", Entry("not_applicable")),
    ("w", Entry("suppressed")),
    (">=0", Entry("suppressed")),
    ("<5", Entry("suppressed", high=4)),
    ("< 5", Entry("suppressed", high=4)),
    ("＜５", Entry("suppressed", high=4)),
    ("≤4", Entry("suppressed", high=4)),
    ("<=4", Entry("suppressed", high=4)),
    (">10", Entry("suppressed", low=11)),
    ("≥10", Entry("suppressed", low=10)),
    ("1-4", Entry("suppressed", low=1, high=4)),
    ("0 – 1,200", Entry("suppressed", low=0, high=1200)),
    ("Not recorded", Entry("not_recorded")),
    ("zero", Entry("zero", 0)),
    ("", None),
    (" \t", None),
]
REFUSED = [
    ("-", "A dash can mean zero or that nothing is recorded. Enter 0, n (not recorded) or x (not applicable)."),
    ("1.200", "“1.200” can be read in two ways. Enter the number without a point: 1200."),
    ("-3", "A figure cannot be below zero; found “-3”."),
    ("1.5", "Enter a whole number; found “1.5”."),
    ("1,20", "Enter a whole number; found “1,20”."),
    ("<1", "“<1” leaves no room between its limits. Enter the number, or limits such as <5 or 1-4."),
    ("5-5", "“5-5” leaves no room between its limits. Enter the number, or limits such as <5 or 1-4."),
    ("4-1", "“4-1” leaves no room between its limits. Enter the number, or limits such as <5 or 1-4."),
    ("99999999999", "Enter a number of at most 10 digits; found “99999999999”."),
]
OTHERWISE = "Enter a whole number, n (not recorded), x (not applicable), w (withheld) or limits such as <5; found “%s”."


@pytest.mark.parametrize(("typed", "entry"), READ)
def test_what_is_typed_is_read(typed: str, entry: Entry | None) -> None:
    assert read_entry(typed) == entry


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_what_cannot_be_read_is_refused_with_the_remedy(typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_entry(typed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("typed", ["twelve", "n/a", "12²", "12 (revised)", "=1+1", "Count", "1,2,3", "<x", "1-", "½"])
def test_other_words_are_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_entry(typed)
    assert str(refused.value) == OTHERWISE % typed


def test_much_text_is_refused_with_its_beginning() -> None:
    with pytest.raises(Refused) as refused:
        read_entry("a" * 5000)
    assert str(refused.value) == OTHERWISE % ("a" * 39 + "…")


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-hans"])
def test_the_names_of_kinds_are_read_in_every_language(language: str) -> None:
    with override(language):
        names = {kind.value: str(kind.label) for kind in ValueKind if kind != ValueKind.COUNT}
    expected = {kind: Entry(kind, 0 if kind == "zero" else None) for kind in names}
    assert {kind: read_entry(name) for kind, name in names.items()} == expected


limits = st.integers(0, LARGEST)


@given(
    st.one_of(
        st.integers(1, LARGEST).map(lambda value: Entry("count", value)),
        st.just(Entry("zero", 0)),
        st.sampled_from([Entry("not_recorded"), Entry("not_applicable"), Entry("suppressed")]),
        st.integers(1, LARGEST).map(lambda high: Entry("suppressed", high=high)),
        st.integers(1, LARGEST).map(lambda low: Entry("suppressed", low=low)),
        st.lists(limits, min_size=2, max_size=2, unique=True).map(
            lambda pair: Entry("suppressed", low=min(pair), high=max(pair))
        ),
    )
)
def test_an_entry_is_typed_as_it_is_read(entry: Entry) -> None:
    assert read_entry(entry_text(entry)) == entry


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        entry = read_entry(text)
    except Refused:
        return
    assert read_entry(entry_text(entry)) == entry
