"""Put the depositary's treaties on record, import its lists of participants, or export them."""

import argparse
import csv
from datetime import date
from pathlib import Path

from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.reporting.actions.issuing import index_reports
from palermo.site.tables.reading import read_sheets
from palermo.site.tables.sheets import Sheet
from palermo.treaties.actions.lists import TreatyList, import_lists
from palermo.treaties.actions.treaties import record_index
from palermo.treaties.indexes import read_index
from palermo.treaties.lists import ListRefused, number_in_file_name, read_list
from palermo.treaties.models import Treaty
from palermo.treaties.queries.lists import export_list, infer_day

BY = "palermo treaties import"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The three actions."""
    directions = parser.add_subparsers(dest="direction", required=True, metavar="import | export | record")
    reading = directions.add_parser("import", help="import lists, all or none")
    reading.add_argument("files", type=Path, nargs="+", metavar="FILE")
    reading.add_argument(
        "--treaty", metavar="ID", help="the treaty; by default the one whose number is the file's name (18-12-a.csv)"
    )
    reading.add_argument("--check", action="store_true", help="only show what would change")
    reading.set_defaults(act=_import)
    writing = directions.add_parser("export", help="export the list of a treaty as CSV")
    writing.add_argument("treaty", metavar="ID")
    writing.add_argument("file", type=Path, metavar="FILE")
    writing.set_defaults(act=_export)
    recording = directions.add_parser("record", help="put the treaties of the depositary's index on record")
    recording.add_argument("file", type=Path, metavar="FILE")
    recording.set_defaults(act=_record)
    for each in (reading, writing):
        each.add_argument(
            "--as-at",
            type=_parse_day,
            metavar="DATE",
            help="the date of the list, which decides how it writes participants; by default the latest day in it",
        )


def run(options: argparse.Namespace) -> int:
    """Run the chosen action."""
    return options.act(options)


def _parse_day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2008-01-31, found {written!r}") from None


def _import(options: argparse.Namespace) -> int:
    if options.treaty and len(options.files) > 1:
        raise Refused(f"--treaty: expected one file, found {len(options.files)}.")
    lists = [_read(file, options) for file in options.files]
    named = [each.treaty.slug for each in lists]
    if len(set(named)) < len(named):
        raise Refused(f"expected one file for each treaty, found {', '.join(named)}.")
    for report in import_lists(lists, by=BY, check=options.check):
        print(report)
    if options.check:
        print("Nothing was changed.")
    else:
        index_reports()
    return 0


def _record(options: argparse.Namespace) -> int:
    sheet = _read_sheet(options.file)
    entries, faults = read_index(sheet.head, sheet.lines)
    if faults:
        raise ListRefused([f"{options.file.name}: {fault}" for fault in faults])
    recorded = record_index(entries, by="palermo treaties record")
    for treaty in recorded:
        print(f"{treaty.slug}: {treaty.depositary_number}")
    print(f"Recorded {len(recorded):,} of {len(entries):,} treaties; the others were on record.")
    return 0


def _read_sheet(file: Path) -> Sheet:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refused(f"Cannot read {file}: {error.strerror}.") from None
    [sheet, *others] = read_sheets(content, file.name)
    if others or sheet.faults:
        raise ListRefused(sheet.faults or [f"{file.name}: expected one sheet, found {len(others) + 1}."])
    return sheet


def _read(file: Path, options: argparse.Namespace) -> TreatyList:
    treaty, sheet = _find_treaty(options.treaty, file), _read_sheet(file)
    entries, faults = read_list(sheet.head, sheet.lines, today=clock.today())
    return TreatyList(treaty, options.as_at or infer_day(entries), entries, file.name, faults)


def _find_treaty(slug: str | None, file: Path) -> Treaty:
    number = number_in_file_name(file.stem)
    if not (slug or number):
        raise Refused(f"{file.name}: expected a name such as 18-12-a.csv, or --treaty ID.")
    treaty = Treaty.objects.filter(**({"slug": slug} if slug else {"depositary_number": number})).first()
    if treaty is None:
        known = ", ".join(f"{each.slug} ({each.depositary_number})" for each in Treaty.objects.all())
        raise Refused(
            f"{file.name}: expected one of the treaties on record ({known}), found {slug or number}. "
            "Record it first: on the site at /treaties/, or with `palermo treaties record`."
        )
    return treaty


def _export(options: argparse.Namespace) -> int:
    treaty = _find_treaty(options.treaty, options.file)
    as_at = options.as_at or treaty.known_until or clock.today()
    rows = export_list(treaty, as_at)
    with options.file.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    print(f"Exported {len(rows) - 1:,} participants in {treaty.slug} as at {as_at} to {options.file}.")
    return 0
