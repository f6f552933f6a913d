"""A million figures: arithmetic and files, in CPU seconds, beside plain numpy on numbers without kinds.

python benchmarks/values.py
"""

import tempfile
import time
from pathlib import Path

import numpy as np

from disclosure.values import Kind, Values, add, rate, read_values, share, subtract, total, write_values

SIZE = 1_000_000


def column(seed):
    rng = np.random.default_rng(seed)
    kind = rng.choice(list(Kind), SIZE, p=[0.5, 0.2, 0.05, 0.05, 0.15, 0.05]).astype(np.int8)
    count = rng.integers(5, 1000, SIZE).astype(float)
    low = np.select([kind == Kind.COUNT, kind == Kind.SUPPRESSED, kind == Kind.ESTIMATED], [count, 1.0, count - 4], 0.0)
    high = np.select(
        [kind == Kind.COUNT, kind == Kind.SUPPRESSED, kind == Kind.ESTIMATED], [count, 4.0, count + 4], 0.0
    )
    silent = (kind == Kind.NOT_RECORDED) | (kind == Kind.NOT_APPLICABLE)
    point = np.select([kind == Kind.SUPPRESSED, silent], [-np.inf, 0.0], np.where(kind == Kind.ZERO, 0.0, count))
    return Values.build(kind, low, high, point=point)


def clock(name, work, plain=None):
    before = time.process_time()
    result = work()
    spent = time.process_time() - before
    beside = ""
    if plain is not None:
        before = time.process_time()
        plain()
        beside = f", {spent / max(time.process_time() - before, 1e-9):.0f} times plain numpy"
    print(f"{name}: {spent:.2f} s{beside}")
    return result


def main():
    first, second = column(1), column(2)
    groups = np.random.default_rng(3).integers(0, 20_000, SIZE)
    x, y = first.high, second.high + 1
    clock("add", lambda: add(first, second), lambda: x + y)
    clock("subtract", lambda: subtract(first, second), lambda: x - y)
    clock("sum by 20,000 groups", lambda: total(first, groups), lambda: np.bincount(groups, x))
    clock("rate", lambda: rate(first, second), lambda: x / y * 100_000)
    clock("share", lambda: share(first, second), lambda: x / y)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("figures.csv", "figures.parquet"):
            path = Path(folder) / name
            clock(f"write {name}", lambda path=path: write_values(path, first))
            back, _ = clock(f"read {name}", lambda path=path: read_values(path))
            assert (back.kind == first.kind).all()


if __name__ == "__main__":
    main()
