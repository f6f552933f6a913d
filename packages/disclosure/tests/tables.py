"""Tables for tests: small ones written out, and random ones with their margins."""

from itertools import pairwise

import numpy as np

from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table


def specification(shape, *, adds_up="exactly", zeros="published", extra="", markers=True):
    """Dimensions a, b, c ... with categories a0, a1 ... and a total T; a list for a dimension is a hierarchy."""
    lines = ['title = "test"', f'zeros = "{zeros}"', extra]
    if markers:
        lines += ["[markers]", '"<5" = { kind = "suppressed", low = 1, high = 4 }']
        lines += ['"*" = { kind = "suppressed", low = 0, sensitive = false }']
    for place, size in enumerate(shape):
        name = "abcd"[place]
        lines += ["[[dimension]]", f'name = "{name}"', 'total = "T"']
        for parent, parts in partitions(name, size):
            quoted = ", ".join(f'"{part}"' for part in parts)
            lines += [
                "[[dimension.partition]]",
                f'parent = "{parent}"',
                f"parts = [{quoted}]",
                f'adds_up = "{adds_up}"',
            ]
    columns = ", ".join(f'{"abcd"[place]} = "{"abcd"[place]}"' for place in range(len(shape)))
    return parse_specification("\n".join([*lines, "[[table]]", 'name = "t"', f"columns = {{ {columns} }}"]))


def partitions(name, size):
    if isinstance(size, int):
        return [("T", [f"{name}{i}" for i in range(size)])]
    groups = [(f"{name}g{g}", [f"{name}{g}{i}" for i in range(n)]) for g, n in enumerate(size)]
    return [("T", [group for group, _ in groups]), *groups]


def with_margins(inner, shape):
    """Every cell of a table, margins and groups included, as categories and figures."""
    figures = inner
    names = []
    for axis, size in enumerate(shape):
        name = "abcd"[axis]
        blocks, labels = [figures.sum(axis=axis, keepdims=True)], ["T"]
        if isinstance(size, int):
            labels += [f"{name}{i}" for i in range(size)]
        else:
            edges = np.cumsum([0, *size])
            blocks += [figures.take(range(a, b), axis=axis).sum(axis=axis, keepdims=True) for a, b in pairwise(edges)]
            labels += [f"{name}g{g}" for g in range(len(size))]
            labels += [f"{name}{g}{i}" for g, n in enumerate(size) for i in range(n)]
        figures = np.concatenate([*blocks, figures], axis=axis)
        names.append(labels)
    columns = {"abcd"[axis]: [] for axis in range(len(shape))} | {"value": []}
    for index in np.ndindex(*figures.shape):
        for axis, place in enumerate(index):
            columns["abcd"[axis]].append(names[axis][place])
        columns["value"].append(str(figures[index]))
    return columns


def leaves(shape):
    return tuple(size if isinstance(size, int) else sum(size) for size in shape)


def random_table(seed, shape, **options):
    rng = np.random.default_rng(seed)
    size = leaves(shape)
    inner = rng.poisson(24 * rng.random(size) ** 2) * (rng.random(size) > 0.2)
    return read_table(with_margins(inner, shape), specification(shape, **options))


def table_of(rows, shape, **options):
    """A table from a mapping of categories, separated by spaces, to figures as text."""
    names = ["abcd"[place] for place in range(len(shape))]
    columns = {name: [key.split()[place] for key in rows] for place, name in enumerate(names)}
    return read_table(columns | {"value": list(rows.values())}, specification(shape, **options))
