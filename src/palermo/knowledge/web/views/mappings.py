"""Mappings between code lists: their rows, and what becomes of labels that a reader enters."""

from typing import NamedTuple

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Value, When
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from harmonise.lists import MappedColumn, Mapping

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import active_language
from palermo.knowledge.harmonised import harmonised_mapping
from palermo.knowledge.models import CodeMapping
from palermo.knowledge.queries.lists import code_mappings_visible_to, mapping_rows_visible_to
from palermo.knowledge.rules.lists import check_may_export
from palermo.knowledge.states.lists import MappingRelation
from palermo.knowledge.web.list_files import FORMATS, mapping_file
from palermo.site.listing import filter_value

ROWS_A_PAGE = 200
MOST_LABELS = 500
LONGEST_LABEL = 200
RELATIONS = list(MappingRelation.values)


class LabelsForm(forms.Form):
    """Labels as they stand in a file, one a line."""

    labels = forms.CharField(
        label=gettext_lazy("Labels, one a line"),
        error_messages={"required": gettext_lazy("Enter at least one label.")},
        strip=False,
        max_length=MOST_LABELS * LONGEST_LABEL,
        widget=forms.Textarea({"rows": 6, "dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy("At most 500 labels. They are not kept."),
    )

    def clean_labels(self) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data["labels"]).splitlines() if line.strip()]
        if not lines:
            raise ValidationError(_("Enter at least one label."))
        if len(lines) > MOST_LABELS:
            raise ValidationError(
                _("Expected at most %(most)d labels, found %(found)d.") % {"most": MOST_LABELS, "found": len(lines)}
            )
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_LABEL:
                raise ValidationError(
                    _("Line %(line)d: expected a label of at most %(most)d characters, found %(found)d.")
                    % {"line": number, "most": LONGEST_LABEL, "found": len(line)}
                )
        return lines


class TranslatedLabel(NamedTuple):
    """What became of a label: codes of the source that it means, codes of the target with their names, and what is not
    in the list.
    """

    label: str
    sources: tuple[str, ...]
    targets: list[tuple[str, str]]
    unmapped: tuple[str, ...]


@csrf_exempt  # It changes nothing, and so needs no cookie.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def code_mapping(
    request: SiteRequest, source: str, source_number: int, target: str, target_number: int, number: int
) -> HttpResponse:
    """One mapping with its rows, by what one code is to the other; labels that are sent are translated."""
    mapping = _mapping_or_404(request, source, source_number, target, target_number, number)
    counts = dict(mapping.rows.order_by().values_list("relation").annotate(Count("pk")))
    relation = filter_value(request, "relation", RELATIONS)
    places = [When(relation=each, then=Value(place)) for place, each in enumerate(RELATIONS)]
    rows = mapping_rows_visible_to(request.viewer).filter(mapping=mapping)
    rows = rows.alias(place=Case(*places, output_field=IntegerField())).order_by("place", "position")
    form = LabelsForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {
        "mapping": mapping,
        "page": Paginator(rows.filter(relation=relation) if relation else rows, ROWS_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "counts": [(label, counts[value]) for value, label in MappingRelation.choices if value in counts],
        "relation": relation,
        "relations": [(value, label) for value, label in MappingRelation.choices if value in counts],
        "form": form,
        "formats": FORMATS,
    }
    if form.is_bound and form.is_valid():
        translated = harmonised_mapping(mapping)
        column = translated.apply(form.cleaned_data["labels"])
        context |= {
            "translated": _translated(translated, column),
            "sentences": column.report.sentences(active_language().code),
        }
    return render(request, "knowledge/mappings/detail.html", context, status=422 if form.errors else 200)


def _translated(mapping: Mapping, column: MappedColumn) -> list[TranslatedLabel]:
    return [
        TranslatedLabel(
            cell.label,
            cell.sources,
            [(code, mapping.target.code(code).names[active_language().code]) for code in cell.targets],
            cell.unmapped,
        )
        for cell in dict.fromkeys(column.cells)
        if cell
    ]


def _mapping_or_404(
    request: SiteRequest, source: str, source_number: int, target: str, target_number: int, number: int
) -> CodeMapping:
    return get_object_or_404(
        code_mappings_visible_to(request.viewer),
        source__code_list__slug=source,
        source__number=source_number,
        target__code_list__slug=target,
        target__number=target_number,
        number=number,
    )


@login_not_required
@require_safe
def code_mapping_file(
    request: SiteRequest, source: str, source_number: int, target: str, target_number: int, number: int, form: str
) -> HttpResponseBase:
    """The rows of a mapping as a file."""
    mapping = _mapping_or_404(request, source, source_number, target, target_number, number)
    check_may_export(mapping.target)
    rows = mapping_rows_visible_to(request.viewer).filter(mapping=mapping).order_by("position")
    return mapping_file(mapping, rows, form)
