"""A count or a zero without its value, which the database took until a migration."""

from contextlib import contextmanager
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from palermo.core.constraints import sentence_of
from palermo.returns.models import FigureChange, ReturnFigure
from palermo.returns.states.returns import ValueKind
from tests.factories.returns import make_figure, make_return
from tests.portal.filling import client_of
from tests.returns.people import DAY, begin, make_cast, table_path

pytestmark = pytest.mark.django_db

MIGRATION = "palermo.returns.migrations.0005_figures_have_their_values"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


@contextmanager
def unconstrained():
    """The table of figures as before, whose constraint such rows passed."""
    table, name = ReturnFigure._meta.db_table, "figure_has_the_value_of_its_kind"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            yield


@pytest.mark.parametrize("kind", [ValueKind.COUNT, ValueKind.ZERO])
def test_it_is_refused(kind):
    figure = make_figure(make_return(), "detected", "total.total")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        ReturnFigure.objects.filter(pk=figure.pk).update(kind=kind, value=None)
    sentence = "A count needs a value above zero, zero is zero, and no other kind has a value."
    assert sentence_of(refusal.value) == sentence


def test_the_migration_keeps_such_rows_as_what_can_be_said_of_them_with_the_change_in_their_history():
    cast = make_cast()
    begin(cast)
    with unconstrained():
        for cell, kind in (("total.total", "count"), ("total.adult", "zero"), ("female.total", "suppressed")):
            row = {"cell": cell, "kind": kind, "value": None, "note": "as sent"}
            ReturnFigure.objects.create(of=cast.national_return, table="detected", **row)
    import_module(MIGRATION).complete_figures(apps, None)
    rows = ReturnFigure.objects.order_by("pk")
    assert [(row.kind, row.value) for row in rows] == [("not_recorded", None), ("zero", 0), ("suppressed", None)]
    changes = [(each.cell, each.before, each.after, each.changed_by) for each in FigureChange.objects.order_by("pk")]
    assert changes == [
        (
            "total.total",
            {"kind": "count", "note": "as sent"},
            {"kind": "not_recorded", "note": "as sent"},
            None,
        ),
        (
            "total.adult",
            {"kind": "zero", "note": "as sent"},
            {"kind": "zero", "value": 0, "note": "as sent"},
            None,
        ),
    ]
    path = table_path(cast.national_return, "detected")
    focal = client_of(cast.focal)
    assert focal.get(path).status_code == 200
    changed = " ".join(BeautifulSoup(focal.get(f"{path}changes/").content, "lxml").main.text.split())
    assert ("Count" in changed, "Not recorded" in changed) == (True, True)
