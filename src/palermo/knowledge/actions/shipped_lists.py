"""Loading the code lists and mappings that come with the package harmonise."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from harmonise.lists import Edition, Mapping, code_lists, mapping, mappings

from palermo.accounts.actors import Actor
from palermo.audit import versions
from palermo.audit.actions import AuditEntry, record_all
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.knowledge.harmonised import label_of_name
from palermo.knowledge.list_origins import origin_of
from palermo.knowledge.models import Code, CodeList, CodeListEdition, CodeMapping, CodeMappingRow
from palermo.knowledge.rules.lists import check_may_keep_lists
from palermo.knowledge.states.lists import ListEditionStatus

AT_ONCE = 500
PUBLISHED, DRAFT = ListEditionStatus.PUBLISHED, ListEditionStatus.DRAFT


@dataclass(frozen=True)
class LoadReport:
    """How many lists, editions, codes, mappings and rows of mappings were added, and how many editions were there."""

    lists: int = 0
    editions: int = 0
    codes: int = 0
    mappings: int = 0
    rows: int = 0
    known: int = 0


@transaction.atomic
def load_shipped_lists(*, by: Actor) -> LoadReport:
    """Publish the lists and mappings of the package that are not on record yet; what is there stays as it is.

    Each is published here on the day of loading; when its codes were published elsewhere is in its source. Refused if
    an edition or a mapping with the same number is on record with other content; nothing is kept then.
    """
    check_may_keep_lists(by)
    shipped = [edition for one in code_lists() for edition in one.editions]
    maps = [mapping(source, target, number) for source, target, number in mappings()]
    known = {(each.code_list.slug, each.number): each for each in CodeListEdition.objects.select_related("code_list")}
    known_maps = {_key_of(each): each for each in CodeMapping.objects.select_related(*_LISTS)}
    _check_same(
        [(str(each), known.get(_edition_key(each)), each.digest) for each in shipped]
        + [(str(each), known_maps.get(_mapping_key(each)), each.digest) for each in maps]
    )
    new = [each for each in shipped if _edition_key(each) not in known]
    lists = _add_lists(new)
    editions, codes = _add_editions(new, lists)
    added, rows = _add_mappings([each for each in maps if _mapping_key(each) not in known_maps], known | editions)
    entries = [
        AuditEntry(
            "code_list_edition.loaded",
            edition.code_list,
            {"edition": number, "codes": codes[edition.pk], "digest": edition.digest},
        )
        for (_slug, number), edition in editions.items()
    ]
    entries += [
        AuditEntry("code_mapping.loaded", each, {"number": each.number, "digest": each.digest}) for each in added
    ]
    if entries:
        record_all(entries, by=by)
    return LoadReport(
        lists=len({each.name for each in new} - {slug for slug, _number in known}),
        editions=len(editions),
        codes=sum(codes.values()),
        mappings=len(added),
        rows=rows,
        known=len(shipped) - len(new),
    )


_LISTS = ("source__code_list", "target__code_list")
EditionKey = tuple[str, int]


def _edition_key(edition: Edition) -> EditionKey:
    """What an edition of the package is known by on record."""
    return edition.name, int(edition.number)


def _mapping_key(shipped: Mapping) -> tuple[EditionKey, EditionKey, int]:
    """What a mapping of the package is known by on record."""
    return _edition_key(shipped.source), _edition_key(shipped.target), int(shipped.number)


def _key_of(row: CodeMapping) -> tuple[EditionKey, EditionKey, int]:
    source, target = row.source, row.target
    return (source.code_list.slug, source.number), (target.code_list.slug, target.number), row.number


def _check_same(pairs: Iterable[tuple[str, CodeListEdition | CodeMapping | None, str]]) -> None:
    faults = []
    for name, row, digest in pairs:
        if row is not None and row.status == DRAFT:
            faults.append(f"{name}: expected nothing or the published content, found a draft. Withdraw the draft.")
        elif row is not None and row.digest != digest:
            faults.append(
                f"{name}: expected content with the digest {digest}, found {row.digest}. "
                "What is published does not change; a correction is a new edition."
            )
    if faults:
        raise Refused("\n".join(faults))


def _add_lists(new: Iterable[Edition]) -> dict[str, CodeList]:
    titles = {each.name: each.titles for each in new}
    found = {each.slug: each for each in CodeList.objects.filter(slug__in=titles)}
    rows = CodeList.objects.bulk_create(
        CodeList(slug=name, title=MultilingualText(title), origin=origin_of(name))
        for name, title in titles.items()
        if name not in found
    )
    versions.keep_rows(rows)
    return found | {each.slug: each for each in rows}


def _add_editions(
    new: list[Edition], lists: dict[str, CodeList]
) -> tuple[dict[EditionKey, CodeListEdition], dict[int, int]]:
    """The editions with their codes, published; and how many codes each has, by its primary key."""
    rows = CodeListEdition.objects.bulk_create(
        CodeListEdition(
            code_list=lists[each.name],
            number=int(each.number),
            source=each.source,
            licence=each.licence,
            separators=list(each.separators),
            width=each.width,
            refusal=MultilingualText(each.refusals),
        )
        for each in new
    )
    editions = dict(zip(map(_edition_key, new), rows, strict=True))
    _add_codes({editions[_edition_key(each)].pk: each for each in new})
    today = clock.today()
    for row, each in zip(rows, new, strict=True):
        row.status, row.published_on, row.digest = PUBLISHED, today, each.digest
    CodeListEdition.objects.bulk_update(rows, ["status", "published_on", "digest"], batch_size=AT_ONCE)
    versions.keep_rows(rows)
    return editions, {editions[_edition_key(each)].pk: len(each.codes) for each in new}


def _add_codes(shipped: dict[int, Edition]) -> None:
    """Add the codes of editions level by level, so that the parent of each is there before it."""
    waiting = [(pk, place, code) for pk, edition in shipped.items() for place, code in enumerate(edition.codes, 1)]
    there: dict[tuple[int, str | None], int | None] = {(pk, None): None for pk in shipped}
    while waiting:
        ready = [each for each in waiting if (each[0], each[2].parent) in there]
        waiting = [each for each in waiting if (each[0], each[2].parent) not in there]
        rows = Code.objects.bulk_create(
            (
                Code(
                    edition_id=pk,
                    position=place,
                    code=code.code,
                    parent_id=there[pk, code.parent],
                    names=MultilingualText(code.names),
                    labels=[label_of_name(name) for name in code.dated_names],
                    valid_from=code.valid_from,
                    valid_to=code.valid_to,
                    attributes=dict(code.attributes),
                )
                for pk, place, code in ready
            ),
            batch_size=AT_ONCE,
        )
        there |= {(row.edition_id, row.code): row.pk for row in rows}


def _add_mappings(new: list[Mapping], editions: dict[EditionKey, CodeListEdition]) -> tuple[list[CodeMapping], int]:
    rows = CodeMapping.objects.bulk_create(
        CodeMapping(
            source=editions[_edition_key(each.source)],
            target=editions[_edition_key(each.target)],
            number=int(each.number),
            origin=each.origin,
            licence=each.licence,
        )
        for each in new
    )
    used = {edition.pk for row in rows for edition in (row.source, row.target)}
    found = Code.objects.filter(edition__in=used).values_list("edition", "code", "pk")
    codes = {(edition, code): pk for edition, code, pk in found}
    lines = CodeMappingRow.objects.bulk_create(
        (
            CodeMappingRow(
                mapping=row,
                position=place,
                source_id=codes[row.source_id, line.source],
                target_id=codes[row.target_id, line.target] if line.target is not None else None,
                relation=str(line.relation),
                loss=MultilingualText(line.loss),
            )
            for row, each in zip(rows, new, strict=True)
            for place, line in enumerate(each.rows, 1)
        ),
        batch_size=AT_ONCE,
    )
    today = clock.today()
    for row, each in zip(rows, new, strict=True):
        row.status, row.published_on, row.digest = PUBLISHED, today, each.digest
    CodeMapping.objects.bulk_update(rows, ["status", "published_on", "digest"], batch_size=AT_ONCE)
    versions.keep_rows(rows)
    return rows, len(lines)
