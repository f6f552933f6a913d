"""What is written of the pages “What you can do”."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.forms.choices import offer_choices
from palermo.library.queries import documents_visible_to
from palermo.library.web.fields import DocumentField
from palermo.outreach.models import Advice, AdviceStep, Material
from palermo.outreach.queries.campaigns import material_visible_to
from palermo.outreach.states.press import AdviceAudience
from palermo.site.forms.fields import CHOOSE, ActForm, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField
from palermo.site.forms.rows import ValuesForm


class AddAdviceForm(ValuesForm):
    """A page for an audience that has none."""

    model = Advice

    audience = form_field(Advice, "audience", choices=())
    introduction = form_field(
        Advice, "introduction", help_text=gettext_lazy("Why it matters to these readers, in a few sentences.")
    )

    def prepare(self) -> None:
        super().prepare()
        taken = set(Advice.objects.values_list("audience", flat=True))
        offer_choices(self, "audience", [("", CHOOSE), *(c for c in AdviceAudience.choices if c[0] not in taken)])


class AdviceForm(ActForm):
    """The introduction of a page."""

    introduction = form_field(Advice, "introduction")

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("introduction", self.record.introduction)


class StepForm(ValuesForm):
    """One thing that readers can do, and what helps them."""

    model = AdviceStep

    sections: ClassVar[Sections] = (
        (pgettext_lazy("advice", "Step"), ("title", "text")),
        (gettext_lazy("What helps"), ("tool", "material", "document", "link")),
    )

    title = form_field(AdviceStep, "title")
    text = form_field(AdviceStep, "text")
    tool = form_field(AdviceStep, "tool", RecordField[Activity])
    material = form_field(AdviceStep, "material", RecordField[Material])
    document = form_field(
        AdviceStep, "document", DocumentField, help_text=gettext_lazy("Readers see only links to what they may read.")
    )
    link = form_field(AdviceStep, "link")

    def prepare(self) -> None:
        super().prepare()
        offered = {
            "tool": activities_visible_to(self.viewer).filter(kind=ActivityKind.TOOL),
            "material": material_visible_to(self.viewer),
            "document": documents_visible_to(self.viewer),
        }
        for name, records in offered.items():
            self.fields[name].queryset = records  # type: ignore[attr-defined]  # fields of records


class MoveStepForm(ActForm):
    """The place of a step on its page."""

    number = forms.TypedChoiceField(label=gettext_lazy("New position"), coerce=int)

    def prepare(self) -> None:
        super().prepare()
        count = AdviceStep.objects.filter(advice=self.record.advice_id).count()
        places = [(str(number), _("Step %(number)s") % {"number": number}) for number in range(1, count + 1)]
        offer_choices(self, "number", places)
        self.initial.setdefault("number", str(self.record.number))
