"""What is written about a decision and about an amendment to its draft."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.core.text import MultilingualText
from palermo.core.whole_numbers import whole_number
from palermo.governance.models import Amendment, Decision
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.meetings import meetings_held
from palermo.governance.rules.doubts import doubts_about_day_of_meeting
from palermo.governance.states.bodies import BodyKind
from palermo.governance.states.decisions import AmendmentState, DecisionState
from palermo.governance.web.forms.choices import offer_records
from palermo.governance.wording import whole_text
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, day_field
from palermo.site.forms.model_fields import form_field


class AdoptionForm(ActForm):
    """When a decision was adopted, at which meeting and, for the Steering Committee, under which mandate."""

    on = PartialDateFormField(label=_("Adopted on"))
    at = RecordChoiceField(label=_("Meeting"), empty_label=CHOOSE, queryset=None, required=False)
    under = form_field(
        Decision,
        "under",
        RecordChoiceField,
        help_text=_("The Steering Committee can decide only within a mandate in force on that day."),
    )

    def prepare(self) -> None:
        super().prepare()
        meetings = meetings_held(self.viewer).filter(Q(body=self.record.body) | Q(session__body=self.record.body))
        offer_records(self, "at", meetings.distinct().order_by("-starts_on"))
        if self.record.body.kind == BodyKind.COMMITTEE:
            self.initial.setdefault("under", self.record.under_id)
        else:
            del self.fields["under"]

    def doubts(self) -> list[str]:
        return doubts_about_day_of_meeting(self.cleaned_data["on"], self.cleaned_data["at"])


class NumberForm(ActForm):
    """The number that the body gave."""

    number = forms.CharField(
        label=_("Number"),
        max_length=40,
        help_text=_("In the form used by the body: 16/1, 31/16 A, 2006/27, 3363 (XXX) or 1325 (2000)."),
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )


class SuccessionForm(ActForm):
    """Which decision replaced it."""

    successor = RecordChoiceField(label=_("Superseded by"), empty_label=CHOOSE, queryset=None)

    def prepare(self) -> None:
        super().prepare()
        later = decisions_visible_to(self.viewer).filter(
            state=DecisionState.ADOPTED, adopted_on__gte=self.record.adopted_on
        )
        offer_records(self, "successor", later.exclude(pk=self.record.pk))


class AmendmentForm(ActForm):
    """The words that a draft should have: of one paragraph, or of the whole.

    An address that names a paragraph brings its present words into the form, to be changed there.
    """

    paragraph = form_field(
        Amendment,
        "paragraph",
        RecordChoiceField,
        empty_label=_("The whole text"),
    )
    text = MultilingualFormField(
        label=_("Proposed text"),
        long=True,
        help_text=_("For the whole text, begin each paragraph on a new line with its number and a full stop."),
    )
    proposed_by = form_field(Amendment, "proposed_by")
    proposed_on = form_field(Amendment, "proposed_on", initial=clock.today)

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "paragraph", self.record.paragraphs.select_related("decision__body"))
        self.initial.setdefault("text", self._present_words())

    def _present_words(self) -> MultilingualText:
        pk = whole_number(str(self.initial.get("paragraph", "")))
        paragraph = self.record.paragraphs.filter(pk=pk).first() if pk else None
        return paragraph.text if paragraph else whole_text(self.record)

    def action_kwargs(self) -> dict[str, object]:
        return {"amendment": Amendment(decision=self.record, **self.cleaned_data)}


class AmendmentFateForm(ActForm):
    """The decision on an amendment, and its date."""

    state = forms.ChoiceField(
        label=_("Result"),
        choices=[(s.value, s.label) for s in AmendmentState if s != AmendmentState.PROPOSED],
    )
    on = day_field(_("Date"))

    def clean_state(self) -> AmendmentState:
        return AmendmentState(self.cleaned_data["state"])
