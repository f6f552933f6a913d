"""Noisy counts of a sparse file of 200,000 persons and 20 attributes, beside pac-synth's, in the same run.

    python benchmarks/noisy_marginals.py [--persons 200000] [--seeds 1,2,3] [--without-peer] [--output FILE]

Each runs in a process of its own. Processor time is user and system time from the finished file to the finished counts,
children included and without the making of the file; memory is the peak of each process, that of the noise added.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

import numpy as np
from sparse_file import sparse_file

from disclosure.privacy import Ledger, NoiseProcess, Parameters, noisy_marginals

EPSILON, DELTA, ORDER = 4.0, 1e-7, 3
NAMES = {"ours": "disclosure", "pac": 'pac-synth 0.0.8, "minimize"'}


def cpu():
    """User and system seconds of this process and its finished children."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in both)


def ours(records, folder):
    """Our counts as {(item name, ...): (count, low, high)}."""
    ledger = Ledger.create(Path(folder) / "ledger", data_set="benchmark", epsilon=EPSILON, delta=DELTA)
    with NoiseProcess() as noise:
        marginals = noisy_marginals(records, Parameters(EPSILON, DELTA, order=ORDER), ledger, noise)
    return [([f"{c}:{v}" for c, v in k], n.value, n.low, n.high) for k, n in marginals.counts.items()]


def pac(records, folder):
    """The counts of pac-synth with its setting that invents least."""
    # Optional, and imported here only: at module level the measured memory of our own process would include them.
    import pandas
    from pacsynth import (
        AccuracyMode,
        Dataset,
        DpAggregateSeededParametersBuilder,
        DpAggregateSeededSynthesizer,
        FabricationMode,
    )

    data = Dataset.from_data_frame(pandas.DataFrame(records.rows(), columns=list(records.columns)))
    builder = DpAggregateSeededParametersBuilder().reporting_length(ORDER).epsilon(EPSILON).delta(DELTA)
    builder = builder.accuracy_mode(AccuracyMode.prioritize_long_combinations())
    synthesizer = DpAggregateSeededSynthesizer(builder.fabrication_mode(FabricationMode.minimize()).build())
    synthesizer.fit(data)
    counts = synthesizer.get_dp_aggregates(";")
    return [(key.split(";"), n, n, n) for key, n in counts.items()]


def one(kind, persons, seed):
    """Run one of them and write what it released, its time and its memory."""
    records = sparse_file(persons, seed)
    with tempfile.TemporaryDirectory() as folder:
        before = cpu()
        counts = {"ours": ours, "pac": pac}[kind](records, folder)
        spent = cpu() - before
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + children) / 2**20
    json.dump({"cpu": spent, "gib": memory, "counts": counts}, sys.stdout)


def truth(records):
    """True counts, as {order: (codes, counts)} with codes ascending."""
    first = records.first_items
    found = {}
    for order in range(1, ORDER + 1):
        parts = []
        for columns in combinations(range(len(records.columns)), order):
            code = np.zeros(records.persons, dtype=np.int64)
            for c in columns:
                code = np.where(
                    (code >= 0) & (records.codes[:, c] > 0), code * first[-1] + first[c] + records.codes[:, c] - 1, -1
                )
            parts.append(np.unique(code[code >= 0], return_counts=True))
        codes, counts = (np.concatenate(x) for x in zip(*parts, strict=True))
        place = np.argsort(codes)
        found[order] = codes[place], counts[place]
    return found


def compare(records, true, counts):
    """Errors, missing and invented combinations and coverage by order."""
    first = records.first_items
    number = {
        f"{name}:{v}": int(first[j]) + i
        for j, (name, values) in enumerate(zip(records.columns, records.categories, strict=True))
        for i, v in enumerate(values)
    }
    by_order = {order: {} for order in true}
    for names, *figures in counts:
        code = 0
        for item in sorted(number[n] for n in names):
            code = code * int(first[-1]) + item
        by_order[len(names)][code] = figures
    return {order: figures(*true[order], by_order[order]) for order in true}


def figures(codes, counts, released):
    """The figures of one order."""
    keys = np.array(sorted(released), dtype=np.int64)
    value, low, high = (np.array([released[k][i] for k in keys.tolist()], dtype=float) for i in range(3))
    at = np.minimum(np.searchsorted(keys, codes), len(keys) - 1)
    there = keys[at] == codes
    error = np.where(there, np.abs(value[at] - counts) / counts, 1.0)
    inside = (low[at] <= counts) & (counts <= high[at])
    result = {"released": len(keys), "invented": len(keys) - int(there.sum()), "coverage": float(inside[there].mean())}
    for least in (100, 1000):
        big = counts >= least
        result[f"mpe_{least}"] = 100 * float(error[big].mean())
        result[f"missing_{least}"] = 100 * float((~there[big]).mean())
    return result


def line(name, seed, run, result):
    """One row of the table."""
    two, three = result[2], result[3]
    cells = [
        name,
        str(seed),
        f"{run['cpu']:.1f}",
        f"{run['gib']:.2f}",
        f"{result[1]['mpe_100']:.2f}",
        *(f"{o['mpe_100']:.2f} / {o['mpe_1000']:.2f}" for o in (two, three)),
        f"{two['missing_100']:.3f} / {three['missing_100']:.3f}",
        f"{two['invented']} / {three['invented']}",
        f"{two['released']:,} / {three['released']:,}",
        f"{100 * two['coverage']:.1f} / {100 * three['coverage']:.1f}" if "ours" in run["kind"] else "none given",
    ]
    return f"| {' | '.join(cells)} |"


HEAD = """| release | file | CPU s | GiB | error 1-way, % | 2-way from 100 / from 1,000, % | 3-way, % | \
missing from 100, 2- / 3-way, % | invented | released | intervals that hold, % |
|---|---|---|---|---|---|---|---|---|---|---|"""


def main():
    """Run all, and print or write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--output")
    parser.add_argument("--one")
    options = parser.parse_args()
    if options.one:
        one(options.one, options.persons, int(options.seeds))
        return
    lines = [HEAD]
    for seed in options.seeds.split(","):
        records = sparse_file(options.persons, int(seed))
        true = truth(records)
        print(f"file {seed}: {[len(true[o][0]) for o in true]} combinations, mean length {records.lengths.mean():.2f}")
        for kind in ("ours",) if options.without_peer else ("ours", "pac"):
            command = [sys.executable, __file__, "--one", kind, "--seeds", seed, "--persons", str(options.persons)]
            run = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            lines.append(line(NAMES[kind], seed, {**run, "kind": kind}, compare(records, true, run["counts"])))
            print(lines[-1], flush=True)
    if options.output:
        Path(options.output).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
