"""The mappings that are shipped."""

from functools import cache
from pathlib import Path

from harmonise.lists.catalogue import code_list, code_lists, numbers_in
from harmonise.lists.edition import nearest
from harmonise.lists.errors import UnknownList
from harmonise.lists.mapping import Mapping
from harmonise.lists.read_mapping import read_mapping

FOLDER = Path(__file__).with_name("mappings")


def mappings() -> tuple[tuple[str, str, str], ...]:
    """Give source, target and number of all mappings that are shipped, in the order of their names."""
    return tuple((source, target, number) for (source, target), numbers in _catalogue().items() for number in numbers)


def mapping(source: str, target: str, number: str | None = None) -> Mapping:
    """Give a mapping between two lists.

    Parameters
    ----------
    source, target : str
        Names of the lists. With a number of an edition, such as `ctdc-forms/1`, only mappings from that edition count.
    number : str, optional
        Number of the mapping; the newest where none is given.

    Returns
    -------
    Mapping
        It names the editions between which it holds. Read once and kept.

    Raises
    ------
    UnknownList
        If there is no such mapping; names those that there are from this source.
    NotExportable
        If codes of the target cannot be exported yet.

    Examples
    --------
    >>> [row.target for row in mapping("uk-nrm-forms", "forms").rows_of("Criminal")]
    ['forced_criminality']
    """
    known = _catalogue()
    source, _, edition = source.partition("/")
    if (source, target) not in known:
        if target in {one.name for one in code_lists()}:
            code_list(target).check_export()
        targets = [to for start, to in known if start == source]
        has = f" There are mappings from it to {', '.join(targets)}." if targets else ""
        near = "" if targets else nearest(source, {start for start, _ in known})
        raise UnknownList(f"There is no mapping from {source!r} to {target!r}.{has}{near}")
    numbers = known[source, target]
    if edition:
        numbers = tuple(n for n in numbers if _read(source, target, n).source.number == edition)
        if not numbers:
            raise UnknownList(f"There is no mapping from edition {edition!r} of {source!r} to {target!r}.")
    if number is not None and number not in numbers:
        raise UnknownList(
            f"The mapping from {source!r} to {target!r} has no edition {number!r}. It has: {', '.join(numbers)}."
        )
    return _read(source, target, number or numbers[-1])


@cache
def _catalogue() -> dict[tuple[str, str], tuple[str, ...]]:
    folders = [folder for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]
    pairs = [(folder, folder.name.split("--")) for folder in folders]
    return {(names[0], names[1]): numbers_in(folder) for folder, names in pairs}


@cache
def _read(source: str, target: str, number: str) -> Mapping:
    return read_mapping(FOLDER / f"{source}--{target}" / f"{number}.toml")
