"""What is drawn of a noisy release and of a synthetic file; the database protects that as well."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from palermo.figures import triggers


def _remove(apps, editor):
    triggers.remove(editor.connection)


def _install(apps, editor):
    triggers.install(editor.connection)


_NOISY = ~Q(kind="noisy") | (
    Q(epsilon__isnull=False) & Q(epsilon__gt=0) & Q(longest__isnull=False) & Q(longest__gte=1)
)
_SYNTHETIC = ~Q(kind="synthetic") | (
    Q(row_count__isnull=False) & Q(row_count__gte=1) & Q(drawn_from__isnull=False)
)


class Migration(migrations.Migration):
    """Columns; the triggers are made again, since SQLite makes the table anew."""

    dependencies = [("figures", "0007_limits")]

    operations = [
        migrations.RunPython(_remove, _install),
        migrations.AddField(
            "release", "attributes", models.JSONField(blank=True, default=list, verbose_name="Attributes")
        ),
        migrations.AddField(
            "release", "epsilon", models.FloatField(blank=True, null=True, verbose_name="Privacy loss (ε)")
        ),
        migrations.AddField(
            "release",
            "longest",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Longest combination"),
        ),
        migrations.AddField(
            "release",
            "row_count",
            models.PositiveIntegerField(blank=True, null=True, verbose_name="Invented rows"),
        ),
        migrations.AddField(
            "release",
            "drawn_from",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="illustrations",
                to="figures.release",
                verbose_name="Drawn from the counts of",
            ),
        ),
        migrations.AddConstraint(
            "release",
            models.CheckConstraint(
                condition=_NOISY,
                name="noisy_release_has_a_privacy_loss",
                violation_error_message="Enter the privacy loss and the longest combination.",
            ),
        ),
        migrations.AddConstraint(
            "release",
            models.CheckConstraint(
                condition=_SYNTHETIC,
                name="synthetic_file_is_drawn_from_counts",
                violation_error_message="Choose released noisy counts and how many rows are invented.",
            ),
        ),
        migrations.RunPython(_install, _remove),
    ]
