"""Forms of the pages on which a report is begun and written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.forms import DayFormField, MultilingualFormField
from palermo.core.languages import LANGUAGES
from palermo.governance.models import Initiative, Meeting, Session
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.web.forms.meetings import NamedChoiceField
from palermo.reporting.models import Report
from palermo.reporting.states import Blueprint
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, show_only_with

# To these a briefing is given.
CONSULTATIONS = (MeetingKind.CONSULTATION, MeetingKind.BRIEFING)


class PrepareForm(ActForm):
    """A new report; it gets its id from its kind and its cut-off date."""

    needed_with_others = frozenset({"session"})

    blueprint = forms.ChoiceField(label=_("Kind of report"), choices=Blueprint.choices)
    title = MultilingualFormField(label=_("Title"))
    cutoff_on = DayFormField(
        label=_("Cut-off date"), initial=clock.today, help_text=_("The report states the record as at this date.")
    )
    session = NamedChoiceField(label=_("Session"), empty_label=CHOOSE, queryset=Session.objects.none(), required=False)
    meeting = RecordChoiceField(
        label=_("Consultation"), empty_label=CHOOSE, queryset=Meeting.objects.none(), required=False
    )
    original_language = forms.ChoiceField(
        label=_("Original language"), choices=[(each.code, each.name) for each in LANGUAGES], initial="en"
    )
    audience = forms.ChoiceField(
        label=_("Audience"),
        choices=Audience.choices,
        initial=Audience.SECRETARIAT,
        required=True,
        help_text=_(
            "Only this audience reads the report, before and after it is issued. It can be changed until then."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        show_only_with(self.fields["session"], Blueprint.PROGRESS)
        show_only_with(self.fields["meeting"], Blueprint.BRIEFING)
        body = Initiative.objects.values_list("governing_body", flat=True).first()
        sessions = Session.objects.filter(body=body).select_related("body").order_by("-starts_on")
        meetings = meetings_visible_to(self.viewer).filter(kind__in=CONSULTATIONS, cancelled_on=None)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]  # a field of records
        self.fields["meeting"].queryset = meetings.order_by("-starts_on")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("blueprint") == Blueprint.BRIEFING and values.get("session"):
            self.add_error("session", _("A briefing is given to a consultation. Leave the session empty."))
        if values.get("blueprint") == Blueprint.PROGRESS and values.get("meeting"):
            self.add_error("meeting", _("A progress report goes to a session. Leave the consultation empty."))
        if values.get("blueprint") == Blueprint.PROGRESS and not (values.get("session") or "session" in self.errors):
            self.add_error("session", _("Choose a session."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        return {"report": Report(**self.cleaned_data)}


class ChangeReasonForm(ActForm):
    """Why an issued report is changed."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3, "dir": "auto"}))


class SectionForm(forms.Form):
    """The heading of a section, in six languages."""

    title = MultilingualFormField(label=_("Heading"), required=False)


class NewSectionForm(SectionForm):
    """A section or an annex, and where it stands."""

    after = forms.ChoiceField(label=_("After section"), required=False)
    is_annex = forms.BooleanField(
        label=_("Annex"), required=False, help_text=_("Annexes follow the report and are numbered separately.")
    )


class SlotForm(forms.Form):
    """The day on which the conference services expect the report."""

    on = DayFormField(label=_("Document slot"), required=False)
