"""What is written about an event."""

from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.events.models import Rescheduling
from palermo.governance.queries.meetings import meetings_held
from palermo.governance.rules.doubts import doubts_about_day_of_meeting
from palermo.governance.web.forms.choices import offer_records
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField
from palermo.site.forms.model_fields import form_field


class ReschedulingForm(ActForm):
    """The new name and dates, and who decided them when. What is not changed is left as it is."""

    title = MultilingualFormField(label=_("Name"))
    starts = PartialDateFormField(label=_("Begins"))
    ends = PartialDateFormField(label=_("Ends"), required=False)
    decided_on = form_field(Rescheduling, "decided_on", initial=clock.today)
    decided_at = RecordChoiceField(label=_("Decided at the meeting"), empty_label=CHOOSE, queryset=None, required=False)

    def prepare(self) -> None:
        super().prepare()
        activity = self.record.activity
        for name in ("title", "starts", "ends"):
            self.initial.setdefault(name, getattr(activity, name))
        offer_records(self, "decided_at", meetings_held(self.viewer).order_by("-starts_on"))

    def doubts(self) -> list[str]:
        decided_on = PartialDate(self.cleaned_data["decided_on"])
        return doubts_about_day_of_meeting(decided_on, self.cleaned_data["decided_at"])
