"""What a person writes when they act: a day, a result, a reason. Each form gives the act's own arguments."""

from palermo.portal.forms.activities import (
    AuthorisationForm,
    ProposalForm,
)
from palermo.portal.forms.committee import (
    ActionPointForm,
    AttendanceForm,
)
from palermo.portal.forms.coordination import (
    CoordinationForm,
)
from palermo.portal.forms.decisions import (
    AdoptionForm,
    SuccessionForm,
)
from palermo.portal.forms.endorsements import (
    ResultForm,
)
from palermo.portal.forms.events import ReschedulingForm
from palermo.portal.forms.fields import (
    CHOOSE,
    ActForm,
    DayForm,
    OrganisationChoiceField,
    ReasonForm,
    RecordChoiceField,
    day_field,
)
from palermo.portal.forms.mandates import (
    EndOfMandateForm,
)

__all__ = [
    "CHOOSE",
    "ActForm",
    "ActionPointForm",
    "AdoptionForm",
    "AttendanceForm",
    "AuthorisationForm",
    "CoordinationForm",
    "DayForm",
    "EndOfMandateForm",
    "OrganisationChoiceField",
    "ProposalForm",
    "ReasonForm",
    "RecordChoiceField",
    "ReschedulingForm",
    "ResultForm",
    "SuccessionForm",
    "day_field",
]
