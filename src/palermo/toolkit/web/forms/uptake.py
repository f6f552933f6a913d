"""What is written of the use of tools."""

from typing import ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core.forms import MultilingualFormField
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    RecordChoiceField,
    Sections,
    show_only_with,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.toolkit.models import Uptake
from palermo.toolkit.states.uptake import UptakeKind
from palermo.treaties.models import LawArticle
from palermo.treaties.queries.laws import recorded_laws
from palermo.treaties.web.forms.laws import LANGUAGE_TAG


class UptakeForm(ValuesForm):
    """Who did what with a tool, since when, and what shows it."""

    model = Uptake

    sections: ClassVar[Sections] = (
        (gettext_lazy("Use"), ("state", "organisation", "kind", "language", "law", "since")),
        (gettext_lazy("Evidence"), ("evidence", "link", "document")),
    )
    needed_with_others = frozenset({"state", "organisation"})

    state = form_field(Uptake, "state", StateChoiceField)
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    kind = form_field(Uptake, "kind", choices=[("", CHOOSE), *UptakeKind.choices])
    language = form_field(
        Uptake,
        "language",
        forms.RegexField,
        regex=LANGUAGE_TAG,
        help_text=gettext_lazy("Its code, for example pt or uk."),
        error_messages={"invalid": gettext_lazy("Enter the code of a language, for example pt or uk.")},
    )
    law = form_field(
        Uptake,
        "law",
        RecordChoiceField,
        to_field_name="slug",
        help_text=gettext_lazy("If the provision has been recorded."),
    )
    since = form_field(Uptake, "since")
    evidence = form_field(
        Uptake, "evidence", help_text=gettext_lazy("What shows the use: the decision, the curriculum, the publication.")
    )
    link = form_field(Uptake, "link")
    document = form_field(Uptake, "document", DocumentField)

    def prepare(self) -> None:
        super().prepare()
        uptake = self.row_on_record()
        offer_states(self.fields["state"], also=[uptake.state_id] if uptake else [])
        self.fields["law"].queryset = self.laws()  # type: ignore[attr-defined]  # a choice of records
        show_only_with(self.fields["language"], UptakeKind.TRANSLATED)
        show_only_with(self.fields["law"], UptakeKind.CITED)

    def laws(self) -> QuerySet[LawArticle]:
        """Provisions that may cite the tool: all that are on record."""
        return recorded_laws().select_related("state").order_by("state__slug", "slug")

    def uptake(self) -> Uptake | None:
        """The use that the form shows; None for a new one."""
        return self.record if isinstance(self.record, Uptake) else None

    def clean(self) -> dict[str, object] | None:
        super().clean()
        named = [self.cleaned_data.get(name) for name in ("state", "organisation")]
        if sum(each is not None for each in named) != 1:
            self.add_error("state", _("Choose a State or an organization, not both."))
        return None


class ReportUptakeForm(UptakeForm):
    """What those who represent a State or an organization did with a tool, since when, and what shows it."""

    def prepare(self) -> None:
        super().prepare()
        for name, model, own in (
            ("state", State, self.viewer.state_ids),
            ("organisation", Organisation, self.viewer.organisation_ids),
        ):
            field = self.fields[name]
            field.queryset = model.objects.filter(pk__in=own)  # type: ignore[attr-defined]  # a choice of records
            if not own:
                field.widget = forms.HiddenInput()
            elif len(own) == 1:
                self.initial.setdefault(name, next(iter(own)))

    def laws(self) -> QuerySet[LawArticle]:
        """Provisions of one's own State."""
        return super().laws().filter(state_id__in=self.viewer.state_ids)


class ConfirmUptakeForm(ActForm):
    """A remark to those who reported the use."""

    answer = MultilingualFormField(label=gettext_lazy("Remark"), long=True, required=False)


class DeclineUptakeForm(ActForm):
    """Why a reported use is not taken into the record."""

    answer = MultilingualFormField(label=gettext_lazy("Reason"), long=True)
