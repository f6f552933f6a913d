"""What is done to mappings between editions of code lists: they are filled as drafts and then published."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.knowledge.exchange.mappings import MappedCode, MappingTable
from palermo.knowledge.list_digests import compute_mapping_digest
from palermo.knowledge.models import CodeListEdition, CodeMapping, CodeMappingRow
from palermo.knowledge.rules import lists as rules
from palermo.knowledge.states.lists import ListEditionStatus

AT_ONCE = 500


@transaction.atomic
def begin_mapping(
    source: CodeListEdition, *, target: CodeListEdition, values: Mapping[str, object], table: MappingTable, by: Actor
) -> CodeMapping:
    """Begin a mapping with the rows of a table; it is a draft. `values` are fields of the model."""
    rows = CodeListEdition.objects.select_for_update(of=("self",)).select_related("code_list")
    # In one order, whichever way the mapping leads: two that are begun at once cannot block each other.
    locked = {pk: rows.get(pk=pk) for pk in sorted([source.pk, target.pk])}
    source, target = locked[source.pk], locked[target.pk]
    rules.check_can_begin_mapping(by, source, target)
    between = CodeMapping.objects.filter(source__code_list=source.code_list, target__code_list=target.code_list)
    last = between.order_by("-number").values_list("number", flat=True).first()
    mapping = CodeMapping(source=source, target=target, number=(last or 0) + 1, **values)
    insert_row(mapping)
    _add_rows(mapping, table.rows)
    record("code_mapping.begun", mapping, by=by, number=mapping.number, rows=len(table.rows))
    return mapping


@transaction.atomic
def upload_mapping(
    mapping: CodeMapping, *, values: Mapping[str, object], table: MappingTable, by: Actor
) -> CodeMapping:
    """Replace the rows of a draft by those of a table, and what is written of it; `values` are fields of the model."""
    mapping = lock_row(mapping, "source__code_list", "target__code_list")
    rules.check_may_change_mapping(by, mapping)
    set_values(mapping, values)
    save_row(mapping)
    mapping.rows.all().delete()
    _add_rows(mapping, table.rows)
    record("code_mapping.uploaded", mapping, by=by, number=mapping.number, rows=len(table.rows))
    return mapping


@transaction.atomic
def publish_mapping(mapping: CodeMapping, *, by: Actor) -> CodeMapping:
    """Publish a draft: from now on the database refuses to change it."""
    mapping = lock_row(mapping, "source__code_list", "target__code_list")
    rules.check_may_publish_mapping(by, mapping)
    mapping.digest = compute_mapping_digest(mapping)
    mapping.status, mapping.published_on = ListEditionStatus.PUBLISHED, clock.today()
    mapping.save()
    record("code_mapping.published", mapping, by=by, number=mapping.number, digest=mapping.digest)
    return mapping


@transaction.atomic
def withdraw_mapping(mapping: CodeMapping, *, by: Actor) -> CodeListEdition:
    """Delete a draft with its rows."""
    mapping = lock_row(mapping, "source__code_list", "target__code_list")
    rules.check_may_change_mapping(by, mapping)
    source, target, number = mapping.source, mapping.target, mapping.number
    mapping.rows.all().delete()
    mapping.delete()
    record("code_mapping.withdrawn", source.code_list, by=by, edition=source.number, to=str(target), number=number)
    return source


def _add_rows(mapping: CodeMapping, rows: list[MappedCode]) -> None:
    sources, targets = (dict(each.codes.values_list("code", "pk")) for each in (mapping.source, mapping.target))
    CodeMappingRow.objects.bulk_create(
        (
            CodeMappingRow(
                mapping=mapping,
                position=place,
                source_id=sources[row.source],
                target_id=targets[row.target] if row.target else None,
                relation=row.relation,
                loss=row.loss,
            )
            for place, row in enumerate(rows, 1)
        ),
        batch_size=AT_ONCE,
    )
