from pathlib import Path

import pytest

from tests.record.sample import SAMPLE, write


@pytest.fixture(autouse=True)
def stored_files(settings, tmp_path: Path) -> Path:
    """The library's files, in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "stored"
    return tmp_path / "stored"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample record, as files."""
    return write(tmp_path / "record", SAMPLE)
