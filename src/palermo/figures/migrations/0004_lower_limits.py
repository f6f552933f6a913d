"""Figures that pages read, written again with the lower limits that follow from their parts."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import migrations

from palermo.figures.cubes import COLUMNS, ask_cubes, write_cube
from palermo.figures.limits import with_lower_limits


def _write_again(apps, editor):
    releases = apps.get_model("figures", "Release").objects.exclude(cube_digest="").select_related("register")
    for release in releases:
        path = Path(settings.PALERMO_RELEASES) / "cubes" / f"{release.register.slug}-{release.number or 0:04}.parquet"
        # One that is missing is made by `palermo figures read-back`.
        if path.is_file():
            names = ", ".join(f'"{name}"' for name, _kind in COLUMNS)
            rows = ask_cubes(f"SELECT {names} FROM read_parquet(?)", [str(path)])
            write_cube(path, with_lower_limits(rows))
            digest = sha256(path.read_bytes()).hexdigest()
            type(release).objects.filter(pk=release.pk).update(cube_digest=digest)


class Migration(migrations.Migration):
    """No change to tables: the files of figures, and their digests."""

    dependencies = [("figures", "0003_office")]

    operations = [migrations.RunPython(_write_again, migrations.RunPython.noop)]
