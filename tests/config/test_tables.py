"""A database whose tables come from the models equals one that has been migrated: schema, triggers and rows."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def _empty_database(name: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which a program finds an empty database of the kind that these tests run on."""
    environment = os.environ | {"PALERMO_DATA": str(folder / name)}
    (folder / name).mkdir()
    if connection.vendor == "sqlite":
        yield environment
        return
    quoted = connection.ops.quote_name(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    yield environment | {
        "PALERMO_DATABASE": urlsplit(os.environ["PALERMO_DATABASE"])._replace(path=f"/{name}").geturl()
    }
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _describe(way: str, folder: Path) -> dict[str, dict]:
    with _empty_database(f"tables_by_{way}", folder) as environment:
        command = [sys.executable, "-m", "tests.config.describing_databases", way]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.django_db
def test_tables_from_the_models_equal_migrated_ones(tmp_path):
    migrated, created = _describe("migrations", tmp_path), _describe("models", tmp_path)
    assert created["schema"] == migrated["schema"]
    assert created["rows"] == migrated["rows"]
    # Whatever it is compared with, something is there.
    assert len(migrated["rows"]["wagtailcore.Page"]) == 2
    assert len(migrated["rows"]["django_migrations"]) > 250
