"""Document symbols: taken apart, refused with a sentence, put in order, given out."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from palermo.library.states import Modification
from palermo.library.symbols import MODIFIED_BY, modified_by, next_symbol, parse_symbol, reissued_symbol, sort_key

SERIES = st.sampled_from(["E", "A", "CTOC", "ST"])
PARTS = st.lists(st.sampled_from(["CN.15", "2008", "8", "CRP.3", "L.12", "INF", "NGO", "WP.1", "COP"]), min_size=1)
SUFFIXES = st.lists(st.tuples(st.sampled_from(sorted(MODIFIED_BY)), st.integers(1, 400)), max_size=3)


@pytest.mark.parametrize(
    ("written", "base", "suffixes", "parent", "how"),
    [
        ("CTOC/COP/2008/5", "CTOC/COP/2008/5", (), None, None),
        ("A/63/90*", "A/63/90", (), None, None),
        ("CTOC/COP/WG.4/2009/2", "CTOC/COP/WG.4/2009/2", (), None, None),
        ("E/CN.15/2008/CRP.10/Add.1/Rev.2", "E/CN.15/2008/CRP.10", ("Add.1", "Rev.2"), "E/CN.15/2008/CRP.10/Add.1",
         Modification.REVISION),
        ("E/CN.15/2008/8/Add.1/Corr.1*", "E/CN.15/2008/8", ("Add.1", "Corr.1"), "E/CN.15/2008/8/Add.1",
         Modification.CORRIGENDUM),
        ("A/520/Rev.15/Amend.1", "A/520", ("Rev.15", "Amend.1"), "A/520/Rev.15", Modification.AMENDMENT),
        ("A/63/90/Summary", "A/63/90", ("Summary",), "A/63/90", None),
    ],
)  # fmt: skip
def test_parts_of_a_symbol(written, base, suffixes, parent, how):
    symbol = parse_symbol(written)

    assert (symbol.base, symbol.suffixes, symbol.parent and str(symbol.parent), symbol.modification) == (
        base, suffixes, parent, how,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("E/CN.15/2008/8/Add", "Part 5 of the symbol E/CN.15/2008/8/Add: expected a suffix with its number, as in "
         "Add.1, found “Add”."),
        ("A/1/corr.1", "Part 3 of the symbol A/1/corr.1: expected a suffix with its number, as in Corr.1, found "
         "“corr.1”."),
        ("A/1/Rev.0", "Part 3 of the symbol A/1/Rev.0: expected a suffix with its number, as in Rev.1, found “Rev.0”."),
        ("A/1/Add.1/9", "Part 4 of the symbol A/1/Add.1/9: expected another suffix (Add.1, Amend.1, Corr.1, Rev.1), "
         "found “9”."),
        ("E/Add.1", "Part 2 of the symbol E/Add.1: expected the symbol of a document before the suffix, found "
         "“Add.1”."),
        ("15/1", "Part 1 of the symbol 15/1: expected the organ or series, as in E or CTOC, found “15”."),
        ("E//1", "Part 2 of the symbol E//1: expected letters, digits and full stops, found “”."),
        ("E/*/1", "Part 2 of the symbol E/*/1: expected letters, digits and full stops, found “*”."),
        ("E", "A symbol consists of parts separated by slashes, as in E/CN.15/2008/1; found “E”."),
    ],
)  # fmt: skip
def test_what_is_no_symbol_is_refused_with_the_place(written, sentence):
    with pytest.raises(ValidationError) as refused:
        parse_symbol(written)
    assert refused.value.messages == [sentence]


@given(SERIES, PARTS, SUFFIXES, st.integers(0, 3))
def test_symbol_is_written_as_it_was_read(series, parts, suffixes, reissues):
    written = "/".join([series, *parts, *(f"{kind}{number}" for kind, number in suffixes)]) + "*" * reissues
    symbol = parse_symbol(written)

    assert (str(symbol), symbol.base, symbol.reissues) == (written, "/".join([series, *parts]), reissues)
    assert modified_by(written) == (
        (
            "/".join([series, *parts, *(f"{kind}{number}" for kind, number in suffixes[:-1])]),
            MODIFIED_BY[suffixes[-1][0]],
        )
        if suffixes
        else (written, None)
    )


@given(SERIES, PARTS, SUFFIXES, st.sampled_from(Modification), st.sets(st.integers(1, 50)))
def test_next_symbol_is_free_and_changes_its_document(series, parts, suffixes, how, numbers):
    changed = "/".join([series, *parts, *(f"{kind}{number}" for kind, number in suffixes)])
    start = next(start for start, each in MODIFIED_BY.items() if each == how)
    taken = [*(f"{changed}/{start}{number}" for number in numbers), f"{changed}/{start}90/Corr.95", "no symbol"]
    made = next_symbol(f"{changed}*", how, taken)

    assert made == f"{changed}/{start}{max(numbers, default=0) + 1}"
    assert modified_by(made) == (changed, how)
    assert [sort_key(changed) < sort_key(each) <= sort_key(made) for each in taken[:-2]] == [True] * len(numbers)


def test_reissue_adds_an_asterisk():
    assert [reissued_symbol("E/CN.15/2008/8"), reissued_symbol("E/CN.15/2008/8*")] == [
        "E/CN.15/2008/8*",
        "E/CN.15/2008/8**",
    ]
