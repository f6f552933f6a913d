"""SHA-256 of what is published: editions of code lists and mappings."""

import hashlib
import json

from palermo.knowledge.exchange.lists import code_rows
from palermo.knowledge.exchange.mappings import mapping_rows
from palermo.knowledge.models import CodeListEdition, CodeMapping


def compute_edition_digest(edition: CodeListEdition) -> str:
    """Compute the digest of what an edition consists of: its list and number, how cells are read, its codes."""
    return _digest(
        {
            "list": edition.code_list.slug,
            "edition": edition.number,
            "separators": edition.separators,
            "width": edition.width,
            "codes": code_rows(edition.codes.order_by("position")),
        }
    )


def compute_mapping_digest(mapping: CodeMapping) -> str:
    """Compute the digest of what a mapping consists of: the digests of its editions, its number, its rows."""
    return _digest(
        {
            "source": mapping.source.digest,
            "target": mapping.target.digest,
            "number": mapping.number,
            "rows": mapping_rows(mapping.rows.select_related("source", "target").order_by("position")),
        }
    )


def _digest(content: object) -> str:
    """The digest of plain values, written as JSON in one way only."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
