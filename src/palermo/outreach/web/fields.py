"""Form fields for recommendations."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from palermo.core.text import plain
from palermo.events.models import Recommendation
from palermo.site.forms.records import OFFERED, RecordInput


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

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        self.queryset = Recommendation.objects.none()
        super().__init__(widget=forms.Textarea({"rows": 3, "dir": "ltr"}), required=required, **kwargs)

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

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        self.queryset = Recommendation.objects.none()
        super().__init__(required=required, widget=RecordInput(), **kwargs)
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
