from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_returns")]

    operations = [
        migrations.AddConstraint(
            model_name="roundinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("extended_to", None), models.Q(("extension_reason", ""), _negated=True), _connector="OR"),
                name="extension_has_a_reason",
                violation_error_message="Enter the reason for the extension.",
            ),
        ),
    ]
