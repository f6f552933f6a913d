"""The record as it was when the initiative began: who there is, and nothing decided yet."""

import shutil
from pathlib import Path

from palermo.config import demonstration
from palermo.portal.editorial import ensure_site
from palermo.record.importing import import_folder

BY = "the beginning of the story"
WORLD, RECORD = demonstration.RECORD
# What is there before anything is decided. The rest is what the story plays.
THERE = ("places", "organisations", "bodies", "treaties", "topics", "initiatives", "sessions", "procedures")
PROGRAMME = "documents/forum-provisional-programme.yaml"


def load(folder: Path) -> None:
    """Fill an empty database with States, bodies, people and the texts that are still drafts."""
    for name in THERE:
        shutil.copytree(RECORD / name, folder / name)
    (folder / "documents").mkdir()
    _without(folder / "sessions/ccpcj-17.yaml", "provisional_agenda: ccpcj-17-provisional-agenda\n")
    programme = (RECORD / PROGRAMME).read_text()
    (folder / PROGRAMME).write_text(
        programme.replace("state: issued", "state: draft").replace("issued_on: 2007-09-30\n", "")
    )
    procedure = folder / "procedures/ccpcj-in-writing.yaml"
    procedure.write_text(procedure.read_text() + "electorate: answering\nminimum_hours: 72\n")
    demonstration.begin()
    import_folder(WORLD, by=BY)
    import_folder(folder, by=BY)
    demonstration.make_accounts()
    ensure_site()


def _without(path: Path, line: str) -> None:
    text = path.read_text()
    assert line in text
    path.write_text(text.replace(line, ""))
