"""`disclosure noisy`: count persons by every combination of attributes, with differential privacy."""

import argparse
import json
from pathlib import Path

from disclosure.commands import Commands
from disclosure.errors import InvalidArgument
from disclosure.privacy.ledger import Ledger
from disclosure.privacy.marginals import noisy_marginals
from disclosure.privacy.noise import NoiseProcess
from disclosure.privacy.parameters import Parameters
from disclosure.privacy.records import Records


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("noisy")
    parser.add_argument("records", help="a CSV file, one row a person")
    parser.add_argument("--ledger", required=True, help="of the data set; `disclosure ledger create` begins one")
    parser.add_argument("--person", help="the column that tells persons apart; it is never released")
    parser.add_argument("--epsilon", type=float, required=True, help="to be spent")
    parser.add_argument("--delta", type=float, required=True)
    parser.add_argument("--order", type=int, default=3, help="the most attributes in a combination")
    parser.add_argument("--cap", type=int, help="attributes up to which a person counts fully; chosen if not given")
    parser.add_argument("--output", required=True, help="a CSV file; its parameters go beside it, as .json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command."""
    output = _new(Path(options.output))
    beside = _new(output.with_suffix(".json"))
    parameters = Parameters(options.epsilon, options.delta, order=options.order, cap=options.cap)
    records = Records.from_csv(options.records, person=options.person)
    ledger = Ledger(Path(options.ledger))
    ledger.account()
    with NoiseProcess() as noise:
        marginals = noisy_marginals(records, parameters, ledger, noise)
    output.write_text(marginals.to_csv(), encoding="utf-8")
    beside.write_text(json.dumps(marginals.facts, indent=1) + "\n", encoding="utf-8")
    print(f"{len(marginals.counts):,} combinations of {marginals.persons} persons in {output}")
    print(ledger.account())
    return 0


def _new(path: Path) -> Path:
    """What was drawn is never overwritten: it has been paid for."""
    if path.exists():
        raise InvalidArgument(f"{path} exists already and is not overwritten: name another file.")
    if not path.parent.is_dir():
        raise InvalidArgument(f"There is no folder {path.parent} to write to; nothing was drawn.")
    return path
