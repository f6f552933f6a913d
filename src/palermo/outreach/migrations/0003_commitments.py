from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0002_partners")]

    operations = [
        migrations.RemoveIndex(model_name="commitment", name="commitments_by_day"),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["-made_on", "slug", "status", "audience", "partnership", "state", "organisation"],
                name="commitments_by_day",
            ),
        ),
    ]
