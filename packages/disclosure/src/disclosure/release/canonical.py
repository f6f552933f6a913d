"""The files of a release as they are published: written anew, so that nothing but figures passes into a bundle.

The order of rows, quotes, spaces, line ends, spellings, comments could each carry what the figures hide.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from disclosure.errors import NotPossible
from disclosure.release.align import NOT_STATED
from disclosure.release.policy import CodeList, Policy
from disclosure.release.wording import check_line
from disclosure.rules.rules import Rules
from disclosure.tables.specification import Layout, NotAddingUp, Specification
from disclosure.tables.table import Ints, Table
from disclosure.tables.write_table import quote_text, write_specification, write_table


def write_files(
    read: Specification, policy: Policy, tables: Sequence[Table], data: dict[str, bytes]
) -> dict[str, bytes]:
    """The tables of a release as CSV: by the policy's dimensions and categories, in their order.

    Parameters
    ----------
    read : Specification
        As it was proposed.
    policy : Policy
    tables : sequence of Table
        With the dimensions of the policy, in the order of the specification.
    data : dict of str to bytes
        The files proposed, of which only the names are used.

    Returns
    -------
    dict of str to bytes
        A file for each table, by name.
    """
    names = name_files(read, data)
    return {names[table.name]: _write(table) for table in arrange_tables(read, policy, tables)}


def arrange_tables(read: Specification, policy: Policy, tables: Sequence[Table]) -> list[Table]:
    """Tables by the dimensions proposed, with rows and categories in the order of the policy."""
    return [_in_order(table, read, policy) for table in tables]


def name_files(read: Specification, data: dict[str, bytes]) -> dict[str, str]:
    """The name of the file of each table: its own if it has one to itself, else a number."""
    if len(read.layouts) == 1:
        (only,) = read.layouts
        return {only.name: next(iter(data))}
    own = [Path(layout.file).name if layout.file else "" for layout in read.layouts]
    return {
        layout.name: name if name and own.count(name) == 1 else f"table-{number}.csv"
        for number, (layout, name) in enumerate(zip(read.layouts, own, strict=True), 1)
    }


def write_specification_anew(read: Specification, policy: Policy, names: dict[str, str]) -> str:
    """The text of the specification that reads the files, with what adds up by the policy.

    Parameters
    ----------
    read : Specification
    policy : Policy
    names : dict of str to str
        The file of each table.
    """
    own = [dimension.name for dimension in read.dimensions]
    lists = [known for known in policy.lists if known.name in own]
    places = [own.index(known.name) for known in lists]
    exceptions = {_reorder(one, places) for one in read.exceptions if len(one.categories) == len(own)}
    markers = sorted(read.markers.items(), key=lambda item: (item[1].kind, item[1].low, item[1].high, item[0]))
    written = replace(
        read,
        dimensions=tuple(replace(known.dimension, labels={}) for known in lists),
        layouts=tuple(Layout(layout.name, {known.name: (known.name,) for known in lists}) for layout in read.layouts),
        markers=dict(markers),
        exceptions=tuple(sorted(exceptions, key=repr)),
    )
    return write_specification(written, names)


def write_rules(rules: Rules) -> str:
    """The text of thresholds, as `parse_rules` reads it; titles that look like others are refused."""
    check_line(rules.title, "The title of the thresholds")
    check_line(rules.reason, "The reason of the thresholds")
    lines = [f"title = {quote_text(rules.title)}", f"reason = {quote_text(rules.reason)}"]
    if rules.below is not None:
        low, high = rules.interval
        lines += ["", "[frequency]", f"below = {rules.below}", f"protect = [{low:g}, {high:g}]"]
        lines += [f"relative = {rules.relative:g}"]
        lines += [f'zeros = "are {"" if rules.zeros_are_sensitive else "not "}sensitive"']
    if rules.dominance is not None:
        lines += ["", "[dominance]", f"n = {rules.dominance[0]}", f"k = {rules.dominance[1]:g}"]
    if rules.p_percent is not None:
        lines += ["", "[p_percent]", f"p = {rules.p_percent:g}"]
    lines += ["", "[signs]", f"hidden = {quote_text(rules.sign)}"]
    lines += [f"hidden_for_others = {quote_text(rules.other_sign)}"] if rules.other_sign is not None else []
    lines += ["", "[loss]", f"by = {quote_text(rules.loss)}"]
    if rules.factors:
        lines += [f"factors = {{ {', '.join(f'{quote_text(name)} = {number:g}' for name, number in rules.factors)} }}"]
    return "\n".join(lines) + "\n"


def check_names(read: Specification) -> None:
    """Refuse titles, names and signs that look like others.

    Raises
    ------
    InvalidData
        Naming the text.
    """
    texts = [(read.title, "The title of the specification"), (read.unit, "The unit")]
    texts += [(layout.name, "The name of the table") for layout in read.layouts]
    texts += [(sign, "The sign") for sign in read.markers]
    if read.population is not None:
        texts += [(read.population.id, "The population"), (read.population.edition, "The edition of the population")]
    for text, what in texts:
        check_line(text, what)


def _reorder(one: NotAddingUp, places: Sequence[int]) -> NotAddingUp:
    return replace(one, categories=tuple(one.categories[place] for place in places))


def _in_order(table: Table, read: Specification, policy: Policy) -> Table:
    """A table by the dimensions proposed, in the order of the policy's dimensions and categories."""
    own = {dimension.name for dimension in read.dimensions}
    places = [place for place, known in enumerate(policy.lists) if known.name in own]
    lists = [policy.lists[place] for place in places]
    dimensions = tuple(known.dimension for known in lists)
    arranged = [_arrange(known, table.categories[place]) for known, place in zip(lists, places, strict=True)]
    columns = [rank[table.codes[:, place]] for (_names, rank), place in zip(arranged, places, strict=True)]
    order = np.lexsort(columns[::-1]) if columns else np.arange(len(table))
    layout = Layout(table.name, {known.name: (known.name,) for known in lists})
    return replace(
        table,
        specification=replace(table.specification, dimensions=dimensions),
        layout=layout,
        codes=np.column_stack(columns) if columns else np.zeros((len(table), 0), np.int64),
        categories=tuple(names for names, _rank in arranged),
    ).take(order)


def _arrange(known: CodeList, names: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """Categories in the order of their code list, those that add up to nothing by name; and the place of each there."""
    listed = list(known.dimension.categories)
    if wrong := next((name for name in names if name == NOT_STATED), None):
        raise NotPossible(f"Dimension {known.name!r}: a table gives no category of it, but {wrong!r}.")
    order = [name for name in (*listed, *sorted(set(names) - set(listed))) if name in set(names)]
    place = {name: number for number, name in enumerate(order)}
    return tuple(order), np.array([place[name] for name in names], np.int64)


def _write(table: Table) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_table(path, table)
        return path.read_bytes()


def is_same(before: Sequence[Table], after: Sequence[Table]) -> bool:
    """Whether tables read back say of every cell what they said before they were written."""
    return all(_content(one) == _content(other) for one, other in zip(before, after, strict=True))


def _content(table: Table) -> set[tuple[object, ...]]:
    names = [table.labels(place) for place in range(len(table.categories))]
    values = table.values
    told = zip(values.kind.tolist(), values.point.tolist(), values.low.tolist(), values.high.tolist(), strict=True)
    return {(*key, *_plain(value)) for *key, value in zip(*names, told, strict=True)}


def _plain(value: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(-1.0 if math.isnan(each) else each for each in value)
