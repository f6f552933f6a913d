"""What is written about a decision."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palermo.core.forms import PartialDateFormField
from palermo.governance.queries import decisions_visible_to, meetings_visible_to
from palermo.governance.states import DecisionState
from palermo.portal.forms.fields import CHOOSE, ActForm, RecordChoiceField


class AdoptionForm(ActForm):
    """When a decision was adopted, and at which meeting."""

    on = PartialDateFormField(label=_("Adopted on"))
    at = RecordChoiceField(label=_("At the meeting"), empty_label=CHOOSE, queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = meetings_visible_to(self.viewer).filter(Q(body=self.record.body) | Q(session__body=self.record.body))
        self.fields["at"].queryset = meetings.distinct().order_by("-starts_on")


class SuccessionForm(ActForm):
    """Which decision replaced it."""

    successor = RecordChoiceField(label=_("Superseded by"), empty_label=CHOOSE, queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adopted = decisions_visible_to(self.viewer).filter(state=DecisionState.ADOPTED)
        self.fields["successor"].queryset = adopted.exclude(pk=self.record.pk)
