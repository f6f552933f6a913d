"""Reading code lists: CPU milliseconds, the median of many times, and against a limit for the longest list.

python benchmarks/lists.py
"""

import statistics
import sys
import time

from harmonise.lists import code_list, mapping, mappings, read_edition
from harmonise.lists.catalogue import FOLDER

LIMIT = 20.0


def clock(work, times=31):
    spent = []
    for _ in range(times):
        before = time.process_time()
        work()
        spent.append((time.process_time() - before) * 1000)
    return statistics.median(spent)


read = clock(lambda: read_edition(FOLDER / "m49" / "1.toml"))
indexed = clock(lambda: read_edition(FOLDER / "m49" / "1.toml").find("no such label"))
labels = [name for code in code_list("m49").codes for name in code.names.values()]
found = clock(lambda: [code_list("m49").find(label) for label in labels])
column = labels * 60
applied = clock(lambda: mapping("m49", "iso-3166-alpha-2").apply(column), 5)
every = clock(lambda: [mapping(*names) for names in mappings()], 1)
print(f"M49 read: {read:.1f} ms (limit {LIMIT:.0f}); with its index of labels: {indexed:.1f} ms")
print(f"{len(labels):,} labels found: {found:.1f} ms")
print(f"a column of {len(column):,} cells mapped, with its report: {applied:.0f} ms")
print(f"all mappings, with those lists that were not read yet: {every:.0f} ms")
sys.exit(read > LIMIT)
