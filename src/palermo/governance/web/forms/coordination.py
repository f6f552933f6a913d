"""Who leads an activity and who supports it: the secretariat says it of all, a member of their own organization."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import Organisation
from palermo.governance.models import Activity
from palermo.governance.queries.activities import coordination_of
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.bodies import BodyKind
from palermo.governance.web.forms.choices import offer_choices, offer_records
from palermo.site.forms.fields import ActForm, OrganisationChoiceField, OrganisationsField
from palermo.site.forms.model_fields import form_field

LEADS, SUPPORTS, NEITHER = "lead", "support", "neither"


class CoordinationForm(ActForm):
    """Two forms in one: which is shown depends on who acts. The rule is asked again whatever was sent."""

    lead = form_field(Activity, "lead", OrganisationChoiceField)
    supporting = OrganisationsField(label=_("Partners"), queryset=None, required=False)
    organisation = OrganisationChoiceField(
        label=_("Your organization"),
        empty_label=None,
    )
    part = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        super().prepare()
        self.now = coordination_of(self.record)
        self.initial.setdefault("seen", self.now.mark)
        (self._for_all if self.viewer.is_secretariat else self._for_own)()

    def _for_all(self) -> None:
        del self.fields["organisation"], self.fields["part"]
        self.initial.update(lead=self.now.lead, supporting=self.now.supporting)
        offer_records(self, "supporting", self._possible_supporters())

    def _possible_supporters(self) -> QuerySet[Organisation]:
        """Organizations with a seat in a steering committee, and those who take part already."""
        seated = Q(memberships__body__kind=BodyKind.COMMITTEE)
        return Organisation.objects.filter(seated | Q(partnerships__activity=self.record)).distinct()

    def _for_own(self) -> None:
        del self.fields["lead"], self.fields["supporting"]
        own = Organisation.objects.filter(pk__in=self.viewer.organisation_ids)
        offer_records(self, "organisation", own)
        offer_choices(self, "part", self._parts())
        first = own.first()
        self.initial.setdefault("organisation", first)
        self.initial.setdefault("part", self._part_of(first))

    def _parts(self) -> list[tuple[str, Promise]]:
        """The lead is to be had of a proposal only, and where nobody else has it; who has no part leaves none."""
        has_it = self.now.lead is not None and self.now.lead.pk in self.viewer.organisation_ids
        is_free = self.now.lead is None and self.record.state == ActivityState.PROPOSED
        leads = [(LEADS, _("Leads the activity"))] if has_it or is_free else []
        takes_part = has_it or any(each.pk in self.viewer.organisation_ids for each in self.now.supporting)
        leaving = [(NEITHER, _("Not involved"))] if takes_part else []
        return [*leads, (SUPPORTS, _("Partner in the activity")), *leaving]

    def _part_of(self, organisation: Organisation | None) -> str:
        return LEADS if organisation and organisation == self.now.lead else SUPPORTS

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        if "part" not in self.fields:
            return values
        return {**self._coordination_with(values["organisation"], values["part"]), "seen": values["seen"]}

    def _coordination_with(self, own: Organisation, part: str) -> dict[str, object]:
        """The whole of who leads and supports, once this organization does its part."""
        others = [each for each in self.now.supporting if each != own]
        lead = None if self.now.lead == own else self.now.lead
        lead = own if part == LEADS else lead
        return {"lead": lead, "supporting": [*others, own] if part == SUPPORTS else others}
