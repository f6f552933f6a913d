"""Attacks on the sparse file: on noisy counts, on its own rows, and on rows drawn from the counts.

python benchmarks/attacks.py [--persons 100000] [--seed 1]
"""

import argparse
import resource
import tempfile
from pathlib import Path

from sparse_file import sparse_file

from disclosure.attacks import Release, Truth, attack_release, people
from disclosure.privacy import Ledger, NoiseProcess, Parameters, Records, noisy_marginals
from disclosure.synthetic import illustrate

KNOWN = ("year", "gender", "age", "citizenship", "exploitation")


def main():
    """Run all attacks and print what they achieved."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    records = sparse_file(2 * options.persons, options.seed)
    half = [Records(records.columns, records.categories, records.codes[k::2]) for k in (0, 1)]
    members, controls = (people(r.columns, r.rows()) for r in half)
    truth = Truth(members, controls, "duration", KNOWN)
    with tempfile.TemporaryDirectory() as folder, NoiseProcess() as noise:
        ledger = Ledger.create(Path(folder) / "ledger", data_set="benchmark", epsilon=4.0, delta=1e-7)
        marginals = noisy_marginals(half[0], Parameters(4.0, 1e-7), ledger, noise)
    drawn = illustrate(marginals, rows=2000)
    releases = {
        "noisy counts, epsilon 4": Release.of_marginals(marginals),
        "invented rows": Release.of_microdata(frozenset(row.items()) for row in drawn.rows),
        "the records themselves": Release.of_microdata(members),
    }
    for name, release in releases.items():
        before = resource.getrusage(resource.RUSAGE_SELF)
        report = attack_release(release, truth)
        after = resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"\n{name} ({cpu:.1f} CPU s, {after.ru_maxrss / 2**20:.2f} GiB)\n{report}")


if __name__ == "__main__":
    main()
