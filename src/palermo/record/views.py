"""The secretariat brings in a table: choose it, match its columns and see what would change, import."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from palermo.accounts.requests import SiteRequest
from palermo.record import uploads
from palermo.record.changes import ImportReport
from palermo.record.forms import ColumnsForm, TableForm, TemplateForm
from palermo.record.tabular.exporting import sheets_of
from palermo.record.tabular.importing import Table, import_table, read_table
from palermo.record.tabular.targets import TARGETS
from palermo.record.tabular.writing import workbook_file
from palermo.record.uploads import Upload
from palermo.reporting.actions.issuing import index_reports
from palermo.site.access import secretariat_only
from palermo.site.tables.sheets import TableRefused

# A page is for reading; of the rest it says how many there are.
MOST_SHOWN = 200
TREATIES = "treaties"
GONE = gettext_lazy("The uploaded table has expired. Upload it again.")


@secretariat_only
@require_http_methods(["GET", "POST"])
def table_import(request: SiteRequest) -> HttpResponse:
    """Each of the three steps."""
    if request.method == "GET":
        return _page(request, {"form": TableForm(initial=request.GET.dict())})
    if "table_word" in request.POST:
        return _import_matched(request, uploads.find(request.POST["table_word"], request.user, str(GONE)))
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {"form": form})
    upload = form.cleaned_data["table"]
    stored = uploads.keep(upload.read(), upload.name, form.cleaned_data["kind"], request.user)
    try:
        return _preview_page(request, stored, read_table(stored.content, stored.name, stored.kind))
    except TableRefused as refused:
        return _page(request, {"form": form}, refused.sentences)


@secretariat_only
@require_safe
def table_template(request: SiteRequest) -> HttpResponse:
    """The columns of a kind as a workbook, with the records there are where these are no persons' but of treaties."""
    form = TemplateForm(request.GET)
    if not form.is_valid():
        raise Http404
    target = TARGETS[form.cleaned_data["kind"]]
    with_records = target.kind.table.model._meta.app_label == TREATIES
    return workbook_file(sheets_of(target, with_records=with_records), target.name)


def _import_matched(request: SiteRequest, upload: Upload) -> HttpResponse:
    """Import the table with its columns as somebody matched them, or show again what that would change."""
    columns = ColumnsForm(read_table(upload.content, upload.name, upload.kind), request.POST)
    if not columns.is_valid():
        return _page(request, {"upload": upload, "columns": columns})
    table = read_table(upload.content, upload.name, upload.kind, columns.column_choices())
    if "import" not in request.POST:
        return _preview_page(request, upload, table)
    try:
        report = import_table(table, by=request.user)
    except TableRefused:
        return _preview_page(request, upload, table)
    index_reports()
    uploads.forget(upload)
    messages.success(request, _counts_message(report))
    return redirect("table_import")


def _preview_page(request: SiteRequest, upload: Upload, table: Table) -> HttpResponse:
    """What an import would change, or everything that keeps it from being done."""
    context: dict[str, object] = {"upload": upload, "columns": ColumnsForm(table), "notes": table.notes}
    try:
        report = import_table(table, by=request.user, check=True)
    except TableRefused as refused:
        return _page(request, context, refused.sentences)
    context |= {"report": report, "counted": _counts_message(report), "changes": report.records[:MOST_SHOWN]}
    return _page(request, context)


def _counts_message(report: ImportReport) -> str:
    values = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
    if report.check:
        return _("Would be imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % values
    return _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % values


def _page(request: SiteRequest, context: Mapping[str, object], sentences: Sequence[str] = ()) -> HttpResponse:
    more = max(0, len(sentences) - MOST_SHOWN)
    if "upload" not in context:
        context = {**context, "template_form": TemplateForm()}
    context = {**context, "sentences": sentences[:MOST_SHOWN], "more": more}
    return render(request, "record/table_import.html", context, status=422 if sentences else 200)
