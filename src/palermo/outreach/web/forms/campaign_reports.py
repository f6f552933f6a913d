"""What is written of adaptations of material, of activities of campaigns and of their reach."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core.finding import filter_by_words
from palermo.core.forms import MultilingualFormField
from palermo.core.text import MultilingualText, plain
from palermo.governance.web.forms.choices import offer_records
from palermo.outreach.models import Adaptation, CampaignAction, Partnership, Reach
from palermo.outreach.queries.partners import partners_of, partners_visible_to
from palermo.outreach.states.campaigns import CampaignActionKind, ReachUnit
from palermo.outreach.states.partners import WERE_ADMITTED
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    PlaceChoiceField,
    RecordChoiceField,
    Sections,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.treaties.web.forms.laws import LANGUAGE_TAG

PARTIES = ("state", "organisation", "partnership", "group")
# Where nothing stands before them.
LABELS = {
    "state": pgettext_lazy("country", "State"),
    "organisation": gettext_lazy("Organization"),
    "partnership": gettext_lazy("Partner"),
}


class PartnerField(forms.CharField):
    """One partner, by name or id: there are too many for a list of choices."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        self.queryset: QuerySet[Partnership] = Partnership.objects.none()
        super().__init__(required=required, widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: object) -> object:
        return value.slug if isinstance(value, Partnership) else value

    def clean(self, value: str | None) -> Partnership | None:
        written = super().clean(value)
        if not written:
            return None
        if partner := self.queryset.filter(slug=written).first():
            return partner
        texts = ("name", "organisation__name")
        found: list[Partnership] = list(
            self.queryset.filter(
                Q(pk__in=filter_by_words(self.queryset, written, texts=texts[:1]).values("pk"))
                | Q(pk__in=filter_by_words(self.queryset, written, texts=texts[1:]).values("pk"))
            )[:10]
        )
        exact = [each for each in found if written.casefold() in {plain(each.current_name).casefold(), *_names(each)}]
        found = exact or found
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _("Several partners are called “%(written)s”. Enter one of the identifiers %(identifiers)s."),
                params={"written": written, "identifiers": ", ".join(sorted(each.slug for each in found))},
            )
        raise ValidationError(_("No partner is called “%(written)s”."), params={"written": written})


def _names(partner: Partnership) -> set[str]:
    return {words.casefold() for words in partner.current_name.values()}


class ReporterForm(ValuesForm):
    """Who did it: a State, an organization, a partner, or a group that is only named.

    Those who report choose among their own; the secretariat names any.
    """

    needed_with_others = frozenset(PARTIES)

    state = form_field(CampaignAction, "state", StateChoiceField)
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    partnership = PartnerField(label=gettext_lazy("Or partner"), help_text=gettext_lazy("Its name, or its identifier."))
    group = MultilingualFormField(
        label=gettext_lazy("Or group"),
        required=False,
        help_text=gettext_lazy("The name of a group that is not on record, such as “schools in Turin”."),
    )

    def prepare(self) -> None:
        super().prepare()
        row = self.row_on_record()
        if self.viewer.is_secretariat:
            offer_states(self.fields["state"], also=[row.state_id] if row else [])
            admitted = partners_visible_to(self.viewer).filter(status__in=sorted(WERE_ADMITTED))
            self.fields["partnership"].queryset = admitted  # type: ignore[attr-defined]  # a field of partners
        else:
            self._offer_own()

    def _offer_own(self) -> None:
        del self.fields["group"]
        self.fields["partnership"] = RecordChoiceField(
            partners_of(self.viewer), label=_("Or partner"), empty_label=CHOOSE, required=False
        )
        self.order_fields([name for _heading, names in self.sections for name in names])
        offer_records(
            self, "state", State.objects.prefetch_related("former_names").filter(pk__in=self.viewer.state_ids)
        )
        partners = list(partners_of(self.viewer))
        # What an organization does as a partner, it reports as the partner.
        as_partners = {each.organisation_id for each in partners}
        own = {
            "state": list(self.viewer.state_ids),
            "organisation": [key for key in self.viewer.organisation_ids if key not in as_partners],
            "partnership": [each.pk for each in partners],
        }
        offer_records(self, "organisation", Organisation.objects.filter(pk__in=own["organisation"]))
        filled = [name for name, keys in own.items() if keys]
        for name, keys in own.items():
            if not keys:
                del self.fields[name]
            elif filled == [name]:
                self.fields[name].label = LABELS[name]
                self.fields[name].required = True
                if len(keys) == 1:
                    self.initial.setdefault(name, keys[0])

    def row_on_record(self) -> Adaptation | CampaignAction | None:
        """What the form corrects; None for something new."""
        return self.record if isinstance(self.record, Adaptation | CampaignAction) else None

    def clean(self) -> dict[str, object] | None:
        super().clean()
        asked = [name for name in PARTIES if name in self.fields]
        if not any(name in self.errors for name in asked):
            given = [name for name in asked if self.cleaned_data.get(name)]
            if len(given) != 1:
                sentence = _("Enter one party: a State, an organization, a partner or the name of a group.")
                self.add_error(asked[0], sentence)
        return None

    def action_kwargs(self) -> dict[str, Any]:
        given = super().action_kwargs()
        party = {name: given["values"].get(name) for name in PARTIES}
        given["values"] |= {**party, "group": party["group"] or MultilingualText()}
        return given


