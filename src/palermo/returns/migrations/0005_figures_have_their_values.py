"""No count and no zero without its value: until now, the database took one.

Such a row stays. Of a count without a number, the number is not on record, and its kind is that from now on; zero is
its own value. Each change stands in the history of the cell.
"""

from django.db import migrations, models

from palermo.core import clock

HELD = ("kind", "value", "low", "high", "note", "agency", "unit", "article_id")


def complete_figures(apps, schema_editor):
    """Give what has no value the kind or the value that it has."""
    figure, change = (apps.get_model("returns", name) for name in ("ReturnFigure", "FigureChange"))
    for row in figure.objects.filter(kind__in=["count", "zero"], value=None).order_by("pk"):
        before = _state_of(row)
        if row.kind == "zero":
            row.value = 0
        else:
            row.kind = "not_recorded"
        row.save(update_fields=["kind", "value"])
        change.objects.create(
            of_id=row.of_id, table=row.table, cell=row.cell, before=before, after=_state_of(row), at=clock.now()
        )


def _state_of(row):
    values = {name: getattr(row, name) for name in HELD}
    return {name: value for name, value in values.items() if value not in ("", None)}


class Migration(migrations.Migration):

    dependencies = [
        ("returns", "0004_ministries"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="returnfigure",
            name="figure_has_the_value_of_its_kind",
        ),
        migrations.RunPython(complete_figures, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="returnfigure",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("kind", "count"), ("value__gt", 0), ("value__isnull", False)), models.Q(("kind", "zero"), ("value", 0), ("value__isnull", False)), models.Q(models.Q(("kind__in", ["count", "zero"]), _negated=True), ("value", None)), _connector="OR"), name="figure_has_the_value_of_its_kind", violation_error_message="A count needs a value above zero, zero is zero, and no other kind has a value."),
        ),
    ]
