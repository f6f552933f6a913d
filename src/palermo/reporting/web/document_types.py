"""Pages on which officers read, preview and change document types."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import BY_CODE, active_language
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.slugs import number_if_taken, slug_of_text
from palermo.core.text import MultilingualText
from palermo.reporting.actions.document_types import change_document_type
from palermo.reporting.context import LIMITS
from palermo.reporting.document_types import (
    OfferedType,
    heading_in_all,
    preview,
    read_copy,
    shipped_types,
    type_named,
)
from palermo.reporting.models import DocumentType
from palermo.reporting.outline import outlines
from palermo.reporting.outline_schema import Outline, OutlineParagraph
from palermo.reporting.paragraph_words import PARAGRAPH_WORDS
from palermo.reporting.queries import document_types_visible_to
from palermo.reporting.realization.catalogue import patterns
from palermo.reporting.renderers.html import render_html
from palermo.reporting.rules import check_can_change_document_type
from palermo.reporting.states import Addressee, Organ
from palermo.reporting.web.document_type_forms import OutlineSectionForm, PreviewForm
from palermo.site.access import secretariat_only


@secretariat_only
def document_types(request: SiteRequest) -> HttpResponse:
    """The document types shipped, and the copies that officers changed."""
    copies = document_types_visible_to(request.viewer)
    context = {"shipped": list(shipped_types()), "copies": list(copies)}
    return render(request, "reporting/document_types/list.html", context)


@secretariat_only
def document_type(request: SiteRequest, slug: str) -> HttpResponse:
    """A document type: its settings, its sections, and what each takes from the record."""
    offered, fault = _opened(slug)
    form = PreviewForm(initial={"language": active_language().code})
    context = {
        "offered": offered,
        "copy": offered.copy,
        "fault": fault,
        "form": form,
        "sections": [] if fault else _section_rows(offered.outline),
        "settings": _settings(offered.outline),
        "may_change": _may_change(request, offered),
    }
    return render(request, "reporting/document_types/detail.html", context)


@secretariat_only
def document_type_preview(request: SiteRequest, slug: str) -> HttpResponse:
    """What a document type gives of the record at a cut-off date, in a language."""
    offered, fault = _opened(slug)
    form = PreviewForm(request.GET or None, initial={"language": active_language().code})
    article, count, version = "", 0, None
    if form.is_valid() and not fault:
        version = BY_CODE[form.cleaned_data["language"]]
        try:
            spoken = preview(offered.outline, form.cleaned_data["cutoff"], version.code)
            article, count = render_html(spoken), len(spoken.problems)
        except Refused as refusal:
            fault = str(refusal)
    context = {
        "offered": offered,
        "fault": fault,
        "form": form,
        "article": article,
        "problem_count": count,
        "version": version,
    }
    return render(request, "reporting/document_types/preview.html", context)


@secretariat_only
def add_outline_section(request: SiteRequest, slug: str) -> HttpResponse:
    """Add a section at the end of a copy."""
    copy = _copy(request, slug)
    form = OutlineSectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = read_copy(copy).content
        keys = [each["key"] for each in content["sections"]]
        key = number_if_taken(slug_of_text(form.cleaned_data["title"], "section"), keys)
        section = {"key": key, "title": dict(form.cleaned_data["title"]), "paragraphs": form.content}
        if _save(request, form, copy, {**content, "sections": [*content["sections"], section]}):
            messages.success(request, _("Section added."))
            return redirect("document_type", slug)
    return render(request, "reporting/document_types/section.html", {"copy": copy, "form": form})


@secretariat_only
def change_outline_section(request: SiteRequest, slug: str, key: str) -> HttpResponse:
    """Change a section of a copy, move it or take it out."""
    copy = _copy(request, slug)
    outline = read_copy(copy)
    section = next((each for each in outline.sections if each.key == key), None)
    if section is None:
        raise Http404
    if request.method == "POST" and (act := MOVES.get(request.POST.get("act", ""))):
        sections = act(outline.content["sections"], key)
        if refusal := _refusal(
            lambda: change_document_type(copy, content={**outline.content, "sections": sections}, by=request.user)
        ):
            messages.error(request, refusal)
        else:
            messages.success(request, _("Sections saved."))
        return redirect("document_type", slug)
    heading = heading_in_all(outline, key)
    form = OutlineSectionForm(request.POST or None, initial={"title": heading}, paragraphs=tuple(section.paragraphs))
    if request.method == "POST" and form.is_valid():
        changed = {"key": key, "title": _title(section.title, heading, form), "paragraphs": form.content}
        sections = [changed if each["key"] == key else each for each in outline.content["sections"]]
        if _save(request, form, copy, {**outline.content, "sections": sections}):
            messages.success(request, _("Section saved."))
            return redirect("document_type", slug)
    return render(request, "reporting/document_types/section.html", {"copy": copy, "form": form, "key": key})


def _title(given: str | dict[str, str], heading: MultilingualText, form: OutlineSectionForm) -> str | dict[str, str]:
    """A heading that nobody changed stays a sentence of the catalogue, with the names of the record."""
    written: MultilingualText = form.cleaned_data["title"]
    return given if isinstance(given, str) and written == heading else dict(written)


def _move_section(sections: list[dict[str, Any]], key: str, by: int) -> list[dict[str, Any]]:
    at = next(place for place, each in enumerate(sections) if each["key"] == key)
    to = max(0, min(len(sections) - 1, at + by))
    rest = [each for each in sections if each["key"] != key]
    return [*rest[:to], sections[at], *rest[to:]]


MOVES: dict[str, Callable[[list[dict[str, Any]], str], list[dict[str, Any]]]] = {
    "up": lambda sections, key: _move_section(sections, key, -1),
    "down": lambda sections, key: _move_section(sections, key, 1),
    "remove": lambda sections, key: [each for each in sections if each["key"] != key],
}


def _save(request: SiteRequest, form: OutlineSectionForm, copy: DocumentType, content: dict[str, Any]) -> bool:
    refusal = _refusal(lambda: change_document_type(copy, content=content, by=request.user))
    if refusal:
        form.add_error(None, refusal)
    return not refusal


def _refusal(act: Callable[[], object]) -> str:
    """Why an act was refused; empty where it was done."""
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _copy(request: SiteRequest, slug: str) -> DocumentType:
    """The copy, if it can be changed and read."""
    copy = get_object_or_404(document_types_visible_to(request.viewer), slug=slug)
    check_can_change_document_type(request.user, copy)
    return copy


def _opened(slug: str) -> tuple[OfferedType, str]:
    """The document type; where its outline cannot be read, why, with the shipped one in its place."""
    try:
        return type_named(slug), ""
    except Refused as refusal:
        copy = DocumentType.objects.filter(slug=slug).first()
        if copy is None:
            raise Http404 from None
        return OfferedType(slug, copy.display_name(), outlines()[copy.base], copy), str(refusal)


def _may_change(request: SiteRequest, offered: OfferedType) -> bool:
    return offered.copy is not None and can(check_can_change_document_type, request.user, offered.copy)


def _section_rows(outline: Outline) -> list[dict[str, object]]:
    code = active_language().code
    rows: list[dict[str, object]] = []
    for section in outline.sections:
        heading = heading_in_all(outline, section.key)
        paragraphs = [_paragraph_words(each) for each in section.paragraphs]
        rows.append({"key": section.key, "title": heading.get(code, ""), "all": heading, "paragraphs": paragraphs})
    return rows


def _paragraph_words(paragraph: OutlineParagraph) -> dict[str, object]:
    return {
        "words": PARAGRAPH_WORDS[paragraph.type],
        "only": LIMITS[paragraph.type].get(paragraph.only, ""),
        "emphasis": paragraph.emphasis,
    }


def _settings(outline: Outline) -> dict[str, object]:
    return {
        "addressee": Addressee(outline.addressee).label,
        "organ": Organ(outline.organ).label,
        "subtitle": patterns(active_language().code)[outline.subtitle],
        "audience": outline.audience,
        "word_limit": outline.word_limit,
        "has_agenda_item": outline.has_agenda_item,
        "has_contents": outline.has_contents,
        "version": outline.version,
    }
