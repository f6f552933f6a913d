"""What is written about a meeting of the Steering Committee."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import Organisation
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core.forms import MultilingualFormField
from palermo.core.kinds import records_shown_to
from palermo.governance.models import FollowUp
from palermo.governance.queries.bodies import members_on
from palermo.governance.web.forms.choices import offer_records
from palermo.site.forms.fields import CHOOSE, ActForm, OrganisationChoiceField, OrganisationsField
from palermo.site.forms.model_fields import form_field


class AttendanceForm(ActForm):
    """Which members attended: offered are those who had a seat on the day, and those on record already."""

    present = OrganisationsField(label=_("Present"), queryset=None, required=False)

    def prepare(self) -> None:
        super().prepare()
        recorded = Organisation.objects.filter(attendance__meeting=self.record)
        seats = members_on(self.record.body, self.record.starts_on) if self.record.body else None
        offered = Organisation.objects.filter(memberships__in=seats) if seats is not None else recorded
        known = Organisation.objects.filter(pk__in=recorded)
        offer_records(self, "present", (offered | known).distinct())
        self.initial.setdefault("present", list(recorded))


class ActionPointForm(ActForm):
    """What is to be done, by whom, by when."""

    needed_with_others = frozenset({"organisation", "state"})

    text = MultilingualFormField(label=_("Action required"), long=True)
    organisation = OrganisationChoiceField(label=_("Responsible organization"), empty_label=CHOOSE, required=False)
    state = StateChoiceField(
        label=pgettext_lazy("country", "or State"), empty_label=CHOOSE, queryset=None, required=False
    )
    due = form_field(FollowUp, "due")

    def prepare(self) -> None:
        super().prepare()
        body, organisations = self.record.body, records_shown_to(self.viewer, Organisation)
        seats = members_on(body, self.record.starts_on) if body else None
        if seats is not None and seats.exists():
            organisations = organisations.filter(memberships__in=seats).distinct()
        offer_records(self, "organisation", organisations)
        offer_states(self.fields["state"], self.record.starts_on)

    def clean(self) -> dict[str, object]:
        """Exactly one is responsible."""
        values = super().clean() or {}
        if bool(values.get("organisation")) == bool(values.get("state")):
            raise ValidationError(_("Choose who is responsible: an organization or a State."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        return {"text": values["text"], "owner": values["organisation"] or values["state"], "due": values["due"]}
