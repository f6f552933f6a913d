"""Noisy counts and synthetic files: drawn once and charged, approved by two, and read as what they are."""

import csv
import io
from datetime import date

import pytest

from palermo.figures.actions import releases as actions
from palermo.figures.budgets import account_of
from palermo.figures.drawn_content import noisy_counts, read_drawn
from palermo.figures.models import Release
from palermo.figures.places import draft_folder, register_folder
from palermo.figures.preparing import prepare
from palermo.figures.releasing import publish
from palermo.figures.verifying import find_faults
from tests.factories.releases import approve, make_officer
from tests.figures.cases import BY, RARE, draft_noisy, draft_synthetic, make_budgeted_register, make_cases

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def prepared(release: Release) -> Release:
    actions.begin_preparing(release, by=release.author)
    prepare(release.pk, by=BY)
    release.refresh_from_db()
    assert release.status == "prepared", release.refusal
    return release


def released(release: Release) -> Release:
    release = actions.propose_release(prepared(release), by=release.author)
    for name in ("First", "Second"):
        release.refresh_from_db()
        approve(release, by=make_officer(name))
    publish(release.pk, by=BY)
    release.refresh_from_db()
    assert release.status == "released", release.refusal
    return release


def test_counts_and_rows_pass_the_gate_and_are_what_was_drawn():
    counts = released(draft_noisy(make_cases()))
    assert (counts.number, counts.cube_digest) == (1, read_drawn(counts).digest)
    read = noisy_counts(counts)
    assert read.parameters["epsilon"] == 2.0
    assert abs(read.persons.value - 1501) < 400
    assert {name: sorted(values) for name, values in read.values.items()} == {
        "form": ["labour", "sexual"],
        "from": ["Atlantis", "Estrania"],
        "sex": ["man", "woman"],
    }
    rows = released(draft_synthetic(counts))
    drawn = read_drawn(rows)
    assert (rows.number, len(drawn.rows), drawn.head) == (2, 300, ("form", "from", "sex", "illustration"))
    assert {row[-1] for row in drawn.rows} == {
        f"invented row, drawn from released counts {drawn.parameters['source'][:12]}; count nothing from these rows"
    }
    assert list(find_faults()) == []
    assert [draft_folder(each).exists() for each in (counts, rows)] == [False, False]
