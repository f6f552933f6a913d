"""Put the depositary's treaties on record, import its lists of participants, or export them."""

import argparse
import csv
from datetime import date
from pathlib import Path

from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.reporting.actions.issuing import index_reports
from palermo.site.tables.sheet_reader import read_sheets
from palermo.site.tables.sheets import Sheet
from palermo.treaties.actions.lists import TreatyList, import_lists
from palermo.treaties.actions.treaties import record_index
from palermo.treaties.indexes import read_index
from palermo.treaties.lists import ListRefused, latest_day, number_in_file_name, read_list, split_stated_day
from palermo.treaties.models import Treaty
from palermo.treaties.queries.lists import export_list
from palermo.treaties.queries.participation import treaty_status

BY = "palermo treaties import"
AS_AT = {
    True: "the date as at which the list gives the status; by default the one that the file states (“Status as at”)",
    False: "the day of the list; by default the last that is covered",
}


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
    recording = directions.add_parser(
        "record", help="put the treaties of the depositary's index on record, for the secretariat until published"
    )
    recording.add_argument("file", type=Path, metavar="FILE")
    recording.set_defaults(act=_record)
    for each in (reading, writing):
        each.add_argument("--as-at", type=_parse_day, metavar="DATE", help=AS_AT[each is reading])


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
    sheet = _read_sheet(options.file, _read_content(options.file))
    entries, faults = read_index(sheet.head, sheet.lines)
    if faults:
        raise ListRefused([f"{options.file.name}: {fault}" for fault in faults])
    recorded = record_index(entries, by="palermo treaties record")
    for treaty in recorded:
        print(f"{treaty.slug}: {treaty.depositary_number}")
    print(f"Recorded {len(recorded):,} of {len(entries):,} treaties; the others were on record.")
    if recorded:
        print("Only the secretariat sees them. Publish each on its page.")
    return 0


def _read_content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"Cannot read {file}: {error.strerror}.") from None


def _read_sheet(file: Path, content: bytes) -> Sheet:
    [sheet, *others] = read_sheets(content, file.name)
    if others or sheet.faults:
        raise ListRefused(sheet.faults or [f"{file.name}: expected one sheet, found {len(others) + 1}."])
    return sheet


def _read(file: Path, options: argparse.Namespace) -> TreatyList:
    treaty, content = _find_treaty(options.treaty, file), _read_content(file)
    stated, content = _split_stated_day(content)
    sheet = _read_sheet(file, content)
    entries, faults = read_list(sheet.head, sheet.lines, today=clock.today())
    as_at = options.as_at or stated
    if as_at is None:
        latest = latest_day(entries)
        found = f" The latest date in it is {latest}." if latest else ""
        raise Refused(f"{file.name}: expected --as-at DATE, the date as at which the list gives the status.{found}")
    if as_at > clock.today():
        raise Refused(f"--as-at: expected a day that has come, found {as_at}.")
    return TreatyList(treaty, as_at, entries, file.name, faults)


def _split_stated_day(content: bytes) -> tuple[date | None, bytes]:
    """As `split_stated_day`, of a file that is text; a workbook stays as it is."""
    try:
        day, text = split_stated_day(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, content
    return (day, text.encode()) if day else (None, content)


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
    as_at = treaty_status(treaty).day(options.as_at or clock.today())
    if as_at is None:
        raise Refused(f"{treaty.slug}: expected a treaty with a list of participants, found none. Import it first.")
    if options.as_at and as_at < options.as_at:
        print(f"The list on record covers no day after {as_at}.")
    rows = export_list(treaty, as_at)
    with options.file.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    print(f"Exported {len(rows) - 1:,} participants in {treaty.slug} as at {as_at} to {options.file}.")
    return 0
