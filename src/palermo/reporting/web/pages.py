"""The action pages on which a report is begun, and document types are copied, changed and deleted."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.reporting import rules
from palermo.reporting.actions import changing_issued
from palermo.reporting.actions.document_types import (
    activate_document_type,
    change_document_type,
    copy_document_type,
    delete_document_type,
    retire_document_type,
    take_outline,
)
from palermo.reporting.actions.preparing import prepare_report
from palermo.reporting.changes import rules as change_rules
from palermo.reporting.document_types import OfferedType
from palermo.reporting.models import DocumentType, Report
from palermo.reporting.queries import document_types_visible_to, reports_visible_to
from palermo.reporting.web.document_type_forms import CopyForm, EmptyForm, SettingsForm
from palermo.reporting.web.forms import AdvanceForm, ChangeReasonForm, PrepareForm
from palermo.site.action_pages import ActionPage, allow_undo, as_edit, register_actions

_Check = Callable[[Actor, Report], None]
_Act = Callable[..., Report]


def _prepare(record: None, *, report: Report, by: Actor) -> Report:
    """Prepare a report; its slug is made of its kind and its cut-off date."""
    report.slug = free_slug(Report, MultilingualText(), f"{report.blueprint}-{report.cutoff_on.isoformat()}")
    return prepare_report(report, by=by)


def _copy(record: None, *, of: OfferedType, title: MultilingualText, by: Actor) -> DocumentType:
    """Copy a document type, which is no record where it is shipped."""
    return copy_document_type(of, title=title, by=by)


register_actions(
    ActionPage(
        name="prepare-report",
        label=_("Prepare a report"),
        success_message=_("Report prepared. It changes with the record until it is issued."),
        model=Report,
        records=None,
        list_page="report_list",
        form=PrepareForm,
        check=lambda user, record: rules.check_can_prepare(user),
        perform=_prepare,
    ),
    ActionPage(
        name="take-outline",
        label=_("Use the changed document type"),
        success_message=_("The report follows its document type as it is now. Texts that you edited are kept."),
        model=Report,
        records=reports_visible_to,
        form=EmptyForm,
        check=rules.check_can_take_outline,
        perform=take_outline,
    ),
    ActionPage(
        name="copy-document-type",
        label=_("Copy a document type"),
        success_message=_("Document type copied. It is a draft: change it, then activate it."),
        model=DocumentType,
        records=None,
        list_page="document_types",
        form=CopyForm,
        check=lambda user, record: rules.check_can_change_document_types(user),
        perform=_copy,
    ),
    ActionPage(
        name="activate-document-type",
        label=_("Activate"),
        success_message=_("Document type activated. New reports can be prepared with it."),
        model=DocumentType,
        records=document_types_visible_to,
        form=EmptyForm,
        check=rules.check_can_activate,
        perform=activate_document_type,
    ),
    ActionPage(
        name="retire-document-type",
        label=_("Retire"),
        success_message=_("Document type retired. Reports in preparation keep it."),
        model=DocumentType,
        records=document_types_visible_to,
        form=EmptyForm,
        check=rules.check_can_retire,
        perform=retire_document_type,
    ),
    ActionPage(
        name="delete-document-type",
        label=_("Delete"),
        success_message=_("Document type deleted. Its history is kept."),
        model=DocumentType,
        records=document_types_visible_to,
        form=EmptyForm,
        check=rules.check_can_delete_document_type,
        perform=delete_document_type,
    ),
    as_edit(
        ActionPage(
            name="change-document-type",
            label=_("Edit name and masthead"),
            success_message=_("Document type saved."),
            model=DocumentType,
            records=document_types_visible_to,
            form=SettingsForm,
            check=rules.check_can_change_document_type,
            perform=change_document_type,
        )
    ),
)
allow_undo(
    "copy-document-type",
    "change-document-type",
    "activate-document-type",
    "retire-document-type",
    "delete-document-type",
)


def _reissue(report: Report, *, reason: str, by: Actor) -> Report:
    return changing_issued.reissue_report(report, on=clock.today(), reason=reason, by=by)


def _change_page(name: str, label: Promise, success_message: Promise, check: _Check, perform: _Act) -> ActionPage:
    return ActionPage(
        name=name,
        label=label,
        success_message=success_message,
        model=Report,
        records=reports_visible_to,
        form=ChangeReasonForm,
        check=check,
        perform=perform,
        # Whoever opens an issued report comes to read it.
        is_change=True,
    )


def _issue_in_advance(report: Report, *, languages: list[str], by: Actor) -> Report:
    return changing_issued.issue_in_advance(report, on=clock.today(), languages=languages, by=by)


register_actions(
    ActionPage(
        name="issue-in-advance",
        label=_("Issue advance unedited version"),
        success_message=_("Advance unedited version issued. The report stays in preparation."),
        model=Report,
        records=reports_visible_to,
        form=AdvanceForm,
        check=change_rules.check_can_issue_in_advance,
        perform=_issue_in_advance,
    ),
    _change_page(
        "begin-corrigendum",
        _("Begin a corrigendum"),
        _("Corrigendum begun. Add its corrections."),
        change_rules.check_can_begin_change,
        changing_issued.begin_corrigendum,
    ),
    _change_page(
        "begin-addendum",
        _("Begin an addendum"),
        _("Addendum begun. Add its sections."),
        change_rules.check_can_add_to,
        changing_issued.begin_addendum,
    ),
    _change_page(
        "begin-revision",
        _("Begin a revision"),
        _("Revision begun with the text that officers wrote."),
        change_rules.check_can_add_to,
        changing_issued.begin_revision,
    ),
    _change_page(
        "reissue-report",
        _("Reissue for technical reasons"),
        _("Report reissued for technical reasons."),
        change_rules.check_can_reissue,
        _reissue,
    ),
)
