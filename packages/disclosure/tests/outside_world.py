"""The office of the outside attacks: its code lists, its policy, and tables in a short notation."""

import json
from dataclasses import replace

from proposals import tables

from disclosure.errors import DisclosureError

SUMS = {
    "sex": ("Total", [("Total", ["Female", "Male", "Other"])]),
    "age": (
        "All ages",
        [
            ("All ages", ["0-17", "18+"]),
            ("0-17", ["0-11", "12-17"]),
            ("18+", ["18-24", "25+"]),
            ("0-24", ["0-17", "18-24"]),
            ("12-24", ["12-17", "18-24"]),
        ],
    ),
    "region": ("World", [("World", ["North", "South"]), ("North", ["A", "B", "C"]), ("South", ["D", "E"])]),
    "form": ("All forms", [("All forms", ["labour", "sexual", "other forms"])]),
}
LISTS = {
    name: {"total": total, "sums": sums, "categories": list(dict.fromkeys(w for p, ps in sums for w in (p, *ps)))}
    for name, (total, sums) in SUMS.items()
} | {"year": {"categories": [], "separate": "20[0-9][0-9]"}}
POPULATIONS = """
[[population]]
id = "victims"
title = "Identified victims"
[[population]]
id = "all"
title = "Everybody"
parts = [["capital", "outside"], ["children", "adults"], ["farms", "ships", "homes"]]
[[population]]
id = "capital"
title = "Victims in the capital"
[[population]]
id = "outside"
title = "Victims outside the capital"
[[population]]
id = "children"
title = "Children"
[[population]]
id = "adults"
title = "Adults"
[[population]]
id = "farms"
title = "Victims on farms"
[[population]]
id = "ships"
title = "Victims on ships"
[[population]]
id = "homes"
title = "Victims in homes"
[[population]]
id = "north"
title = "Victims in the north outside the capital"
within = ["outside"]
[[population]]
id = "2020-2023"
title = "Victims of four years"
[[population]]
id = "2021-2023"
title = "Victims of three years"
within = ["2020-2023"]
[[population]]
id = "survivors"
title = "Survivors"
"""
SIGNS = {"<": "<5", "*": "*"}
MARKERS = (
    '[markers]\n"<5" = { kind = "suppressed", low = 1, high = 4 }\n"*" = { kind = "suppressed", sensitive = false }\n'
)


def partitions_of(name, **more):
    rows = [{"parent": parent, "parts": parts} | more for parent, parts in SUMS[name][1]]
    return "[" + ", ".join("{ " + ", ".join(f"{k} = {toml(v)}" for k, v in row.items()) + " }" for row in rows) + "]"


def toml(value):
    return json.dumps(value, ensure_ascii=False)


def dimension(name, **more):
    total, _ = SUMS[name]
    return f'[[dimension]]\nname = "{name}"\ntotal = "{total}"\npartition = {partitions_of(name, **more)}\n'


def policy_text(**codes):
    head = 'title = "Policy"\nreason = "Nobody may be recognized."\nbelow = 5\n'
    head += 'units = ["persons"]\nkinds = ["estimated"]\n'
    dims = [
        dimension(name).replace("total =", f'codes = "{codes.get(name, name + ", 1")}"\ntotal =', 1) for name in SUMS
    ]
    return head + "".join(dims) + '[[dimension]]\nname = "year"\ncodes = "years"\nseparate = "20[0-9][0-9]"\n'


def specification(dims, population="victims", edition="1", markers=MARKERS, more="", layout="", columns=None):
    named = columns or {name: name for name in (*dims, "year")}
    pairs = ", ".join(f"{name} = {toml(column)}" for name, column in named.items())
    head = f'title = "Victims"\npopulation = {{ id = {toml(population)}, edition = {toml(edition)} }}\n{more}{markers}'
    body = "".join(dimension(name) for name in dims) + '[[dimension]]\nname = "year"\n'
    return head + body + f'[[table]]\nname = "victims"\ncolumns = {{ {pairs} }}\n{layout}'


def rows_of(text, year="2023"):
    """Rows of a short notation: `Total:60 Female:*28 Other:<2 Male:!30` are shown, hidden twice, and left out."""
    for token in text.split():
        where, figure = token.replace("_", " ").split(":")
        names = [*where.split("/"), year] if "@" not in where else where.replace("@", "/").split("/")
        hidden = figure[0] if figure[0] in "<*!?" else ""
        yield names, hidden, figure.lstrip("<*!?")


def files_of(text, dims, year="2023"):
    head = ",".join((*dims, "year", "value")) + "\n"
    rows = list(rows_of(text, year))
    shown = [",".join([*names, SIGNS.get(hidden, figure)]) for names, hidden, figure in rows if hidden != "!"]
    known = [",".join([*names, figure]) for names, _, figure in rows]
    return head + "\n".join(shown) + "\n", head + "\n".join(known) + "\n"


def sheet(text, dims=("sex",), year="2023", data=None, truth=None, thresholds=None, change=None, **options):
    """A proposal from the short notation; `data`, `truth` and `change` alter the texts of files and specification."""
    shown, known = files_of(text, dims, year)
    shown, known = (data or str)(shown), (truth or str)(known)
    spec = (change or str)(specification(dims, **options))
    encoded = [one if isinstance(one, bytes) else one.encode() for one in (shown, known)]
    made = replace(tables(), data={"victims.csv": encoded[0]}, truth={"victims.csv": encoded[1]}, specification=spec)
    return replace(made, thresholds=thresholds) if thresholds else made


def outcome(call):
    """What a call gives, or nothing and the sentence by which it was refused."""
    try:
        return call(), ""
    except DisclosureError as error:
        return None, str(error)
