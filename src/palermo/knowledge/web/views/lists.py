"""Code lists: the list of lists, a list with its editions, the codes of an edition, and the comparison of two."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from harmonise.lists.labels import label_key

from palermo.accounts.requests import SiteRequest
from palermo.core.dates import PartialDate
from palermo.core.finding import filter_by_words
from palermo.core.languages import BY_CODE, LANGUAGES, Language, active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.dates import format_day, format_period
from palermo.core.text import MultilingualText, plain
from palermo.knowledge.harmonised import name_of_label
from palermo.knowledge.list_comparison import ListComparison, compare_lists, list_codes
from palermo.knowledge.models import Code, CodeList, CodeListEdition
from palermo.knowledge.models.lists import CODES_A_PAGE
from palermo.knowledge.queries.lists import (
    code_lists_visible_to,
    code_mappings_visible_to,
    codes_visible_to,
    list_editions_visible_to,
)
from palermo.knowledge.rules.lists import check_may_export
from palermo.knowledge.web.list_files import FORMATS, SDMX, codes_file, is_sdmx
from palermo.site.listing import search_words

LISTS_A_PAGE = 100
DEEPEST = 6


class ListedList(NamedTuple):
    """A code list with the edition that is shown of it: the newest published one, else its draft; None without any."""

    code_list: CodeList
    edition: CodeListEdition | None


class ListGroup(NamedTuple):
    """Code lists of one maintainer; of our own, `origin` is empty."""

    origin: MultilingualText
    lists: list[ListedList]


@login_not_required
@require_safe
def code_list_list(request: SiteRequest) -> HttpResponse:
    """Code lists by their maintainers, our own first, then those with most lists."""
    words = search_words(request)
    found = filter_by_words(
        code_lists_visible_to(request.viewer), words, texts=("title", "summary", "origin"), plain=("slug",)
    )
    editions: dict[int, CodeListEdition] = {}
    counted = list_editions_visible_to(request.viewer).annotate(number_of_codes=Count("codes"))
    # Published ones come last and so are kept, the newest of them last of all.
    for edition in sorted(counted, key=lambda each: (not each.is_draft, each.number)):
        editions[edition.code_list_id] = edition
    page = Paginator(_in_order(found), LISTS_A_PAGE).get_page(request.GET.get("page"))
    groups: dict[MultilingualText, list[ListedList]] = {}
    for each in page.object_list:
        groups.setdefault(each.origin, []).append(ListedList(each, editions.get(each.pk)))
    context = {"page": page, "groups": [ListGroup(*group) for group in groups.items()], "find": words}
    return render(request, "knowledge/lists/list.html", context)


def _in_order(lists: Iterable[CodeList]) -> list[CodeList]:
    named = list(sort_for_reader(list(lists), lambda each: plain(each.title)))
    sizes = Counter(each.origin for each in named)
    return sorted(named, key=lambda each: (bool(each.origin), -sizes[each.origin], plain(each.origin)))


@login_not_required
@require_safe
def code_list_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One code list with its editions and the mappings from and to it."""
    code_list = get_object_or_404(code_lists_visible_to(request.viewer), slug=slug)
    editions = list(
        list_editions_visible_to(request.viewer)
        .filter(code_list=code_list)
        .annotate(number_of_codes=Count("codes"))
        .order_by("-number")
    )
    mappings = list(
        code_mappings_visible_to(request.viewer)
        .filter(Q(source__code_list=code_list) | Q(target__code_list=code_list))
        .order_by("source__code_list__slug", "target__code_list__slug", "number")
    )
    context = {
        "code_list": code_list,
        "editions": editions,
        "newest": next((each for each in editions if not each.is_draft), editions[0] if editions else None),
        "compared": editions[:2] if len(editions) > 1 else [],
        "mappings_from": [each for each in mappings if each.source.code_list_id == code_list.pk],
        "mappings_to": [each for each in mappings if each.target.code_list_id == code_list.pk],
    }
    return render(request, "knowledge/lists/detail.html", context)


class ShownLabel(NamedTuple):
    """A further label of a code: its language where it has one, and when it was in use, in words."""

    words: str
    days: str
    language: Language | None


class CodeLine(NamedTuple):
    """A code as the table shows it: how deep it stands, when it is valid, its names in other languages, former names in
    the reader's language, other labels.
    """

    code: Code
    depth: int
    validity: str
    others: list[tuple[Language, str]]
    former: list[ShownLabel]
    labels: list[ShownLabel]


