"""Receive a data file as the next edition of a dataset, and check it."""

import argparse
from datetime import date
from pathlib import Path

from django.core.files import File

from palermo.audit.file_refusals import refusal_of
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText, plain
from palermo.knowledge.actions.datasets import receive_edition
from palermo.knowledge.checking import check_received
from palermo.knowledge.models import Agreement, Dataset, DatasetEdition
from palermo.knowledge.published import PUBLISHED, record_published
from palermo.knowledge.states.datasets import DatasetEditionStatus

BY = "palermo import-data"
FAILED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and the dataset and agreement or the published table that it is."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a spreadsheet (.xlsx, .xls or .ods), CSV or JSON")
    parser.add_argument("--dataset", metavar="ID", help="the dataset of which the file is the next edition")
    parser.add_argument("--agreement", metavar="ID", help="the agreement under which it is received")
    parser.add_argument(
        "--published",
        choices=PUBLISHED,
        help="a published table instead: its source, terms of use and dataset are put on record if they are not there",
    )
    parser.add_argument("--from", dest="covers_from", type=_parse_day, metavar="DATE", help="first day of the data")
    parser.add_argument("--until", dest="covers_until", type=_parse_day, metavar="DATE", help="last day of the data")


def _parse_day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2008-01-31, found {written!r}") from None


def run(options: argparse.Namespace) -> int:
    """Receive and check the file; status 1 if it could not be read."""
    if not options.file.is_file():
        raise Refused(f"Cannot read {options.file}: no such file.")
    dataset, agreement = _targets(options)
    with options.file.open("rb") as file:
        edition = receive_edition(
            dataset,
            file=File(file, options.file.name),
            agreement=agreement,
            covers_from=options.covers_from,
            covers_until=options.covers_until,
            by=BY,
        )
    check_received(edition.pk, by=BY)
    edition.refresh_from_db()
    return _report(edition)


def _targets(options: argparse.Namespace) -> tuple[Dataset, Agreement]:
    if options.published and not (options.dataset or options.agreement):
        return record_published(PUBLISHED[options.published], by=BY)
    if options.published or not (options.dataset and options.agreement):
        raise Refused("Expected --dataset ID and --agreement ID, or --published NAME alone.")
    dataset = Dataset.objects.select_related("source").filter(slug=options.dataset).first()
    if dataset is None:
        known = ", ".join(Dataset.objects.values_list("slug", flat=True)) or "none"
        raise Refused(f"--dataset: expected a dataset on record ({known}), found {options.dataset}.")
    agreement = dataset.source.agreements.filter(slug=options.agreement).first()
    if agreement is None:
        known = ", ".join(dataset.source.agreements.values_list("slug", flat=True)) or "none"
        raise Refused(
            f"--agreement: expected an agreement with the source of {dataset.slug} ({known}), "
            f"found {options.agreement}."
        )
    return dataset, agreement


def _report(edition: DatasetEdition) -> int:
    if edition.status == DatasetEditionStatus.REFUSED:
        refusal = refusal_of(edition)
        print(plain(MultilingualText(refusal.sentences) if refusal else edition.reason))
        return FAILED
    print(f"Received {edition.row_count:,} rows as {edition.dataset.slug}, edition {edition.number}.")
    for rule, count in sorted(edition.counts.items(), key=lambda pair: -pair[1]):
        print(f"{count:8,} {rule}")
    return 0
