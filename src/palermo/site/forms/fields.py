"""What several forms ask, and the form of every act."""

from collections.abc import Mapping
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.forms import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import Organisation, Place
from palermo.accounts.state_choices import InReadersOrder
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.forms import DayFormField, MultilingualFormField
from palermo.core.kinds import records_shown_to
from palermo.core.languages import CODES, LANGUAGES, active_language
from palermo.core.records import name_of
from palermo.site.forms.draft_values import typed_values

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

CHOOSE = _("Choose one")
# How many days a draft is kept that names persons.
DAYS_WITH_PERSONS = 7


class RecordChoiceField(forms.ModelChoiceField):
    """A record, under the name by which the site links to it; of a `model`, one of those shown to the reader."""

    model: type[Model] | None = None

    def label_from_instance(self, obj: Model) -> str:
        return name_of(obj)


class OrganisationChoiceField(forms.ModelChoiceField):
    """An organization, by its name in the reader's language where there is one.

    A form offers those that its reader may know of, unless it narrows them further.
    """

    iterator = InReadersOrder
    model: ClassVar[type[Model]] = Organisation

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, **kwargs)

    def label_from_instance(self, obj: Organisation) -> str:
        shown = obj.name.shown_in(active_language().code)
        return shown.words if shown else obj.slug


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Organizations to be ticked, by their names in the reader's language where there is one."""

    iterator = InReadersOrder
    model: ClassVar[type[Model]] = Organisation
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Organisation) -> str:
        shown = obj.name.shown_in(active_language().code)
        return shown.words if shown else obj.slug


class PlaceChoiceField(OrganisationChoiceField):
    """A place, by its name in the reader's language where there is one."""

    model = Place


class LanguagesField(forms.MultipleChoiceField):
    """Languages by their boxes; kept as codes with blanks between them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        choices = [(language.code, language.name) for language in LANGUAGES]
        super().__init__(choices=choices, required=required, **kwargs)

    def prepare_value(self, value: str | list[str] | None) -> list[str] | None:
        return value.split() if isinstance(value, str) else value

    def clean(self, value: list[str] | None) -> str:
        chosen = super().clean(value)
        return " ".join(code for code in CODES if code in chosen)


def day_of_event(record: object) -> date | None:
    """The first day of the event or the meeting to which a record belongs; None where it belongs to none."""
    while record is not None and not hasattr(record, "starts_on"):
        above = (getattr(record, name, None) for name in ("activity", "event", "programme", "registration"))
        record = next((each for each in above if each is not None), None)
    return getattr(record, "starts_on", None)


def day_field(label: "_StrOrPromise") -> DayFormField:
    """A day, today unless another is written."""
    return DayFormField(label=label, initial=clock.today)


# Headings, each with the names of the fields under it.
type Sections = tuple[tuple["_StrOrPromise", tuple[str, ...]], ...]


class FormPart(NamedTuple):
    """Fields of a long form that belong together, under their heading; `anchor` is the id of the heading."""

    heading: "_StrOrPromise"
    anchor: str
    fields: list[BoundField]


def show_only_with(field: forms.Field, choice: str) -> None:
    """Show a field only while this choice is made in its form; browsers that cannot, and readers of all, show it."""
    field.shown_with = choice  # type: ignore[attr-defined]  # read by the template of fields


class ActForm(forms.Form):
    """A form that knows the record acted on and who acts; `action_kwargs` gives what the action is called with.

    `typed` is what a draft holds: the form shows it as it would what was sent, and checks nothing of it. A long form
    names its `sections`, each with its fields, and is shown in these parts.
    """

    sections: ClassVar[Sections] = ()

    # Fields that may be empty only together with others or instead of one: they are not marked as optional.
    needed_with_others: ClassVar[frozenset[str]] = frozenset()
    # How long a draft is kept; 0 for a form of which there are none.
    draft_days: ClassVar[int] = 90
    # The fields whose content no draft keeps, beside files.
    not_in_drafts: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        record: Any = None,
        viewer: Viewer,
        initial: Mapping[str, object] | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        self.record, self.viewer = record, viewer
        super().__init__(data, files, initial=dict(initial or {}))
        if self.sections:
            self.order_fields([name for _heading, names in self.sections for name in names])
        if typed is not None:
            self.data, self.initial = typed, {**self.initial, **typed_values(self, typed)}
        for field in self.fields.values():
            if model := getattr(field, "model", None):
                field.queryset = records_shown_to(viewer, model)  # type: ignore[attr-defined]
        self.prepare()
        if typed is not None:
            # Again: some forms set up the values of their record, and fields that depend on what is typed.
            self.initial.update(typed_values(self, typed))

    def prepare(self) -> None:
        """Set up the fields for the record acted on and for who acts; a form that extends it begins with `super`'s."""

    def grouped_fields(self) -> list[FormPart]:
        """The sections with those of their fields that are asked here; none of a short form."""
        parts = [(heading, [self[name] for name in names if name in self.fields]) for heading, names in self.sections]
        return [
            FormPart(heading, f"part-{number}", fields)
            for number, (heading, fields) in enumerate(filter(itemgetter(1), parts), 1)
        ]

    def add_error(self, field: str | None, error: Any) -> None:
        """Show an error at its field; at the form where the field is not asked of this reader."""
        for name, found in getattr(error, "error_dict", {field: error}).items():
            super().add_error(name if name in self.fields else None, found)

    def action_kwargs(self) -> dict[str, object]:
        """The arguments with which the action is called."""
        return self.cleaned_data

    def doubts(self) -> list[str]:
        """What is possible and contradicts the record, in sentences: to be confirmed before it is saved."""
        return []


class DayForm(ActForm):
    """When it was done."""

    on = day_field(_("Date"))


class ReasonForm(ActForm):
    """When, and why."""

    on = day_field(_("Date"))
    reason = MultilingualFormField(label=_("Reason"))


class ReasonOnlyForm(ActForm):
    """Why."""

    reason = MultilingualFormField(label=_("Reason"))