@login_not_required
@require_safe
def code_list_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """The codes of one edition, as a tree; narrowed to those with some words, also in other languages."""
    editions = list_editions_visible_to(request.viewer)
    edition = get_object_or_404(editions, code_list__slug=slug, number=number)
    codes = codes_visible_to(request.viewer).filter(edition=edition).order_by("position")
    words = search_words(request)
    tree = list(codes.values_list("pk", "parent", "code"))
    depths = _depths((pk, parent) for pk, parent, _code in tree)
    chosen = [each.pk for each in codes if _has_words(each, words)] if words else [pk for pk, _parent, _code in tree]
    page = Paginator(chosen, CODES_A_PAGE).get_page(request.GET.get("page"))
    shown = codes.filter(pk__in=page.object_list)
    mappings = code_mappings_visible_to(request.viewer)
    context = {
        "edition": edition,
        "code_list": edition.code_list,
        "page": page,
        "lines": [_line(code, depths[code.pk]) for code in shown],
        **_columns(codes),
        "number_of_codes": len(tree),
        "find": words,
        "mappings_from": mappings.filter(source=edition).order_by("target__code_list__slug", "number"),
        "mappings_to": mappings.filter(target=edition).order_by("source__code_list__slug", "number"),
        "others": editions.filter(code_list=edition.code_list).exclude(pk=edition.pk).order_by("number"),
        "formats": [*FORMATS.items(), *([(SDMX, "SDMX-JSON")] if is_sdmx(code for *_pks, code in tree) else [])],
    }
    return render(request, "knowledge/lists/edition.html", context)


def _columns(codes: QuerySet[Code]) -> dict[str, bool]:
    """Which columns the table has: those in which some code of the whole edition has something."""
    dated = Q(valid_from__isnull=False) | Q(valid_to__isnull=False)
    labels = codes.order_by().exclude(labels=[]).values_list("labels", flat=True)
    here = active_language().code
    return {
        "has_validity": codes.order_by().filter(dated).exists(),
        "has_former": any(_is_former(each, here) for listed in labels for each in listed),
    }


def _is_former(label: Mapping[str, str], language: str) -> bool:
    has_days = label.get("valid_from") or label.get("valid_to")
    return bool(has_days) and label.get("language") == language


def _depths(pairs: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    parents = dict(pairs)
    depths: dict[int, int] = {}
    for pk in parents:
        above = []
        at: int | None = pk
        while at is not None and at not in depths:
            above.append(at)
            at = parents.get(at)
        depth = depths[at] if at is not None else -1
        for each in reversed(above):
            depth += 1
            depths[each] = depth
    return depths


def _has_words(code: Code, words: str) -> bool:
    texts = [code.code, *code.names.values(), *(label["label"] for label in code.labels)]
    keys = " \n".join(map(label_key, texts))
    return all(label_key(word) in keys for word in words.split())


def _line(code: Code, depth: int) -> CodeLine:
    here = active_language()
    names = map(name_of_label, code.labels)
    labels = [
        ShownLabel(name.label, _days(name.valid_from, name.valid_to), BY_CODE[name.language] if name.language else None)
        for name in names
    ]
    former = [label for label in labels if label.days and label.language == here]
    return CodeLine(
        code,
        min(depth, DEEPEST),
        _days(code.valid_from, code.valid_to),
        [
            (language, code.names[language.code])
            for language in LANGUAGES
            if language != here and language.code in code.names
        ],
        former,
        [label for label in labels if label not in former],
    )


def _days(first: date | None, end: date | None) -> str:
    """From a day until the day before the end, in words; empty where neither is known."""
    here = active_language().code
    last = end - timedelta(days=1) if end else None
    if first and last:
        return format_period(first, last, here)
    if first:
        return format_day(PartialDate(first), here, "since")
    return format_day(PartialDate(last), here, "until") if last else ""


@login_not_required
@require_safe
def code_list_file(request: SiteRequest, slug: str, number: int, form: str) -> HttpResponseBase:
    """The codes of an edition as a file; refused where the edition says why it cannot be exported."""
    edition = get_object_or_404(list_editions_visible_to(request.viewer), code_list__slug=slug, number=number)
    check_may_export(edition)
    codes = codes_visible_to(request.viewer).filter(edition=edition).order_by("position")
    return codes_file(edition, codes, form)


@login_not_required
@require_safe
def code_list_comparison(request: SiteRequest, slug: str) -> HttpResponse:
    """What differs between two editions of a list: `from` and `to` are their numbers, by default the last two."""
    code_list = get_object_or_404(code_lists_visible_to(request.viewer), slug=slug)
    editions = list(list_editions_visible_to(request.viewer).filter(code_list=code_list).order_by("number"))
    usual = dict(zip(("from", "to"), editions[-2:], strict=False)) if len(editions) > 1 else {}
    by_number = {str(each.number): each for each in editions}
    before, after = (by_number.get(request.GET.get(name, ""), usual.get(name)) for name in ("from", "to"))
    if before is not None and after is not None and before.number > after.number:
        before, after = after, before
    context: dict[str, object] = {"code_list": code_list, "editions": editions, "before": before, "after": after}
    if before is not None and after is not None:
        context["compared"] = _compare(before, after)
    return render(request, "knowledge/lists/comparison.html", context)


def _compare(before: CodeListEdition, after: CodeListEdition) -> ListComparison:
    return compare_lists(*(list_codes(each.codes.order_by("position")) for each in (before, after)))
