"""Editions of a dataset of invented cases, of which one has a combination that nobody else has."""

import random

from palermo.figures.actions import releases as actions
from palermo.figures.actions.drawn_releases import draft_drawn_release
from palermo.figures.budgets import begin_budget
from palermo.figures.models import Release
from palermo.figures.pipeline.preparing import prepare
from palermo.figures.pipeline.releasing import publish
from palermo.knowledge.models import DatasetEdition
from tests.factories.common import number, text
from tests.factories.figures import make_register
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.factories.releases import approve, make_officer
from tests.figures.sources import accept_rows

BY = "a test"
# Nobody else is from there.
RARE = "Tuvalu"
LAYOUT = """
name = "invented-cases"
title = "Register of cases"
rows = "cases"
key = ["case"]

[[column]]
name = "case"
required = true
filled = true

[[column]]
name = "sex"
type = "code"
codes = { "woman" = [], "man" = [] }

[[column]]
name = "form"
type = "code"
codes = { "labour" = [], "sexual" = [], "begging" = [] }

[[column]]
name = "from"
type = "code"
codes = { "Atlantis" = [], "Estrania" = [], "Tuvalu" = [] }

[[column]]
name = "year"
type = "whole number"
lowest = 2000
highest = 2010
"""
ATTRIBUTES = ["sex", "form", "from"]


def cases(many: int = 1500) -> list[dict[str, object]]:
    """Invented cases, the same in each run; the last is the only one of its kind."""
    chance = random.Random(2008)
    rows = [
        {
            "case": f"C-{place}",
            "sex": chance.choice(["woman", "woman", "man"]),
            "form": chance.choice(["labour", "sexual"]),
            "from": chance.choice(["Atlantis", "Estrania"]),
            "year": chance.choice([2005, 2006, 2007]),
        }
        for place in range(many)
    ]
    alone = {"case": "C-alone", "sex": "man", "form": "begging", "from": RARE, "year": 2007}
    return [*rows, alone]


def make_cases(rows: list[dict[str, object]] | None = None) -> DatasetEdition:
    """An accepted edition of a dataset of cases, which only the secretariat sees."""
    dataset = make_dataset(
        make_source(f"Source {number()}"), layout="", own_layout=LAYOUT, rows="cases", audience="secretariat"
    )
    agreement = make_agreement(dataset.source, covers_personal_data=True)
    rows = cases() if rows is None else rows
    return accept_rows(dataset, agreement, list(rows[0]), rows)


def make_budgeted_register(epsilon: float = 6.0):
    """A register with a privacy budget."""
    register = make_register()
    begin_budget(register, epsilon=epsilon, by=BY)
    return register


def draft_noisy(edition: DatasetEdition, **fields) -> Release:
    """A draft of noisy counts of an edition, by an officer."""
    author = fields.pop("author", None) or make_officer("Author")
    release = Release(
        **{
            "kind": "noisy",
            "register": fields.pop("register", None) or make_budgeted_register(),
            "title": text("Noisy counts of cases"),
            "attributes": ATTRIBUTES,
            "epsilon": 2.0,
            "longest": 2,
            "author": author,
            **fields,
        }
    )
    return draft_drawn_release(release, edition=edition, by=author)


def draft_synthetic(counts: Release, **fields) -> Release:
    """A draft of a synthetic file of released counts, by an officer."""
    author = fields.pop("author", None) or make_officer("Author")
    release = Release(
        **{
            "kind": "synthetic",
            "register": counts.register,
            "title": text("Invented cases"),
            "row_count": 300,
            "drawn_from": counts,
            "author": author,
            **fields,
        }
    )
    return draft_drawn_release(release, by=author)


def prepared(release: Release) -> Release:
    """A draft that went through its preparation."""
    actions.begin_preparing(release, by=release.author)
    prepare(release.pk, by=BY)
    release.refresh_from_db()
    assert release.status == "prepared", release.refusal
    return release


def released(release: Release) -> Release:
    """A draft that was prepared, approved by two and released."""
    release = actions.propose_release(prepared(release), by=release.author)
    for name in ("First", "Second"):
        release.refresh_from_db()
        approve(release, by=make_officer(name))
    publish(release.pk, by=BY)
    release.refresh_from_db()
    assert release.status == "released", release.refusal
    return release
