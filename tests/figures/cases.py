"""Editions of a dataset of invented cases, of which one has a combination that nobody else has."""

import csv
import io
import random

from django.core.files.base import ContentFile

from palermo.figures.actions.drawn_releases import draft_drawn_release
from palermo.figures.budgets import begin_budget
from palermo.figures.models import Release
from palermo.knowledge.actions import datasets
from palermo.knowledge.models import DatasetEdition, Finding
from palermo.knowledge.states.datasets import FindingSeverity
from tests.factories.common import number, text
from tests.factories.figures import make_register
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.factories.releases import make_officer

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
    written = io.StringIO()
    rows = cases() if rows is None else rows
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file = ContentFile(written.getvalue().encode(), "cases.csv")
    edition = datasets.hand_in_edition(dataset, file=file, agreement=agreement, by=BY)
    for finding in Finding.objects.filter(edition=edition, severity=FindingSeverity.ERROR):
        datasets.explain_finding(finding, explanation="Invented.", by=BY)
    edition.refresh_from_db()
    datasets.accept_edition(edition, by=BY)
    edition.refresh_from_db()
    return edition


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
