"""Work that waits was queued under the former module of its task."""

from django.db import migrations

MOVED = {
    "palermo.figures.preparing.prepare_release": "palermo.figures.pipeline.preparing.prepare_release",
    "palermo.figures.releasing.publish_release": "palermo.figures.pipeline.releasing.publish_release",
}


def _rename(apps, names):
    rows = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for former, name in names.items():
        rows.filter(task_path=former).update(task_path=name)


def _to_new(apps, editor):
    _rename(apps, MOVED)


def _to_former(apps, editor):
    _rename(apps, {name: former for former, name in MOVED.items()})


class Migration(migrations.Migration):
    """The modules that compile, protect and release figures are together in one package."""

    dependencies = [
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
        ("figures", "0009_required_breakdowns"),
    ]

    operations = [migrations.RunPython(_to_new, _to_former)]
