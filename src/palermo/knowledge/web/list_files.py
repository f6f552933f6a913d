"""Editions of code lists and mappings as files: CSV, JSON and SDMX-JSON."""

import json
import re
from collections.abc import Iterable, Mapping

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palermo.core.languages import BY_CODE
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.knowledge.exchange.lists import code_rows
from palermo.knowledge.exchange.mappings import mapping_rows
from palermo.knowledge.harmonised import names_in_all_languages
from palermo.knowledge.models import Code, CodeListEdition, CodeMapping, CodeMappingRow
from palermo.site.csvs import Value, csv_lines

FORMATS = {"csv": "CSV", "json": "JSON"}
SDMX = "sdmx.json"
# What SDMX allows as the identifier of a code or a list.
SDMX_ID = re.compile(r"[A-Za-z0-9_@$-]+")
SDMX_SCHEMA = "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json"
SENDER = "PALERMO"


def codes_file(edition: CodeListEdition, codes: Iterable[Code], form: str) -> HttpResponseBase:
    """The codes of an edition, in the order of the edition; CSV is the table that can be uploaded."""
    name = f"{edition.code_list.slug}-{edition.number}.{form}"
    if form == "csv":
        return _table(code_rows(codes), name)
    return _json(_edition_data(edition, codes) if form == "json" else _sdmx_data(edition, list(codes)), name)


def mapping_file(mapping: CodeMapping, rows: Iterable[CodeMappingRow], form: str) -> HttpResponseBase:
    """The rows of a mapping, each with `source` and `target`; CSV is the table that can be uploaded."""
    ends = f"{mapping.source.code_list.slug}-{mapping.source.number}-{mapping.target.code_list.slug}"
    name = f"{ends}-{mapping.target.number}-mapping-{mapping.number}.{form}"
    return _table(mapping_rows(rows), name) if form == "csv" else _json(_mapping_data(mapping, rows), name)


def is_sdmx(codes: Iterable[str]) -> bool:
    """Whether codes can be written in SDMX."""
    return all(map(SDMX_ID.fullmatch, codes))


def _reference(edition: CodeListEdition) -> dict[str, object]:
    return {"list": edition.code_list.slug, "edition": edition.number, "digest": edition.digest}


def _terms(record: CodeListEdition | CodeMapping, source: str) -> dict[str, object]:
    published = record.published_on.isoformat() if record.published_on else None
    return {"status": record.status, "published_on": published, "source": source, "licence": record.licence}


def _edition_data(edition: CodeListEdition, codes: Iterable[Code]) -> dict[str, object]:
    listed = list(codes)
    by_pk = {code.pk: code.code for code in listed}
    return {
        **_reference(edition),
        "title": dict(edition.code_list.title),
        "maintained_by": dict(edition.code_list.origin),
        **_terms(edition, edition.source),
        "changes": dict(edition.changes),
        "separators": edition.separators,
        "width": edition.width,
        "codes": [
            {
                "code": code.code,
                "parent": by_pk.get(code.parent_id or 0),
                "names": dict(code.names),
                "labels": [dict(sorted(label.items())) for label in code.labels],
                "valid_from": code.valid_from.isoformat() if code.valid_from else None,
                "valid_to": code.valid_to.isoformat() if code.valid_to else None,
                "attributes": dict(sorted(code.attributes.items())),
            }
            for code in listed
        ],
    }


def _sdmx_data(edition: CodeListEdition, codes: list[Code]) -> dict[str, object]:
    """A structure message of SDMX-JSON 2.0 with the code list.

    Refused if a code has characters that identifiers of SDMX cannot have.
    """
    wrong = next((code.code for code in codes if not SDMX_ID.fullmatch(code.code)), None)
    if wrong is not None:
        raise Refused(_("“%(code)s” cannot be a code in SDMX. Download this edition as CSV or JSON.") % {"code": wrong})
    by_pk = {code.pk: code.code for code in codes}
    code_list = {
        "id": edition.code_list.slug,
        "agencyID": SENDER,
        "version": f"{edition.number}.0.0",
        **_sdmx_names(edition.code_list.title, edition.code_list.slug),
        "isPartial": False,
        "codes": [
            {
                "id": code.code,
                **_sdmx_names(code.names, code.code),
                **({"parent": by_pk[code.parent_id]} if code.parent_id else {}),
            }
            for code in codes
        ],
    }
    meta: dict[str, object] = {
        "schema": SDMX_SCHEMA,
        "id": f"{edition.code_list.slug}-{edition.number}",
        "test": edition.is_draft,
        "sender": {"id": SENDER},
    }
    if edition.published_on:
        meta["prepared"] = f"{edition.published_on.isoformat()}T00:00:00Z"
    return {"meta": meta, "data": {"codelists": [code_list]}}


def _sdmx_names(text: MultilingualText, otherwise: str) -> dict[str, object]:
    english = names_in_all_languages(text, otherwise)["en"]
    return {"name": english, "names": {BY_CODE[code].tag: words for code, words in text.items()}}


def _mapping_data(mapping: CodeMapping, rows: Iterable[CodeMappingRow]) -> dict[str, object]:
    return {
        "source": _reference(mapping.source),
        "target": _reference(mapping.target),
        "mapping": mapping.number,
        "digest": mapping.digest,
        **_terms(mapping, mapping.origin),
        "rows": [
            {
                "source": row.source.code,
                "target": row.target.code if row.target else None,
                "relation": row.relation,
                "loss": dict(row.loss),
            }
            for row in rows
        ],
    }


def _table(rows: list[list[Value]], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(csv_lines(rows, get_language()), content_type="text/csv; charset=utf-8")
    return _download(response, name)


def _json(data: Mapping[str, object], name: str) -> HttpResponseBase:
    written = json.dumps(data, ensure_ascii=False, indent=1)
    return _download(HttpResponse(written, content_type="application/json; charset=utf-8"), name)


def _download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
