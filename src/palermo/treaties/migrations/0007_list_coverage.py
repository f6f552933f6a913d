"""The last day that a list covers bounds every status, and the treaties of an index have an audience.

Until now a treaty could have actions without such a day: it gets that of its last action on record.
"""

from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery


def date_lists(apps, editor):
    """Give the treaties with actions and without a last day that of their last action."""
    actions = apps.get_model("treaties", "TreatyAction").objects.filter(treaty=OuterRef("pk")).order_by()
    last = actions.values("treaty").annotate(last=Max("deposited_on")).values("last")
    apps.get_model("treaties", "Treaty").objects.filter(known_until=None).update(known_until=Subquery(last))


class Migration(migrations.Migration):

    dependencies = [("treaties", "0006_law_checked_on")]

    operations = [
        migrations.AddField(
            model_name="treaty",
            name="audience",
            field=models.CharField(
                choices=[("public", "Public"), ("secretariat", "Secretariat")],
                default="public",
                max_length=20,
                verbose_name="Audience",
            ),
        ),
        migrations.AlterField(
            model_name="treaty",
            name="known_until",
            field=models.DateField(
                blank=True,
                help_text=(
                    "The last day up to which every action is on record, as a rule the date of the depositary’s list. No "
                    "status is shown as at a later day, and none at all without this date."
                ),
                null=True,
                verbose_name="Status as at",
            ),
        ),
        migrations.RunPython(date_lists, migrations.RunPython.noop),
    ]
