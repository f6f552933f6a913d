"""`disclosure synthesise`: draw invented rows from released counts, as an illustration."""

import argparse
import json
from pathlib import Path

from disclosure.commands import Commands
from disclosure.errors import InvalidArgument
from disclosure.privacy.ledger import Ledger
from disclosure.privacy.noise import NoiseProcess
from disclosure.privacy.records import Records
from disclosure.privacy.result import NoisyMarginals
from disclosure.synthetic.draw import Illustration, illustrate
from disclosure.synthetic.errors import ErrorReport, error_against_release, error_against_truth


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("synthesise")
    parser.add_argument("counts", help="a CSV file of noisy counts, as `disclosure noisy` writes it")
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", required=True, help="a CSV file; its parameters go beside it, as .json")
    truth = parser.add_argument_group("an error report against the records, which spends budget")
    truth.add_argument("--records", help="a CSV file, one row a person")
    truth.add_argument("--person")
    truth.add_argument("--ledger")
    truth.add_argument("--epsilon", type=float)
    truth.add_argument("--delta", type=float)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command."""
    marginals = NoisyMarginals.from_csv(options.counts)
    drawn = illustrate(marginals, rows=options.rows, seed=options.seed)
    report = _against_truth(drawn, marginals, options) if options.records else error_against_release(drawn, marginals)
    output, parameters = Path(options.output), {"rows": options.rows, "seed": options.seed, "source": drawn.source}
    output.write_text(drawn.to_csv(), encoding="utf-8")
    output.with_suffix(".json").write_text(json.dumps(parameters, indent=1) + "\n", encoding="utf-8")
    print(report)
    if not options.records:
        print("How far they are from the records is withheld: a report on that spends budget, see --records.")
    return 0


def _against_truth(drawn: Illustration, marginals: NoisyMarginals, options: argparse.Namespace) -> ErrorReport:
    if not (options.ledger and options.epsilon and options.delta):
        raise InvalidArgument("A report against the records spends budget: give --ledger, --epsilon and --delta.")
    records = Records.from_csv(options.records, person=options.person)
    ledger, budget = Ledger(Path(options.ledger)), {"epsilon": options.epsilon, "delta": options.delta}
    with NoiseProcess() as noise:
        return error_against_truth(drawn, marginals, records, ledger=ledger, noise=noise, **budget)
