"""The fast method of suppression against the exact one on random small tables, hierarchical and linked.

    python benchmarks/random_tables.py [NUMBER OF TABLES]

Every pattern of the fast method is attacked by the audit's own bounds; the exact method gives the least loss.
"""

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from tables import random_table

from disclosure.audit.bounds import tightest
from disclosure.errors import NotSolved
from disclosure.rules.primary import primary
from disclosure.rules.rules import Rules
from disclosure.suppression.exact import suppress_exact
from disclosure.suppression.fast import NotProtectable, suppress_fast
from disclosure.suppression.pose import pose
from disclosure.suppression.told import View, loose_signs, strict_signs
from disclosure.tables.cells import gather
from disclosure.tables.relations import relate

BATCH = 250
KINDS = {
    "4 x 5": lambda seed, zeros: [random_table(seed, (4, 5), markers=False, zeros=zeros)],
    "3 x 3 x 2": lambda seed, zeros: [random_table(seed, (3, 3, 2), markers=False, zeros=zeros)],
    "hierarchy 5 x 4": lambda seed, zeros: [random_table(seed, ([2, 3], 4), markers=False, zeros=zeros)],
    "linked a x b, a x c": lambda seed, zeros: linked_tables(seed, zeros),
}


def linked_tables(seed, zeros):
    whole = random_table(seed, (4, 3, 3), markers=False, zeros=zeros)
    at_total = [[whole.key(row)[name] == "T" for row in range(len(whole))] for name in ("b", "c")]
    return [whole.take(np.flatnonzero(flags)) for flags in at_total]


def make_problem(seed):
    """A problem with its cells; the signs and the rule for zeros take turns."""
    kind = list(KINDS)[seed % 4]
    zeros, rules = ("published", Rules()) if seed // 4 % 2 else ("may be hidden", Rules(other_sign=None))
    cells = gather(KINDS[kind](seed, zeros))
    relations = relate(cells)
    size = len(cells)
    signs = strict_signs(rules, cells.specification, size) or loose_signs(rules, cells.specification, size)
    nobody = np.zeros(size, bool)
    sensitive = primary(cells, rules)
    return kind, cells, relations, pose(cells, relations, sensitive, rules, View(nobody, nobody), signs), sensitive


def is_safe(cells, relations, problem, hidden, sensitive):
    size = len(cells)
    low = np.where(hidden[:size], problem.value[:size] - problem.down[:size], cells.low)
    high = np.where(hidden[:size], problem.value[:size] + problem.up[:size], cells.high)
    found = tightest(low, high, relations, integer=True)
    own = sensitive.flags
    return bool((found.low[own] <= sensitive.low[own]).all() and (found.high[own] >= sensitive.high[own]).all())


def main(number):
    counts, ratios, losses, clock = Counter(), [], {kind: np.zeros(2) for kind in KINDS}, np.zeros(2)
    for start in range(0, number, BATCH):
        some = [make_problem(seed) for seed in range(start, min(start + BATCH, number))]
        pieces = [problem.pieces for _, _, _, problem, _ in some]
        before = time.process_time()
        flat = suppress_fast([piece.problem for several in pieces for piece in several])
        clock[0] += time.process_time() - before
        patterns = iter(flat)
        for (kind, cells, relations, problem, sensitive), several in zip(some, pieces, strict=True):
            mine = [next(patterns) for _ in several]
            before = time.process_time()
            try:
                best = [suppress_exact(piece.problem) for piece in several]
            except NotProtectable:
                best = None
            except NotSolved:
                best = []
            clock[1] += time.process_time() - before
            if best is None or any(pattern.failed for pattern in mine):
                agree = best is None and any(pattern.failed for pattern in mine)
                counts["cannot be protected" if agree else "methods disagree whether it can be protected"] += 1
                continue
            hidden = problem.forced.copy()
            for piece, pattern in zip(several, mine, strict=True):
                hidden[piece.cells] |= pattern.hidden
            counts["protected"] += 1
            counts["protected too little"] += not is_safe(cells, relations, problem, hidden, sensitive)
            if several and not best:
                counts["least loss not proved"] += 1
                continue
            pair = [
                sum(p.problem.loss(q.hidden) for p, q in zip(several, found, strict=True)) for found in (mine, best)
            ]
            counts["fast below exact"] += pair[0] < pair[1] - 1e-9
            losses[kind] += pair
            if pair[1]:
                ratios.append(pair[0] / pair[1])
        report(min(start + BATCH, number), counts, ratios, losses, clock)


def report(done, counts, ratios, losses, clock):
    print(f"{done:,} tables: {dict(counts)}")
    same = np.mean(np.array(ratios) == 1)
    print(f"loss of the fast method over the least: mean {np.mean(ratios):.4f}, equal in {same:.1%}")
    for kind, (fast, exact) in losses.items():
        print(
            f"  {kind}: cells hidden for others {fast:,.0f} by the fast, {exact:,.0f} by the exact: {fast / exact:.4f}"
        )
    print(f"CPU seconds a table: fast {clock[0] / done:.4f}, exact {clock[1] / done:.4f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
