"""What is done to document types, from copying to deleting one; and how a report takes a changed one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row, save_row
from palermo.core.rules import check_move
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.reporting import rules
from palermo.reporting.actions.issuing import index_report
from palermo.reporting.document_types import OfferedType, current_type, read_copy
from palermo.reporting.models import DocumentType, Report
from palermo.reporting.outline import OUTLINE_NAMES
from palermo.reporting.outline_schema import missing_languages, read_outline
from palermo.reporting.states import DOCUMENT_TYPE_MOVES, DocumentTypeState


@transaction.atomic
def copy_document_type(of: OfferedType, *, title: MultilingualText, by: Actor) -> DocumentType:
    """Make a draft of a document type, to be changed.

    Raises
    ------
    Refused
        If `by` may not.
    ValidationError
        If its name does not hold together.
    """
    rules.check_can_change_document_types(by)
    slug = free_slug(DocumentType, title, of.outline.name)
    if slug in OUTLINE_NAMES:
        slug = free_slug(DocumentType, MultilingualText(), f"{slug}-2")
    made = DocumentType(slug=slug, base=of.outline.name, title=title, content={**of.outline.content, "version": 1})
    insert_row(made)
    record("document_type.copied", made, by=by, of=of.slug)
    return made


@transaction.atomic
def change_document_type(
    document_type: DocumentType, *, content: dict[str, Any], by: Actor, title: MultilingualText | None = None
) -> DocumentType:
    """Save another outline, and perhaps another name. Reports that were begun with it keep the outline they have.

    Refused if `by` may not, or with every fault of the outline.
    """
    changed = _locked(document_type)
    rules.check_can_change_document_type(by, changed)
    outline = read_outline(changed.base, {**content, "version": changed.version + 1})
    if changed.state == DocumentTypeState.ACTIVE:
        _check_is_complete(changed, missing_languages(outline))
    changed.content, changed.version = outline.content, outline.version
    changed.title = title if title is not None else changed.title
    save_row(changed)
    record("document_type.changed", changed, by=by, version=changed.version)
    return changed


@transaction.atomic
def activate_document_type(document_type: DocumentType, *, by: Actor) -> DocumentType:
    """Offer it for new reports. Refused if `by` may not, if it is offered already, or if a heading lacks a language."""
    changed = _locked(document_type)
    rules.check_can_activate(by, changed)
    _check_is_complete(changed, missing_languages(read_copy(changed)))
    return _move(changed, DocumentTypeState.ACTIVE, "document_type.activated", by)


@transaction.atomic
def retire_document_type(document_type: DocumentType, *, by: Actor) -> DocumentType:
    """Offer it for no new report; those that were begun with it go on.

    Refused if `by` may not, or if it is retired already.
    """
    changed = _locked(document_type)
    rules.check_can_retire(by, changed)
    return _move(changed, DocumentTypeState.RETIRED, "document_type.retired", by)


@transaction.atomic
def delete_document_type(document_type: DocumentType, *, by: Actor) -> DocumentType:
    """Delete a copy with which no report was begun; its versions stay in the history.

    Refused if `by` may not, or if a report was begun with it.
    """
    deleted = _locked(document_type)
    rules.check_can_delete_document_type(by, deleted)
    record("document_type.deleted", deleted, by=by)
    deleted.delete()
    return deleted


@transaction.atomic
def take_outline(report: Report, *, by: Actor) -> Report:
    """Let a report in preparation follow its document type as it is now.

    Refused if `by` may not, if the report was issued, or if it has that outline already.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_take_outline(by, report)
    outline = current_type(report).outline
    if report.outline == outline.content:
        raise Refused(
            _("The report already follows version %(version)d of its document type.") % {"version": outline.version}
        )
    report.outline = outline.content
    report.save(update_fields=["outline"])
    record("report.outline_taken", report, by=by, version=outline.version)
    index_report(report)
    return report


def _locked(document_type: DocumentType) -> DocumentType:
    return DocumentType.objects.select_for_update().get(pk=document_type.pk)


def _check_is_complete(document_type: DocumentType, incomplete: list[str]) -> None:
    if incomplete:
        raise Refused(
            _("Headings of these sections are not there in all six languages: %(sections)s.")
            % {"sections": ", ".join(incomplete)}
        )


def _move(document_type: DocumentType, state: DocumentTypeState, verb: str, by: Actor) -> DocumentType:
    check_move(DOCUMENT_TYPE_MOVES, document_type.state, state)
    document_type.state = state
    document_type.save(update_fields=["state"])
    record(verb, document_type, by=by)
    return document_type
