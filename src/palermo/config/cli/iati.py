"""Write the file of the International Aid Transparency Initiative, or check it against the schema of the standard."""

import argparse
from pathlib import Path

from lxml import etree

from palermo.core.refusals import Refused
from palermo.outreach.iati.activities import activities_file

SCHEMA = "iati-activities-schema.xsd"
FAILED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and the folder of the schema."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write, such as activities.xml")
    parser.add_argument(
        "--schema",
        type=Path,
        metavar="FOLDER",
        help=f"also check the file against the schema of version 2.03 in this folder ({SCHEMA} and what it imports)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the file; with a schema, only one that is valid."""
    content = activities_file()
    faults = _faults(content, options.schema) if options.schema else []
    for fault in faults:
        print(fault)
    if faults:
        return FAILED
    try:
        options.file.write_bytes(content)
    except OSError as error:
        raise Refused(f"Cannot write {options.file}: {error.strerror}.") from None
    print(f"Exported public contributions to {options.file}.")
    return 0


def _faults(content: bytes, folder: Path) -> list[str]:
    try:
        schema = etree.XMLSchema(etree.parse(folder / SCHEMA))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise Refused(f"--schema: expected the schema {SCHEMA} in {folder}; {error}.") from None
    schema.validate(etree.fromstring(content))
    return [f"line {each.line}: {each.message}" for each in schema.error_log]
