"""Prepares the data folder of a demonstration: its database, static files and record."""

import shutil
from datetime import date

from django.conf import settings

from palermo.config import demonstration, keys, preparation, source_state
from palermo.config.cli.data_folder import AT_REAL_DATE, STORY_DAY, DataFolder, current
from palermo.config.environment import KEY_FILE, keep_secret_key, text
from palermo.config.example.papers.setting import set_papers_later
from palermo.config.other_days import as_on
from palermo.core.refusals import Refused


def prepare(*, with_forum: bool, from_new: bool, at_real_date: bool) -> None:
    """Make what is missing, note what was made, and print the sign-ins.

    At the real date, the record is loaded as on the day on which the other demonstration stands, then what followed.
    Refused if it must begin from new in a database that is not in the folder, or the database is a real
    installation's.
    """
    folder = current()
    if from_new:
        _empty(folder)
    folder.shut_to_others()
    keep_secret_key(folder.path, settings.SECRET_KEY)
    folder.mark(**{AT_REAL_DATE: at_real_date})
    preparation.migrate()
    preparation.prepare_files()
    demonstration.begin()
    keys.note_secret_key(demonstration.BY)
    files = demonstration.fingerprint()
    if folder.read_notes().get("record") != files:
        with as_on(date.fromisoformat(STORY_DAY)):
            demonstration.load()
            set_papers_later()
            demonstration.prepare_papers()
        if at_real_date:
            demonstration.load_what_followed()
            demonstration.add_rounds()
            demonstration.add_releases()
        folder.mark(record=files)
    if with_forum:
        demonstration.add_forum()
        folder.mark(forum=True)
    folder.mark(prepared_by=source_state.digest(), sign_ins=demonstration.sign_ins())
    print(demonstration.sign_ins(), flush=True)


def _empty(folder: DataFolder) -> None:
    """Delete what the demonstration made; the key stays, since this process has read it."""
    if text("PALERMO_DATABASE"):
        raise Refused("--reset does not delete the database set in PALERMO_DATABASE. Drop it yourself.")
    for entry in folder.path.iterdir() if folder.path.is_dir() else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != KEY_FILE:
            entry.unlink()
