"""The actor is always named: every act takes `by`, by name only."""

import importlib
import inspect
from pathlib import Path

import pytest

import palermo

ROOT = Path(palermo.__file__).parent
# A slice's actions are one file, or a folder with a file for each noun.
FILES = [*ROOT.glob("*/actions.py"), *ROOT.glob("*/actions/[a-z]*.py")]
# What readers follow and have sent to them is theirs, no part of the record: nobody else does it, nothing is logged.
FILES.remove(ROOT / "following/actions.py")
MODULES = sorted("palermo." + ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in FILES)
# These only read, keep derived data in step, or receive the actor from the act that calls them.
NOT_ACTS = {"fingerprint", "index_report", "index_reports", "set_file", "record_all", "instant", "set_target"}
# Parts of acts with a log entry of their own.
NOT_ACTS |= {"lock_endorsement", "lock_programme", "lock_registration", "revoke_badges"}
NOT_ACTS |= {"check_row_is_unchanged", "papers_in"}
# What is made of a bundle or of data again, and how far that is.
NOT_ACTS |= {"make_cube_again", "note_progress", "read_back"}
# The index of search and sections of versions follow what others did; nobody is named by a count of downloads.
NOT_ACTS |= {"count_download", "list_sections"}
NOT_ACTS |= {"differences", "follow", "index_records", "rebuild", "reindex_due"}


def _acts():
    for name in MODULES:
        module = importlib.import_module(name)
        for attribute, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == name and not attribute.startswith("_") and attribute not in NOT_ACTS:
                yield pytest.param(function, id=f"{name}.{attribute}")


@pytest.mark.parametrize("act", list(_acts()))
def test_act_names_its_actor(act):
    parameters = inspect.signature(act).parameters
    assert "by" in parameters
    assert parameters["by"].kind == inspect.Parameter.KEYWORD_ONLY
    assert parameters["by"].default == inspect.Parameter.empty


def test_there_are_acts_in_every_app_that_changes():
    assert {name.split(".")[1] for name in MODULES} >= {"accounts", "audit", "governance", "library", "reporting"}
