"""What a list needs: filters as words, and its pages. The list of all tags is in record.py."""

from collections.abc import Iterable

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import gettext as _

from palermo.core.forms import DayInput
from palermo.site import listing
from palermo.site.unknown_choices import unknown_choices, unknown_sentence

register = template.Library()


@register.inclusion_tag("site/parts/choose.html", takes_context=True)
def choose(
    context: Context,
    name: str,
    choices: Iterable[object],
    chosen: object = "",
    label: object = "",
    unchosen: object = "",
) -> dict[str, object]:
    """A filter as words: a link for each value; a choice is (value, label) or a plain value.

    `unchosen` says what a list is where nothing is chosen: "all" if nothing else.
    """
    pairs = [choice if isinstance(choice, tuple | list) else (choice, choice) for choice in choices]
    rows = [
        {"label": words, "is_here": str(value) == str(chosen), "address": _with(context["request"], name, str(value))}
        for value, words in pairs
    ]
    request = context["request"]
    everything = _with(request, name, "")
    asked = request.GET.get(name, "").strip()
    return {
        "name": name,
        # What is asked for and not followed is an error, whoever read it from the address.
        "error": unknown_sentence(asked) if asked and not chosen else "",
        "label": label,
        "rows": rows,
        "everything": everything,
        "is_everything": not chosen,
        "unchosen": unchosen or _("all"),
    }


@register.inclusion_tag("site/parts/search_box.html", takes_context=True)
def search_box(
    context: Context, label: object, hidden: Iterable[tuple[str, object]] = (), at: str = "", **more: object
) -> dict[str, object]:
    """The field by which the rows of a list are searched; what was typed stays in it.

    `hidden` and `more` are the filters that a search keeps, by their names in the address: those without a value are
    left out. `at` is the id of the list where the page has more than that.
    """
    kept = [(name, value) for name, value in (*hidden, *more.items()) if value]
    return {"label": label, "find": context.get("find", ""), "hidden": kept, "at": at}


@register.inclusion_tag("site/parts/choice_error.html", takes_context=True)
def choice_error(context: Context, name: str) -> dict[str, object]:
    """At a field with a list of choices: that the list does not have what the address asks for."""
    found = (each.sentence for each in unknown_choices(context["request"]) if each.name == name)
    return {"name": name, "error": next(found, "")}


@register.inclusion_tag("site/parts/choice_errors.html", takes_context=True)
def choice_errors(context: Context) -> dict[str, object]:
    """Above the content of a page: every filter that the address gives a value that its list does not have."""
    request = context.get("request")
    return {"errors": unknown_choices(request) if request else []}


@register.inclusion_tag("site/parts/date_filter.html", takes_context=True)
def date_filter(context: Context, name: str, label: object, shown: object = None) -> dict[str, object]:
    """A filter by a date, typed as dates are everywhere; `shown` is the day of the page, which may be another one than
    is asked for.

    What cannot be read stays in the field, with a sentence.
    """
    written = context["request"].GET.get(name, "").strip()
    asked = listing.date_filter(written)
    is_wrong = bool(written) and asked is None
    is_shown = shown is None or (asked is not None and asked.value == shown)
    value = written if is_wrong or is_shown else str(shown)
    attrs = {"id": name, "maxlength": "60"}
    if is_wrong:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{name}_error"}
    widget = DayInput()
    field = {"input": widget.render(name, value, attrs), "media": widget.media}
    return {"name": name, "label": label, "value": value, "is_wrong": is_wrong, **field}


@register.inclusion_tag("site/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page) -> dict[str, object]:
    """Links to the other pages of a list, keeping its filters; nothing when there is one page only."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    rows = [
        {"number": number, "address": _with(context["request"], "page", str(number)) if isinstance(number, int) else ""}
        for number in numbers
    ]
    address = {by: _with(context["request"], "page", str(page.number + by)) for by in (-1, 1)}
    return {"page": page, "rows": rows, "previous": address[-1], "next": address[1]}


@register.inclusion_tag("site/parts/left_out.html")
def left_out(rows: object, address: str = "") -> dict[str, object]:
    """How many more rows there are than a page shows of them, and the way to all; nothing when these are all."""
    return {"more": getattr(rows, "more", 0), "address": address}


def _with(request: HttpRequest, name: str, value: str) -> str:
    """The address of this list with one thing changed; a changed filter starts from the first page."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}" if query else request.path
