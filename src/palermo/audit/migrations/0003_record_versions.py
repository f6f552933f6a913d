"""Every record as each act left it; versions can be added, never changed or removed."""

import django.core.serializers.json
from django.db import migrations, models

from palermo.audit import triggers


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80)),
                ('record', models.BigIntegerField()),
                ('root_kind', models.CharField(max_length=80)),
                ('root', models.BigIntegerField()),
                ('change', models.CharField(choices=[('+', 'Added'), ('~', 'Changed'), ('-', 'Removed')], max_length=1)),
                ('at', models.DateTimeField()),
                ('entry', models.BigIntegerField(blank=True, null=True)),
                ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['kind', 'record', 'id'], name='versions_by_record'), models.Index(fields=['root_kind', 'root', 'id'], name='versions_by_root')],
            },
        ),
        migrations.RunPython(
            lambda apps, editor: triggers.install(editor.connection, triggers.VERSIONS), migrations.RunPython.noop
        ),
    ]
