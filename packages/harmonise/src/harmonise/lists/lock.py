"""Digests of published editions: `python -m harmonise.lists.lock` adds those of new ones."""

from collections.abc import Mapping
from pathlib import Path

from harmonise.lists.catalogue import code_lists
from harmonise.lists.errors import InvalidList
from harmonise.lists.mapping_catalogue import mapping, mappings

LOCK = Path(__file__).with_name("digests.lock")


def compute_digests() -> dict[str, str]:
    """Compute the digests of all editions and mappings that are shipped, by their names.

    Raises
    ------
    InvalidList
        If one of them cannot be read, or a label stands for two codes.
    """
    digests = {}
    for edition in (edition for one in code_lists() for edition in one.editions):
        edition.check_labels()
        digests[f"{edition.name}/{edition.number}"] = edition.digest
    for source, target, number in mappings():
        digests[f"{source}--{target}/{number}"] = mapping(source, target, number).digest
    return digests


def read_lock(path: Path = LOCK) -> dict[str, str]:
    """Read the digests of published editions and mappings, by their names."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: digest for digest, name in (line.split() for line in lines)}


def add_to_lock(path: Path = LOCK, digests: Mapping[str, str] | None = None) -> list[str]:
    """Add the digests of new editions to the lock file.

    Parameters
    ----------
    path : pathlib.Path
    digests : mapping of str to str, optional
        Those of all editions; computed from what is shipped, by default.

    Returns
    -------
    list of str
        Names of the editions that were added.

    Raises
    ------
    InvalidList
        If an edition that is in the file has changed or is missing. A correction is a new edition.
    """
    current = dict(compute_digests() if digests is None else digests)
    locked = read_lock(path)
    for name, digest in locked.items():
        if current.get(name) != digest:
            found = current.get(name, "no such edition")
            raise InvalidList(f"{name} is published: expected the digest {digest}, found {found}. Add a new edition.")
    added = sorted(current.keys() - locked.keys())
    path.write_text("".join(f"{current[name]}  {name}\n" for name in sorted(current)), encoding="utf-8")
    return added


if __name__ == "__main__":
    print("\n".join(add_to_lock()))
