"""Draws noisy counts of cases, and invented rows from such counts. Knows nothing of Django: a process with limits.

Rows of cases are read here, into memory, and are written nowhere; what leaves this module has noise or is invented.
A draw is kept in the folder of the register by what it was drawn from: asked for again, it is not drawn anew, since
each draw spends budget and the difference of two would tell more than either.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import duckdb
import numpy as np
from disclosure.errors import InvalidData
from disclosure.privacy.ledger import Ledger
from disclosure.privacy.marginals import noisy_marginals
from disclosure.privacy.noise import NoiseProcess, scale_for
from disclosure.privacy.parameters import Parameters
from disclosure.privacy.records import Records
from disclosure.privacy.result import NoisyMarginals
from disclosure.privacy.tables import Table, extensions
from disclosure.privacy.weights import UNIT, weights
from disclosure.synthetic.draw import illustrate
from disclosure.synthetic.errors import error_against_release

from palermo.figures.pipeline.draft_files import write_file
from palermo.figures.pipeline.file_lock import file_lock

KEPT = "drawn"
# The gate draws the rows again by it, so it is no secret.
SEED = 1
MEMORY = "256MB"
PERSON = "person"
# Half the width of an interval of 95 per cent, in standard deviations.
_WIDE = 1.96


class Draw(NamedTuple):
    """A draw: its file, its parameters as JSON, and whether it was drawn now and so spent budget."""

    content: bytes
    parameters: bytes
    is_new: bool


def draw_counts(
    rows: Path, *, person: Sequence[str], attributes: Sequence[str], parameters: Parameters, ledger: Ledger, kept: Path
) -> Draw:
    """Noisy counts of the combinations of attributes of cases: those kept of an earlier draw, or drawn and kept.

    Parameters
    ----------
    rows : Path
        Parquet with a case in each row, and its number in `row`.
    person : sequence of str
        The columns that tell persons apart; without any, each row is taken for a person.
    attributes : sequence of str
    parameters : Parameters
    ledger : Ledger
        The spend is written there before anything is drawn.
    kept : Path
        The folder of draws of the register.

    Raises
    ------
    NotPossible
        If the budget does not suffice.
    InvalidData
        If there are fewer attributes than the longest combination has, or no row.
    MissingExtra
        If OpenDP is not installed.
    """
    key = _key_of(rows, person, attributes, parameters)
    counts, beside = kept / f"{key}.csv", kept / f"{key}.json"
    # Others who draw wait, so that the same is not drawn, and charged, twice at once.
    with file_lock(kept / ".lock"):
        if counts.is_file() and beside.is_file():
            return Draw(counts.read_bytes(), beside.read_bytes(), is_new=False)
        records = read_cases(rows, person=person, attributes=attributes)
        with NoiseProcess() as noise:
            marginals = noisy_marginals(records, parameters, ledger, noise)
        content, facts = marginals.to_csv().encode(), _facts(marginals, attributes)
        # The counts last: without them a draw is not taken for kept.
        for path, data in ((beside, facts), (counts, content)):
            write_file(kept, f".{path.name}.making", data)
            path.with_name(f".{path.name}.making").replace(path)
    return Draw(content, facts, is_new=True)


def _facts(marginals: NoisyMarginals, attributes: Sequence[str]) -> bytes:
    return (json.dumps({**marginals.facts, "attributes": list(attributes)}, indent=1) + "\n").encode()


def _key_of(rows: Path, person: Sequence[str], attributes: Sequence[str], parameters: Parameters) -> str:
    """A name for what is drawn from: another file, other attributes or another loss give another one."""
    with rows.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    asked = [digest, list(person), list(attributes), parameters.epsilon, parameters.delta, parameters.order]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def read_cases(rows: Path, *, person: Sequence[str], attributes: Sequence[str]) -> Records:
    """Cases as records of persons, in the order of the file.

    Raises
    ------
    InvalidData
        If there is no row, or a column is missing; no value of a row is in the message.
    """
    names = [*person, *attributes]
    with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY}) as database:
        # Nothing of the rows is written to a folder for what does not fit into memory.
        database.execute("SET temp_directory = ''")
        quoted = ", ".join('CAST("{}" AS VARCHAR)'.format(name.replace('"', '""')) for name in names)
        try:
            found = database.execute(f"SELECT {quoted} FROM read_parquet(?) ORDER BY row", [str(rows)]).fetchall()  # noqa: S608  # names of the layout
        except duckdb.BinderException:
            raise InvalidData(
                f"The cases do not have all of the columns {', '.join(names)}: choose attributes of their layout."
            ) from None
    if not found:
        raise InvalidData("There are no cases to be counted: choose another edition.")
    split = len(person)
    texts = ((json.dumps(row[:split]), *(each or "" for each in row[split:])) for row in found)
    if not person:
        return Records.from_rows(attributes, (row[1:] for row in texts))
    return Records.from_rows([PERSON, *attributes], texts, person=PERSON)


def illustrate_counts(counts: bytes, *, rows: int) -> Draw:
    """Invented rows, drawn from released counts: as the gate draws them again.

    Raises
    ------
    disclosure.errors.DisclosureError
        If there is nothing to draw from, or too many rows are asked for.
    """
    marginals = NoisyMarginals.parse(counts.decode(), where="the released counts")
    drawn = illustrate(marginals, rows=rows, seed=SEED)
    facts = {
        "rows": rows,
        "seed": SEED,
        "source": drawn.source,
        "error_of_counts": round(error_against_release(drawn, marginals).error, 4),
    }
    return Draw(drawn.to_csv().encode(), (json.dumps(facts, indent=1) + "\n").encode(), is_new=True)


def describe_counts(counts: bytes) -> dict[str, Any]:
    """How good noisy counts are, computed from them alone: the cases are not looked at.

    For each length of a combination how many are published, of how many whose parts are; half the width of the interval
    in the middle; and the share of counts that may be off by more than half.
    """
    marginals = NoisyMarginals.parse(counts.decode(), where="the counts")
    lengths = []
    for length in range(1, int(marginals.facts["order"]) + 1):
        found = marginals.of_order(length)
        widths = [(each.high - each.low) / 2 for each in found.values()]
        doubtful = sum(2 * wide > each.value for wide, each in zip(widths, found.values(), strict=True))
        lengths.append(
            {
                "length": length,
                "published": len(found),
                "possible": _possible(marginals, length),
                "error": math.ceil(median(widths)) if widths else None,
                "doubtful": round(doubtful / len(found), 4) if found else 0,
            }
        )
    persons = marginals.persons
    return {
        "combinations": len(marginals.counts),
        "persons": [persons.value, persons.low, persons.high],
        "lengths": lengths,
    }


def _possible(marginals: NoisyMarginals, length: int) -> int:
    """Combinations of a length whose every part is published, so that only noise decided which of them are."""
    if length == 1:
        return len(marginals.of_order(1))
    numbers = {item: number for number, (item,) in enumerate(sorted(marginals.of_order(1)))}
    columns = sorted({name for name, _value in numbers})
    shorter = sorted(sorted(numbers[item] for item in each) for each in marginals.of_order(length - 1))
    items = np.array(shorter, dtype=np.int64).reshape(len(shorter), length - 1)
    table = Table(items, np.zeros(len(items)), np.zeros(len(items)), len(numbers))
    column_of = np.array([columns.index(name) for name, _value in numbers], dtype=np.int64)
    return len(extensions(table, np.arange(len(numbers)), column_of))


def expected_errors(parameters: Parameters, attributes: int) -> list[int]:
    """Half the width of an interval of 95 per cent, in persons, by length of the combination: before anything is drawn.

    That of somebody of whom all attributes are known; where most are blank the counts come out better.
    """
    _lengths, _values, *shares = parameters.shares
    return [
        math.ceil(_WIDE * scale_for(weights(length, attributes, attributes).l2, share * parameters.rho) / UNIT)
        for length, share in enumerate(shares, start=1)
    ]
