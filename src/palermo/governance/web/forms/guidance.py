"""What is written about guidance and about corrections of the notes of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import State
from palermo.accounts.state_choices import StateChoiceField
from palermo.core.forms import MultilingualFormField
from palermo.core.text import MultilingualText
from palermo.governance.models import Guidance, Mandate, Topic
from palermo.governance.queries.delegations import delegations_of
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.guidance import AnswerKind
from palermo.governance.states.mandates import Ask
from palermo.governance.web.forms.choices import offer_records
from palermo.governance.web.forms.meetings import NamedChoiceField
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField
from palermo.site.forms.model_fields import form_field


class GuidanceForm(ActForm):
    """Guidance given at a meeting, on one topic, from the secretariat's own notes."""

    kind = form_field(Guidance, "kind")
    about = form_field(Guidance, "about", NamedChoiceField, queryset=Topic.objects.all())
    topic = MultilingualFormField(label=_("Subject, as a noun phrase"))
    text = MultilingualFormField(
        label=_("Summary of the guidance"),
        long=True,
        help_text=_("These are the secretariat’s notes, not an official record."),
    )
    under = RecordChoiceField(
        label=_("Under the mandate to consult"), empty_label=CHOOSE, queryset=Mandate.objects.none(), required=False
    )
    audience = form_field(Guidance, "audience")

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "under", mandates_visible_to(self.viewer).filter(ask=Ask.CONSULT))
        self.initial.setdefault("audience", self.record.audience)

    def action_kwargs(self) -> dict[str, object]:
        day = self.record.starts_on
        return {"guidance": Guidance(meeting=self.record, given_on=day, **self.cleaned_data)}


class AnswerForm(ActForm):
    """The answer to guidance that led to no mandate."""

    kind = forms.ChoiceField(label=_("Reply"), choices=AnswerKind.choices)
    answer = MultilingualFormField(
        label=_("The reply, or the reason why no action is taken"), long=True, required=False
    )

    def clean_kind(self) -> AnswerKind:
        return AnswerKind(self.cleaned_data["kind"])


class CorrectionForm(ActForm):
    """What the notes should say, for a State whose delegation the writer belongs to."""

    state = StateChoiceField(label=_("On behalf of"), empty_label=None, queryset=State.objects.none())
    text = MultilingualFormField(
        label=_("Proposed notes"),
        long=True,
        help_text=_("Edit the current notes. The secretariat completes languages left empty."),
    )

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "state", delegations_of(self.viewer))
        self.initial.setdefault("text", self.record.text)


class AcceptForm(ActForm):
    """What the notes say from now on, in every language."""

    text = MultilingualFormField(label=_("Corrected notes"), long=True)
    answer = MultilingualFormField(label=_("Reply to the delegation"), required=False)

    def prepare(self) -> None:
        super().prepare()
        corrected = MultilingualText({**self.record.guidance.text, **self.record.text})
        self.initial.setdefault("text", corrected)


class DeclineForm(ActForm):
    """Why the notes stay as they are."""

    answer = MultilingualFormField(label=_("Reply to the delegation"), required=False)
