"""What is published does not change."""

import pytest

from harmonise.lists import InvalidList
from harmonise.lists.lock import add_to_lock, compute_digests, read_lock


def test_published_editions_have_not_changed():
    assert compute_digests() == read_lock()


def test_a_new_edition_is_added(tmp_path):
    path = tmp_path / "digests.lock"
    add_to_lock(path, {"fruit/1": "aa"})
    added = add_to_lock(path, {"fruit/1": "aa", "fruit/2": "bb"})
    assert (added, read_lock(path)) == (["fruit/2"], {"fruit/1": "aa", "fruit/2": "bb"})


@pytest.mark.parametrize(("now", "found"), [({"fruit/1": "cc"}, "cc"), ({}, "no such edition")])
def test_a_published_edition_that_changed_is_refused(tmp_path, now, found):
    path = tmp_path / "digests.lock"
    add_to_lock(path, {"fruit/1": "aa"})
    with pytest.raises(InvalidList) as refusal:
        add_to_lock(path, now)
    expected = f"fruit/1 is published: expected the digest aa, found {found}. Add a new edition."
    assert (str(refusal.value), read_lock(path)) == (expected, {"fruit/1": "aa"})
