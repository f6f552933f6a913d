"""Writing the whole record as a folder of files, the same bytes for the same record."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from palermo.core.refusals import Refused
from palermo.record.emitting import yaml_of
from palermo.record.folder import FORMAT, FORMAT_FILE
from palermo.record.handbook import ABOUT, readme_of, readme_of_pages, readme_of_tool_texts
from palermo.record.index import Index
from palermo.record.kinds.pages import ABOUT_PAGES, PAGES
from palermo.record.kinds.registry import KINDS
from palermo.record.kinds.tool_texts import ABOUT_TOOL_TEXTS, TOOL_TEXTS
from palermo.record.pages import exported_pages, page_values
from palermo.record.schema import Kind
from palermo.record.snapshots import Snapshot, snapshots
from palermo.record.tool_texts import exported_texts

Progress = Callable[[str], None]
README = "README.txt"


@dataclass(frozen=True)
class ExportReport:
    """How many records were written, by folder."""

    folder: Path
    counts: dict[str, int]

    def __str__(self) -> str:
        return f"Exported {sum(self.counts.values()):,} records to {self.folder}."


def export_folder(folder: Path, *, progress: Progress | None = None) -> ExportReport:
    """Write every record to `folder`, which is new, empty, or an earlier export.

    The files are written aside and moved into place when all are there. What an export does not write (a repository's
    own folder, for instance) stays where it is. Refused if the folder holds something else.
    """
    folder, announce = Path(folder), progress or (lambda sentence: None)
    _check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    try:
        counts = _write(aside / "new", announce)
        _move_into_place(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return ExportReport(folder, counts)


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file. Choose a folder.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / FORMAT_FILE).is_file():
        raise Refused(f"{folder} is not an earlier export and is not empty. Choose an empty or a new folder.")


def _write(root: Path, announce: Progress) -> dict[str, int]:
    root.mkdir()
    _write_text(root / README, ABOUT)
    _write_text(root / FORMAT_FILE, f"# The format of this record: see {README}.\nformat: {FORMAT}\n")
    index = Index()
    counts = {kind.folder: _write_kind(root, kind, index, announce) for kind in KINDS}
    counts[TOOL_TEXTS] = _write_tool_texts(root / TOOL_TEXTS, index, announce)
    counts[PAGES] = _write_pages(root / PAGES, announce)
    return {folder: count for folder, count in counts.items() if count}


def _write_kind(root: Path, kind: Kind, index: Index, announce: Progress) -> int:
    count, folder = 0, root / kind.folder
    for count, snapshot in enumerate(snapshots(kind, index), 1):
        if count == 1:
            announce(f"Writing {kind.folder} …")
            folder.mkdir()
            _write_text(folder / README, readme_of(kind))
        _write_record(folder, kind, snapshot)
    return count


def _write_pages(folder: Path, announce: Progress) -> int:
    count = 0
    for count, page in enumerate(exported_pages(), 1):
        if count == 1:
            announce(f"Writing {folder.name} …")
            folder.mkdir()
            _write_text(folder / README, readme_of_pages())
        _write_text(folder / f"{page.slug}.yaml", yaml_of(page_values(page), ABOUT_PAGES))
    return count


def _write_tool_texts(folder: Path, index: Index, announce: Progress) -> int:
    count = 0
    for count, (slug, values) in enumerate(exported_texts(index), 1):
        if count == 1:
            announce(f"Writing {folder.name} …")
            folder.mkdir()
            _write_text(folder / README, readme_of_tool_texts())
        _write_text(folder / f"{slug}.yaml", yaml_of(values, ABOUT_TOOL_TEXTS))
    return count


def _write_record(folder: Path, kind: Kind, snapshot: Snapshot) -> None:
    _write_text(folder / f"{snapshot.id}.yaml", yaml_of(snapshot.values, kind.description))
    for name, stored in snapshot.files.items():
        with stored.open("rb") as content, (folder / name).open("wb") as copy:
            shutil.copyfileobj(content, copy)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _move_into_place(aside: Path, folder: Path) -> None:
    (aside / "old").mkdir()
    for name in [README, FORMAT_FILE, *(kind.folder for kind in KINDS), TOOL_TEXTS, PAGES]:
        if (folder / name).exists():
            (folder / name).rename(aside / "old" / name)
        if (aside / "new" / name).exists():
            (aside / "new" / name).rename(folder / name)
