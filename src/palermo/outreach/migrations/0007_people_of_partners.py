import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_partners"),
        ("outreach", "0006_press"),
    ]

    operations = [
        migrations.AddField(
            model_name="partnercontact",
            name="invitation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="partner_contacts",
                to="accounts.invitation",
                verbose_name="Invitation",
            ),
        ),
    ]
