"""What the log holds of files that were read: counts, numbers, digests, dates and names of ours; no word of a file.

Entries are never removed, and a file that was refused can hold anything. So the slices name their acts that read files
here, and an entry of such an act is refused if one of its details could quote the file. Words that quote it, for the
person who handed it in, are kept in a `FileRefusal`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from palermo.audit.models import AuditEvent

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# An id, a slug, the code of a rule or a language: in the places that a slice names, where it writes its own names.
_NAME = re.compile(r"[\w.:/-]{0,200}")


class _FileAct(NamedTuple):
    names: frozenset[str]
    is_of_record: bool


_FILE_ACTS: dict[str, _FileAct] = {}


def register_file_acts(acts: Mapping[str, Iterable[str]], *, is_of_record: bool = False) -> None:
    """Name acts that read a file, each with the details that hold names of ours: slugs, rules, languages.

    `is_of_record` are acts by which the content of a file becomes the record, whose versions hold it on purpose.
    """
    _FILE_ACTS.update({verb: _FileAct(frozenset(names), is_of_record) for verb, names in acts.items()})


def check_details(verb: str, details: Mapping[str, object]) -> None:
    """Let no word of a file into the log.

    Raises
    ------
    TypeError
        If the act reads files and a detail could quote one.
    """
    if verb in _FILE_ACTS and (quoting := details_that_quote(verb, details)):
        raise TypeError(
            f"Entries on {verb} hold counts, numbers, digests and names of ours; words of the file could stand in "
            f"{', '.join(quoting)}."
        )


def details_that_quote(verb: str, details: Mapping[str, object]) -> list[str]:
    """The names of the details of an act on a file that can hold words of it."""
    names = _FILE_ACTS[verb].names
    return [name for name, value in details.items() if not _is_plain(value, is_name=name in names)]


def _is_plain(value: object, *, is_name: bool) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_is_plain(each, is_name=is_name) for each in value)
    if isinstance(value, str):
        return not value or bool(
            _DIGEST.fullmatch(value) or _DAY.fullmatch(value) or (is_name and _NAME.fullmatch(value))
        )
    return value is None or isinstance(value, (int, float))


def entries_that_quote() -> Iterator[AuditEvent]:
    """The entries, written before acts on files were checked, whose details can hold words of a file."""
    verbs = [verb for verb, act in _FILE_ACTS.items() if not act.is_of_record]
    for event in AuditEvent.objects.filter(verb__in=verbs).order_by("sequence").iterator(chunk_size=2000):
        if details_that_quote(event.verb, event.details):
            yield event
