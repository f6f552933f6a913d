"""What is done to code lists: their editions are filled as drafts and then published."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.knowledge.exchange.lists import CodeRow, CodeTable
from palermo.knowledge.list_digests import compute_edition_digest
from palermo.knowledge.models import Code, CodeList, CodeListEdition
from palermo.knowledge.rules import lists as rules
from palermo.knowledge.states.lists import ListEditionStatus

AT_ONCE = 500


@transaction.atomic
def add_code_list(code_list: CodeList, *, by: Actor) -> CodeList:
    """Record a code list; its first edition is begun by another act."""
    rules.check_may_keep_lists(by)
    code_list.slug = code_list.slug or free_slug(CodeList, code_list.title, "code-list")
    insert_row(code_list)
    record("code_list.added", code_list, by=by)
    return code_list


@transaction.atomic
def change_code_list(code_list: CodeList, *, values: Mapping[str, object], by: Actor) -> CodeList:
    """Edit what is written of a code list; `values` are fields of the model."""
    code_list = CodeList.objects.select_for_update().get(pk=code_list.pk)
    rules.check_may_keep_lists(by)
    set_values(code_list, values)
    save_row(code_list)
    record("code_list.changed", code_list, by=by)
    return code_list


@transaction.atomic
def begin_list_edition(
    code_list: CodeList, *, values: Mapping[str, object], table: CodeTable, by: Actor
) -> CodeListEdition:
    """Begin an edition with the codes of a table; it is a draft. `values` are fields of the model."""
    code_list = CodeList.objects.select_for_update().get(pk=code_list.pk)
    rules.check_can_begin_list_edition(by, code_list, source=str(values.get("source", "")))
    last = code_list.editions.order_by("-number").values_list("number", flat=True).first()
    edition = CodeListEdition(code_list=code_list, number=(last or 0) + 1, **values)
    insert_row(edition)
    _add_codes(edition, table.rows)
    record("code_list_edition.begun", code_list, by=by, edition=edition.number, codes=len(table.rows))
    return edition


@transaction.atomic
def upload_codes(edition: CodeListEdition, *, table: CodeTable, by: Actor) -> CodeListEdition:
    """Replace the codes of a draft by those of a table."""
    edition = lock_row(edition, "code_list")
    rules.check_may_change_list_edition(by, edition)
    edition.codes.all().delete()
    _add_codes(edition, table.rows)
    record("code_list_edition.uploaded", edition.code_list, by=by, edition=edition.number, codes=len(table.rows))
    return edition


@transaction.atomic
def change_list_edition(edition: CodeListEdition, *, values: Mapping[str, object], by: Actor) -> CodeListEdition:
    """Edit what is written of a draft: its source, its licence, what it changes; `values` are fields of the model."""
    edition = lock_row(edition, "code_list")
    rules.check_may_change_list_edition(by, edition)
    set_values(edition, values)
    rules.check_names_origin(edition.code_list, edition.source)
    save_row(edition)
    record("code_list_edition.changed", edition.code_list, by=by, edition=edition.number)
    return edition


@transaction.atomic
def publish_list_edition(edition: CodeListEdition, *, by: Actor) -> CodeListEdition:
    """Publish a draft: from now on the database refuses to change it."""
    edition = lock_row(edition, "code_list")
    rules.check_may_publish_list_edition(by, edition)
    edition.digest = compute_edition_digest(edition)
    edition.status, edition.published_on = ListEditionStatus.PUBLISHED, clock.today()
    edition.save()
    record("code_list_edition.published", edition.code_list, by=by, edition=edition.number, digest=edition.digest)
    return edition


@transaction.atomic
def withdraw_list_edition(edition: CodeListEdition, *, by: Actor) -> CodeList:
    """Delete a draft with its codes; its number is given to the next one."""
    edition = lock_row(edition, "code_list")
    rules.check_may_change_list_edition(by, edition)
    code_list, number, codes = edition.code_list, edition.number, edition.codes.count()
    edition.codes.all().delete()
    edition.delete()
    record("code_list_edition.withdrawn", code_list, by=by, edition=number, codes=codes)
    return code_list


def _add_codes(edition: CodeListEdition, rows: list[CodeRow]) -> None:
    """Add codes level by level, so that the parent of each is there before it."""
    waiting = list(enumerate(rows, 1))
    there: dict[str, int | None] = {"": None}
    while waiting:
        ready = [each for each in waiting if each[1].parent in there]
        waiting = [each for each in waiting if each[1].parent not in there]
        codes = [
            Code(
                edition=edition,
                position=place,
                code=row.code,
                parent_id=there[row.parent],
                names=row.names,
                labels=row.labels,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                attributes=row.attributes,
            )
            for place, row in ready
        ]
        there |= {code.code: code.pk for code in Code.objects.bulk_create(codes, batch_size=AT_ONCE)}
