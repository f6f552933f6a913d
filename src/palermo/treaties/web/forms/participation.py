"""What is written of treaty actions and of statements."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core.forms import DayFormField, MultilingualFormField
from palermo.site.forms.fields import CHOOSE, OrganisationChoiceField
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.treaties.models import Statement, TreatyAction
from palermo.treaties.models.participants import OfParticipant
from palermo.treaties.provisions import check_provisions
from palermo.treaties.states.participation import ABOUT_ANOTHER, ActionKind, StatementKind


class ParticipantForm(ValuesForm):
    """What one participant did or said: a State or an organization."""

    needed_with_others = frozenset({"state", "organisation"})

    state = StateChoiceField(
        label=pgettext_lazy("country", "State"), queryset=State.objects.none(), empty_label=CHOOSE, required=False
    )
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)

    def prepare(self) -> None:
        super().prepare()
        row = self.row_on_record()
        if "state" in self.fields:
            offer_states(self.fields["state"], also=[row.state_id] if row else [])

    def row_on_record(self) -> OfParticipant | None:
        """What the form corrects; None for something new."""
        return None

    def clean(self) -> dict[str, object] | None:
        super().clean()
        named = [self.cleaned_data.get(name) for name in ("state", "organisation") if name in self.fields]
        if len(named) > 1 and sum(each is not None for each in named) != 1:
            self.add_error("state", _("Choose a State or an organization, not both."))
        return None


class TreatyActionForm(ParticipantForm):
    """An action in respect of a treaty."""

    kind = form_field(TreatyAction, "kind", choices=[("", CHOOSE), *ActionKind.choices])
    deposited_on = DayFormField(label=gettext_lazy("Date of signature or deposit"))
    stated_effect_on = form_field(TreatyAction, "stated_effect_on")
    territory = form_field(TreatyAction, "territory")
    source = form_field(TreatyAction, "source", help_text=gettext_lazy("Only if it is not that of the treaty."))


class CorrectTreatyActionForm(TreatyActionForm):
    """An action on record, and the reason for the correction."""

    reason = MultilingualFormField(label=gettext_lazy("Reason"))

    def row_on_record(self) -> TreatyAction:
        return self.record


class _ContentForm(ParticipantForm):
    """What a statement says."""

    made_on = form_field(Statement, "made_on")
    provision = form_field(Statement, "provision", validators=[check_provisions])
    summary = form_field(Statement, "summary")
    text = form_field(Statement, "text", widget=forms.Textarea(attrs={"rows": 6}))
    text_language = form_field(Statement, "text_language")
    translations = form_field(Statement, "translations")
    source = form_field(Statement, "source", help_text=gettext_lazy("Only if it is not that of the treaty."))

    def clean_text_language(self) -> str:
        language: str = self.cleaned_data["text_language"]
        if self.cleaned_data.get("text") and not language:
            raise ValidationError(_("Enter the language of the text as deposited."))
        return language


OF_THEIR_OWN = [(kind.value, kind.label) for kind in StatementKind if kind not in ABOUT_ANOTHER]


class StatementForm(_ContentForm):
    """A reservation, a declaration or a notification."""

    kind = form_field(Statement, "kind", choices=[("", CHOOSE), *OF_THEIR_OWN])

    field_order = ("kind", "state", "organisation", "made_on")


class ObjectionForm(_ContentForm):
    """An objection to the statement acted on, by another participant."""


class WithdrawStatementForm(_ContentForm):
    """The withdrawal of a statement by the participant that made it, whole or of some provisions."""

    def prepare(self) -> None:
        del self.fields["state"], self.fields["organisation"]
        super().prepare()
        self.fields["provision"].help_text = _("Only for a partial withdrawal: the provisions withdrawn.")


class CorrectStatementForm(_ContentForm):
    """A statement on record, and the reason for the correction."""

    reason = MultilingualFormField(label=gettext_lazy("Reason"))

    def row_on_record(self) -> Statement:
        return self.record
