"""Figures that pages read, written again with the limits that follow from the figures around them."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import migrations

from palermo.figures.cubes import COLUMNS, ask_cubes, write_cube
from palermo.figures.limits import with_limits


def _write_again(apps, editor):
    releases = apps.get_model("figures", "Release").objects.exclude(cube_digest="").select_related("register")
    for release in releases.exclude(kind="republication"):
        path = Path(settings.PALERMO_RELEASES) / "cubes" / f"{release.register.slug}-{release.number or 0:04}.parquet"
        # One that is missing is made by `palermo figures read-back`.
        if path.is_file():
            names = ", ".join(f'"{name}"' for name, _kind in COLUMNS)
            rows = ask_cubes(f"SELECT {names} FROM read_parquet(?)", [str(path)])
            # A lower limit without an upper one was found by an earlier version, and is found again.
            write_cube(path, with_limits(rows))
            digest = sha256(path.read_bytes()).hexdigest()
            type(release).objects.filter(pk=release.pk).update(cube_digest=digest)


class Migration(migrations.Migration):
    """No change to tables: the files of figures, and their digests."""

    dependencies = [("figures", "0006_populations")]

    operations = [migrations.RunPython(_write_again, migrations.RunPython.noop)]
