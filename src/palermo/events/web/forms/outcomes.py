"""What is written about the outcomes of an event, and about what of them is shown at the Forum."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.events.models import Outcome, Recommendation, Showing
from palermo.events.queries.events import events_visible_to
from palermo.events.states.events import AT_FIRST, EventKind, OutcomeKind, OutcomeStatus, ShowingKind
from palermo.events.web.forms.preparation import BY_SYMBOL
from palermo.governance.states.activities import ActivityState
from palermo.governance.web.forms.choices import offer_records
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import ActForm, RecordChoiceField, day_field
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import RowForm


class OutcomeForm(RowForm):
    """What an event produced, and for whom its text is."""

    model = Outcome
    sections = (
        (_("Outcome"), ("kind", "status", "title", "produced_on", "process")),
        (_("Text"), ("text", "stated_count", "document")),
        (_("Audience"), ("audience",)),
    )

    kind = form_field(Outcome, "kind")
    title = form_field(Outcome, "title")
    text = MultilingualFormField(label=_("Full text"), long=True, required=False)
    produced_on = form_field(Outcome, "produced_on")
    process = MultilingualFormField(label=_("Process (for an agreed agenda item)"), required=False)
    stated_count = forms.IntegerField(
        label=_("Number of recommendations, if not all are listed here"),
        min_value=1,
        max_value=30_000,
        required=False,
    )
    document = DocumentField(label=_("Source document"), help_text=BY_SYMBOL)
    audience = form_field(Outcome, "audience", initial=Audience.MEMBER_STATES)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("process") and values.get("kind") != OutcomeKind.AGREED_ITEM:
            self.add_error("process", _("Only an agreed agenda item names another process."))
        return values


class NewOutcomeForm(OutcomeForm):
    """A new outcome: a draft, or adopted at the event."""

    status = forms.ChoiceField(label=_("Status of the text"), choices=[(each.value, each.label) for each in AT_FIRST])

    def prepare(self) -> None:
        super().prepare()
        activity = self.record.activity
        self.initial.setdefault("status", OutcomeStatus.ADOPTED)
        self.initial.setdefault("produced_on", activity.ends_on or activity.starts_on)

    parent = "event"


class OutcomeItemForm(RowForm):
    """One recommendation, or one action of a plan."""

    model = Recommendation

    text = MultilingualFormField(label=_("Recommendation or action"), long=True)
    addressee = form_field(Recommendation, "addressee")
    due = PartialDateFormField(label=_("Deadline, as stated in the text"), required=False)

    parent = "outcome"


class AdoptForm(ActForm):
    """When the draft was adopted."""

    on = day_field(_("Adopted on"))


class ShowForm(ActForm):
    """At which Forum something is shown, how, and why."""

    forum = form_field(Showing, "forum", RecordChoiceField, empty_label=None)
    kind = forms.ChoiceField(label=_("Method"), choices=ShowingKind.choices)
    reason = form_field(Showing, "reason", required=True)
    on = day_field(_("Date"))

    def prepare(self) -> None:
        super().prepare()
        forums = events_visible_to(self.viewer).filter(kind=EventKind.FORUM).select_related("activity")
        forums = forums.exclude(activity__state=ActivityState.PROPOSED)
        offer_records(self, "forum", forums.order_by("-activity__starts_on"))
