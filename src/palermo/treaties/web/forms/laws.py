"""What is written of national law and of reviews."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import MultilingualFormField
from palermo.library.web.fields import DocumentsField
from palermo.site.forms.fields import ActForm, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.treaties.models import LawArticle, Review, Treaty
from palermo.treaties.states.laws import ELEMENT_GROUPS, Element, ReviewStage, SuppliedBy

PARTIAL_DATES = ("since", "until")
# A language tag: two or three letters, and what specifies it.
LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def _element_choices() -> list[tuple[str | Promise, list[tuple[str, str | Promise]]]]:
    return [(group, [(each.value, each.label) for each in elements]) for group, elements in ELEMENT_GROUPS]


class ElementsField(forms.MultipleChoiceField):
    """Elements of a provision, by their groups."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, choices=_element_choices(), **kwargs)

    def clean(self, value: list[str] | None) -> list[Element]:
        return [Element(each) for each in super().clean(value)]


class ProposedLawForm(ActForm):
    """A provision of national law as a mission proposes it: it is shown as what the State says."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Provision"), ("treaty", "title", "citation", "link", "text", "text_language", "since", "until")),
        (gettext_lazy("Content"), ("covered", "not_covered", "penalties", "protection")),
        (gettext_lazy("Source"), ("source", "supplied_on", "checked_on")),
    )

    treaty = form_field(LawArticle, "treaty", RecordChoiceField, to_field_name="slug", queryset=Treaty.objects.all())
    title = form_field(LawArticle, "title")
    citation = form_field(LawArticle, "citation", help_text=gettext_lazy("Code or act, and article or section."))
    link = form_field(LawArticle, "link")
    text = form_field(LawArticle, "text")
    text_language = form_field(
        LawArticle,
        "text_language",
        forms.RegexField,
        regex=LANGUAGE_TAG,
        help_text=gettext_lazy("Its code, for example pt or uk."),
        error_messages={"invalid": gettext_lazy("Enter the code of a language, for example pt or uk.")},
    )
    since = form_field(LawArticle, "since")
    until = form_field(LawArticle, "until", help_text=gettext_lazy("The first day on which it is no longer in force."))
    covered = ElementsField(label=gettext_lazy("Covered"))
    not_covered = ElementsField(
        label=gettext_lazy("Not stated in the article"),
        help_text=gettext_lazy("What is in neither list is shown as not known."),
    )
    penalties = form_field(LawArticle, "penalties")
    protection = form_field(LawArticle, "protection")
    source = form_field(LawArticle, "source")
    supplied_on = form_field(LawArticle, "supplied_on")
    checked_on = form_field(LawArticle, "checked_on", required=True)

    def prepare(self) -> None:
        super().prepare()
        law = self.law()
        if law is None:
            return
        for name in self.fields:
            if name not in ("covered", "not_covered", "treaty"):
                self.initial.setdefault(name, getattr(law, name))
        self.initial.setdefault("treaty", law.treaty.slug)
        elements = {row.element: row.is_covered for row in law.elements.all()}
        self.initial.setdefault("covered", [name for name, is_covered in elements.items() if is_covered])
        self.initial.setdefault("not_covered", [name for name, is_covered in elements.items() if not is_covered])

    def law(self) -> LawArticle | None:
        """The provision that the form shows; None for a new one."""
        return self.record if isinstance(self.record, LawArticle) else None

    def clean_not_covered(self) -> list[Element]:
        not_covered: list[Element] = self.cleaned_data["not_covered"]
        for element in self.cleaned_data.get("covered", []):
            if element in not_covered:
                raise ValidationError(
                    _("“%(element)s” is chosen in both lists. Choose it in one of them."),
                    params={"element": element.label},
                )
        return not_covered

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        elements = dict.fromkeys(values.pop("covered"), True) | dict.fromkeys(values.pop("not_covered"), False)
        for name in PARTIAL_DATES:
            values |= _stored(name, values.pop(name))
        return {"values": {"supplied_by": SuppliedBy.MISSION, **values}, "elements": elements}


def _stored(name: str, day: PartialDate | None) -> dict[str, date | str | None]:
    """A partial date as the two fields that keep it."""
    precision = day.precision if day else DatePrecision.DAY
    return {f"{name}_on": day.value if day else None, f"{name}_precision": precision}


class LawForm(ProposedLawForm):
    """A provision of national law, from whoever supplied it."""

    sections: ClassVar[Sections] = (
        *ProposedLawForm.sections[:2],
        (gettext_lazy("Source"), ("supplied_by", "source", "supplied_on", "checked_on")),
    )

    supplied_by = form_field(LawArticle, "supplied_by")

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if self.cleaned_data.get("supplied_by") == SuppliedBy.SOURCE and not self.cleaned_data.get("source"):
            self.add_error("source", _("Name the published source of the provision."))
        return None


class AcceptLawForm(ActForm):
    """What the mission is told with the acceptance."""

    answer = MultilingualFormField(label=gettext_lazy("Remark"), long=True, required=False)


class DeclineLawForm(ActForm):
    """Why a proposal is declined."""

    answer = MultilingualFormField(label=gettext_lazy("Reason"), long=True)


class ReviewForm(ValuesForm):
    """A review of a State: mechanism, cycle, stage, result."""

    model = Review
    beside_values = ("documents",)

    sections: ClassVar[Sections] = (
        (
            pgettext_lazy("of a State", "Review"),
            ("treaty", "mechanism", "symbol", "cycle", "stage", "due", "completed_on", "audience"),
        ),
        (gettext_lazy("Result"), ("summary", "needs", "offers", "documents")),
    )

    treaty = form_field(Review, "treaty", RecordChoiceField, to_field_name="slug", queryset=Treaty.objects.all())
    mechanism = form_field(Review, "mechanism")
    symbol = form_field(Review, "symbol")
    cycle = form_field(Review, "cycle")
    stage = form_field(Review, "stage")
    due = form_field(Review, "due")
    completed_on = form_field(Review, "completed_on")
    audience = form_field(Review, "audience", initial=Audience.MEMBER_STATES)
    summary = form_field(Review, "summary")
    needs = form_field(Review, "needs")
    offers = form_field(Review, "offers")
    documents = form_field(
        Review,
        "documents",
        DocumentsField,
        help_text=gettext_lazy("One per line: the symbol or identifier of the document."),
    )

    def clean(self) -> dict[str, object] | None:
        super().clean()
        is_completed = self.cleaned_data.get("stage") == ReviewStage.COMPLETED
        if is_completed and not self.cleaned_data.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", _("Enter the day on which the review was completed."))
        return None
