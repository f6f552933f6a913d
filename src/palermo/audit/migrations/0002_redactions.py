from django.db import migrations, models

from palermo.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        # SQLite makes a table anew to add a column, and drops its triggers with the former one.
        migrations.RunPython(
            lambda apps, editor: triggers.remove(editor.connection),
            lambda apps, editor: triggers.install(editor.connection),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="salt",
            field=models.CharField(blank=True, default="", max_length=32),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="FileRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80)),
                ("record", models.BigIntegerField()),
                ("sentences", models.JSONField(default=dict)),
                ("technical", models.TextField(blank=True)),
                ("delete_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "record"),
                        name="one_refusal_of_a_file_a_record",
                        violation_error_message="This record already exists. Reload the page to see it.",
                    )
                ],
            },
        ),
        migrations.RunPython(
            lambda apps, editor: triggers.install(
                editor.connection, triggers.ENTRIES, triggers.VERSIONS, triggers.REDACTIONS
            ),
            lambda apps, editor: triggers.remove(editor.connection),
        ),
    ]
