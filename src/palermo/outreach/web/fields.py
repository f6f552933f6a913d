"""Form fields for records of which there are too many for a list of choices: typed, or found by their words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.events.models import Recommendation

# A browser shows those that match what is typed: so many are sent to it.
OFFERED = 200


class RecordInput(forms.TextInput):
    """The identifier of a record: typed, or chosen from those offered by their words."""

    template_name = "outreach/widgets/record.html"

    def __init__(self) -> None:
        self.offered: Callable[[], list[tuple[str, str]]] = list
        super().__init__({"dir": "auto", "autocomplete": "off"})

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        list_id = f"{(attrs or {}).get('id', name)}_records"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        return {**context, "records": self.offered()}


class RecordField[Record: Model](forms.CharField):
    """One record by its identifier, the address of its page or its title in any language: of many, for a list of all.

    The form sets `queryset`, the records of which its reader may name one; of a `model`, those shown to the reader.
    `key` is the field with the identifier, `title` what gives the title in six languages.
    """

    widget: RecordInput

    def __init__(
        self, model: type[Model] | None = None, *, key: str = "slug", title: str = "title", **kwargs: Any
    ) -> None:
        # A form offers records of this model to its reader by itself.
        self.model = model
        self.key, self.title = key, title
        self.queryset: QuerySet[Record] | None = None
        super().__init__(required=False, widget=RecordInput(), **kwargs)
        self.widget.offered = self._offered

    def __deepcopy__(self, memo: dict[int, object]) -> "RecordField[Record]":
        copied: RecordField[Record] = super().__deepcopy__(memo)
        copied.widget.offered = copied._offered
        return copied

    def _offered(self) -> list[tuple[str, str]]:
        rows = [] if self.queryset is None else self.queryset[:OFFERED]
        return [(str(getattr(each, self.key)), plain(getattr(each, self.title))) for each in rows]

    def prepare_value(self, value: object) -> object:
        return getattr(value, self.key) if isinstance(value, Model) else value

    def clean(self, value: str | None) -> Record | None:
        written = super().clean(value)
        if not written or self.queryset is None:
            return None
        identifiers = {written, written.partition("#")[0].rstrip("/").rpartition("/")[2]}
        if found := self.queryset.filter(**{f"{self.key}__in": sorted(identifiers)}).first():
            return found
        titled = [each for each in self.queryset if self._is_title(each, written)]
        if len(titled) > 1:
            keys = format_list(sorted(str(getattr(each, self.key)) for each in titled), active_language().code)
            raise ValidationError(
                _("Several records have this title. Enter one of the identifiers %(identifiers)s."),
                params={"identifiers": keys},
            )
        if not titled:
            raise ValidationError(
                _("No record has the title or identifier “%(written)s”."), params={"written": written}
            )
        return titled[0]

    def _is_title(self, record: Record, written: str) -> bool:
        text = getattr(record, self.title)
        return written.casefold() in {words.casefold() for words in (*text.values(), plain(text))}


def recommendation_key(item: Recommendation) -> str:
    """What forms and tables call a recommendation: the identifier of its outcome and its number."""
    return f"{item.outcome.slug} {item.number}"


class RecommendationsField(forms.CharField):
    """Recommendations, one a line, each by the identifier of its outcome and its number."""

    default_error_messages = {
        "unknown": gettext_lazy(
            "Enter the identifier of an outcome and the number of a recommendation, such as “declaration 3”; "
            "found “%(written)s”."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        self.queryset = Recommendation.objects.none()
        super().__init__(widget=forms.Textarea({"rows": 3, "dir": "ltr"}), required=False, **kwargs)

    def prepare_value(self, value: object) -> object:
        return value if isinstance(value, str) or value is None else "\n".join(map(recommendation_key, value))  # type: ignore[call-overload]  # a list of records

    def clean(self, value: object) -> list[Recommendation]:
        return find_recommendations(self.queryset, super().clean(value).splitlines())


def find_recommendations(among: QuerySet[Recommendation], written: list[str]) -> list[Recommendation]:
    """The recommendations that lines name, each once.

    Raises
    ------
    ValidationError
        With the first line that names none.
    """
    found: dict[int, Recommendation] = {}
    for line in filter(None, map(str.strip, written)):
        slug, _space, number = line.rpartition(" ")
        item = None
        if slug and number.isdecimal() and len(number) < 6:
            item = among.filter(outcome__slug=slug.strip(), number=int(number)).select_related("outcome").first()
        if item is None:
            raise ValidationError(
                RecommendationsField.default_error_messages["unknown"], code="unknown", params={"written": line}
            )
        found[item.pk] = item
    return list(found.values())


class RecommendationSearch(forms.CharField):
    """One recommendation, found by its words among those offered."""

    widget: RecordInput

    def __init__(self, **kwargs: Any) -> None:
        self.queryset = Recommendation.objects.none()
        super().__init__(required=False, widget=RecordInput(), **kwargs)
        self.widget.offered = self._offered

    def __deepcopy__(self, memo: dict[int, object]) -> "RecommendationSearch":
        copied: RecommendationSearch = super().__deepcopy__(memo)
        copied.widget.offered = copied._offered
        return copied

    def _offered(self) -> list[tuple[str, str]]:
        rows = self.queryset.select_related("outcome")[:OFFERED]
        return [(recommendation_key(each), plain(each.text)[:200]) for each in rows]

    def clean(self, value: str | None) -> list[Recommendation]:
        return find_recommendations(self.queryset, [super().clean(value)])