class AdaptationForm(ReporterForm):
    """How material was adapted."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Adapted by"), PARTIES),
        (gettext_lazy("Adaptation"), ("text", "language", "link", "since_on")),
    )

    text = form_field(
        Adaptation,
        "text",
        help_text=gettext_lazy("What was changed, and for whom: a translation, another picture, a shorter film."),
    )
    language = form_field(
        Adaptation,
        "language",
        forms.RegexField,
        regex=LANGUAGE_TAG,
        help_text=gettext_lazy("Its code, for example pt or uk."),
        error_messages={"invalid": gettext_lazy("Enter the code of a language, for example pt or uk.")},
    )
    link = form_field(Adaptation, "link")
    since_on = form_field(Adaptation, "since_on")


class CampaignActionForm(ReporterForm):
    """What is done in a campaign: what, where and when."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Carried out by"), PARTIES),
        (pgettext_lazy("campaign", "Activity"), ("kind", "title", "text", "starts", "ends_on", "place", "link")),
        (gettext_lazy("Reach"), ("unit", "count", "is_minimum", "is_estimate", "source", "counted_on")),
    )

    kind = form_field(CampaignAction, "kind", choices=[("", CHOOSE), *CampaignActionKind.choices])
    title = form_field(CampaignAction, "title")
    text = form_field(CampaignAction, "text")
    starts = form_field(CampaignAction, "starts")
    ends_on = form_field(CampaignAction, "ends_on")
    place = form_field(CampaignAction, "place", PlaceChoiceField)
    link = form_field(CampaignAction, "link")


class ReachForm(ActForm):
    """Whom an activity reached: a count, what it counts, and its source."""

    unit = form_field(Reach, "unit", choices=[("", CHOOSE), *ReachUnit.choices])
    count = form_field(Reach, "count", min_value=0, max_value=10**12)
    is_minimum = forms.BooleanField(label=gettext_lazy("This is a minimum"), required=False)
    is_estimate = forms.BooleanField(label=gettext_lazy("An estimate"), required=False)
    source = form_field(
        Reach,
        "source",
        help_text=gettext_lazy("Who counted, and how: tickets sold, a count at the door, statistics of a platform."),
    )
    counted_on = form_field(Reach, "counted_on")

    def action_kwargs(self) -> dict[str, object]:
        return {"reach": Reach(**self.cleaned_data)}


class NewCampaignActionForm(CampaignActionForm):
    """A new activity of a campaign, with a first figure where there is one."""

    FIGURE = ("unit", "count", "is_minimum", "is_estimate", "source", "counted_on")
    needed_with_others = CampaignActionForm.needed_with_others | {"unit", "count", "source"}

    unit = form_field(Reach, "unit", choices=[("", gettext_lazy("No figure")), *ReachUnit.choices], required=False)
    count = form_field(Reach, "count", min_value=0, max_value=10**12, required=False)
    is_minimum = forms.BooleanField(label=gettext_lazy("This is a minimum"), required=False)
    is_estimate = forms.BooleanField(label=gettext_lazy("An estimate"), required=False)
    source = MultilingualFormField(
        label=pgettext_lazy("of a figure", "Source"),
        required=False,
        help_text=gettext_lazy("Who counted, and how: tickets sold, a count at the door, statistics of a platform."),
    )
    counted_on = form_field(Reach, "counted_on")

    def clean(self) -> dict[str, object] | None:
        super().clean()
        values = self.cleaned_data
        has_figure = bool(values.get("unit")) or values.get("count") is not None or bool(values.get("source"))
        if has_figure:
            for name, missing in (
                ("unit", not values.get("unit")),
                ("count", values.get("count") is None),
                ("source", not values.get("source")),
            ):
                if missing and name not in self.errors:
                    self.add_error(name, _("A figure needs its unit, its count and its source."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        kwargs = super().action_kwargs()
        figure = {name: kwargs["values"].pop(name) for name in self.FIGURE}
        return {**kwargs, "reach": [Reach(**figure)] if figure["unit"] else []}


class ConfirmReportForm(ActForm):
    """A remark to those who reported."""

    answer = MultilingualFormField(label=gettext_lazy("Remark"), long=True, required=False)


class DeclineReportForm(ActForm):
    """Why a report is not taken into the record."""

    answer = MultilingualFormField(label=gettext_lazy("Reason"), long=True)
