"""The choice of a State in a form: those there were on the day concerned, under the names they bore then."""

from collections.abc import Iterable, Iterator
from datetime import date

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue

from palermo.accounts.models import State
from palermo.accounts.queries import states_there_on
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.collation import sort_for_reader


class InReadersOrder(ModelChoiceIterator):
    """Choices in the order in which a reader of the language looks for them."""

    def __iter__(self) -> Iterator[tuple[ModelChoiceIteratorValue | str, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from sort_for_reader([self.choice(each) for each in self.queryset], lambda choice: choice[1])


class StateChoiceField(forms.ModelChoiceField):
    """A State, by the name under which lists had it on `day`, in the reader's language where there is one.

    `day` is today unless `offer_states` sets another.
    """

    iterator = InReadersOrder
    day: date | None = None

    def label_from_instance(self, obj: State) -> str:
        shown = obj.list_name_on(self.day or clock.today()).shown_in(active_language().code)
        return shown.words if shown else obj.slug


class StatesChoiceField(StateChoiceField, forms.ModelMultipleChoiceField):
    """States, under the names by which lists have them."""

    widget = forms.SelectMultiple


def offer_states(field: forms.Field, day: date | None = None, *, also: Iterable[int | None] = ()) -> None:
    """Offer the States there were on a day; `also` are the keys of those that the record names already.

    What lies ahead is not known: of a day to come, it is today that counts.
    """
    assert isinstance(field, StateChoiceField)
    field.day = min(day or clock.today(), clock.today())
    named = State.objects.filter(pk__in=[key for key in also if key])
    states = states_there_on(field.day)
    field.queryset = State.objects.filter(
        Q(pk__in=states.values("pk")) | Q(pk__in=named.values("pk"))
    ).prefetch_related("former_names")
