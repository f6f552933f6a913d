"""A table so large that programmes for all of it cost much, in which every small figure follows from four lines.

In each group of five rows by five columns eleven cells are hidden. Two rows less two columns leave x13 + x24 - x31,
which is 7; as each is 1 to 4, they are 4, 4 and 1. All groups hang together by hidden totals over groups.
"""

import csv
import io
import zipfile
from dataclasses import replace

from outside_reader import Reader
from outside_world import toml
from proposals import tables

ROWS, COLUMNS = ["r1", "r2", "r3", "r4"], ["c1", "c2", "c3", "c4"]
SMALL = {("r1", "c3"): 4, ("r2", "c4"): 4, ("r3", "c1"): 1}
HIDDEN = [
    ("r1", "c1"),
    ("r1", "c2"),
    ("r2", "c1"),
    ("r2", "c2"),
    ("r3", "c3"),
    ("r3", "c4"),
    ("r4", "c3"),
    ("r4", "c4"),
]
MARKERS = (
    '[markers]\n"<5" = { kind = "suppressed", low = 1, high = 4 }\n"*" = { kind = "suppressed", sensitive = false }\n'
)
YEAR = '[[dimension]]\nname = "year"\n'


def figure(row, column):
    inner = [(r, c) for r in ROWS if row in (r, "R") for c in COLUMNS if column in (c, "C")]
    return sum(SMALL.get(spot, 20 + 3 * int(spot[0][1]) + 5 * int(spot[1][1])) for spot in inner)


def lines(groups, shown):
    """The rows of the file: of every group, and of all groups together."""
    yield "row,column,group,year,value"
    for group in [*(f"g{n}" for n in range(groups)), "all"]:
        for row in [*ROWS, "R"]:
            for column in [*COLUMNS, "C"]:
                value = figure(row, column) * (groups if group == "all" else 1)
                sign = "*" if (row, column) in HIDDEN or ((row, column) in SMALL and group == "all") else "<5"
                hidden = (row, column) in HIDDEN or (row, column) in SMALL
                yield f"{row},{column},{group},2023,{sign if hidden and shown else value}"


def dimensions(groups, codes=""):
    names = {"row": ("R", ROWS), "column": ("C", COLUMNS), "group": ("all", [f"g{n}" for n in range(groups)])}
    return "".join(
        f'[[dimension]]\nname = "{name}"\n{codes}total = "{total}"\n'
        f'partition = [{{ parent = "{total}", parts = {toml(parts)} }}]\n'
        for name, (total, parts) in names.items()
    )


def policy(groups):
    head = 'title = "Policy"\nreason = "Nobody may be recognized."\nbelow = 5\nunits = ["persons"]\n'
    return head + dimensions(groups, 'codes = "1"\n') + YEAR + 'codes = "years"\nseparate = "20[0-9][0-9]"\n'


def proposal(groups):
    columns = 'columns = { row = "row", column = "column", group = "group", year = "year" }\n'
    head = 'title = "Groups"\npopulation = { id = "victims", edition = "1" }\n' + MARKERS
    texts = [("\n".join(lines(groups, shown)) + "\n").encode() for shown in (True, False)]
    specification = head + dimensions(groups) + YEAR + f'[[table]]\nname = "victims"\n{columns}'
    data, truth = ({"victims.csv": text} for text in texts)
    return replace(tables(), data=data, truth=truth, specification=specification)


def limits_of_small_figures(bundle, group="g7"):
    """What a reader computes for the small figures of one group, from its own lines only."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        specification = archive.read("data/specification.toml").decode()
        rows = [row for row in csv.reader(io.StringIO(archive.read("data/victims.csv").decode())) if group in row]
    heading = "row,column,group,year,value\n"
    text = heading + "".join(",".join(row) + "\n" for row in rows)
    lists = {
        name: {"total": total, "sums": [(total, parts)], "categories": [total, *parts]}
        for name, (total, parts) in {"row": ("R", ROWS), "column": ("C", COLUMNS)}.items()
    }
    reader = Reader(
        lists | {"group": {"categories": [], "separate": group}, "year": {"categories": [], "separate": "2023"}}
    )
    reader.read_tables({"victims.csv": text.encode()}, specification)
    return [reader.bounds({("victims@1", frozenset({*spot, group, "2023"})): 1}) for spot in SMALL]
