"""Editions and mappings on record as the package harmonise knows them, which translates labels and reports losses."""

from collections.abc import Iterable, Mapping
from datetime import date

from harmonise.lists import LANGUAGES, DatedName, Edition, MappingRow, Relation
from harmonise.lists import Code as ListedCode
from harmonise.lists import Mapping as ListMapping

from palermo.core.text import MultilingualText
from palermo.knowledge.models import Code, CodeListEdition, CodeMapping


def label_of_name(name: DatedName) -> dict[str, str]:
    """A further label of a code as it is kept: only what is known of it."""
    days = {"valid_from": name.valid_from, "valid_to": name.valid_to}
    known = {"label": name.label, "language": name.language or ""}
    known |= {key: day.isoformat() for key, day in days.items() if day}
    return {key: value for key, value in known.items() if value}


def name_of_label(label: Mapping[str, str]) -> DatedName:
    """A label as it is kept, with its days as days."""
    first, end = (date.fromisoformat(label[key]) if label.get(key) else None for key in ("valid_from", "valid_to"))
    return DatedName(label["label"], label.get("language") or None, first, end)


def names_in_all_languages(text: MultilingualText, otherwise: str) -> dict[str, str]:
    """A text in each of the six languages; where one is missing, in the language that is offered instead."""
    shown = {code: text.shown_in(code) for code in LANGUAGES}
    return {code: found.words if found else otherwise for code, found in shown.items()}


def harmonised_edition(edition: CodeListEdition, codes: Iterable[Code]) -> Edition:
    """An edition with its codes, whose parents are among them."""
    listed = list(codes)
    by_pk = {code.pk: code.code for code in listed}
    return Edition(
        name=edition.code_list.slug,
        number=str(edition.number),
        titles=names_in_all_languages(edition.code_list.title, edition.code_list.slug),
        codes=tuple(
            ListedCode(
                code=code.code,
                parent=by_pk.get(code.parent_id) if code.parent_id else None,
                names=names_in_all_languages(code.names, code.code),
                dated_names=tuple(map(name_of_label, code.labels)),
                valid_from=code.valid_from,
                valid_to=code.valid_to,
                attributes=code.attributes,
            )
            for code in listed
        ),
        source=edition.source,
        licence=edition.licence,
        digest=edition.digest,
        separators=tuple(edition.separators),
        width=edition.width,
        refusals=dict(edition.refusal) or None,
    )


def harmonised_mapping(mapping: CodeMapping) -> ListMapping:
    """A mapping on record, with both editions; by a constant number of queries."""
    codes: dict[int, list[Code]] = {mapping.source_id: [], mapping.target_id: []}
    for code in Code.objects.filter(edition__in=codes).order_by("position"):
        codes[code.edition_id].append(code)
    by_pk = {code.pk: code.code for listed in codes.values() for code in listed}
    return ListMapping(
        source=harmonised_edition(mapping.source, codes[mapping.source_id]),
        target=harmonised_edition(mapping.target, codes[mapping.target_id]),
        number=str(mapping.number),
        rows=tuple(
            MappingRow(
                by_pk[row.source_id],
                by_pk[row.target_id] if row.target_id else None,
                Relation(row.relation),
                names_in_all_languages(row.loss, "") if row.loss else None,
            )
            for row in mapping.rows.order_by("position")
        ),
        origin=mapping.origin,
        licence=mapping.licence,
        digest=mapping.digest,
    )
