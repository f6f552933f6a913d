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
    AmendmentFateForm,
    AmendmentForm,
    NumberForm,
    SuccessionForm,
)
from palermo.portal.forms.documents import (
    OpeningForm,
    ReaderForm,
    ReplacementForm,
    RestrictionForm,
    SymbolForm,
    WhyForm,
    WithdrawalForm,
)
from palermo.portal.forms.drafts import (
    BeginningForm,
    DraftForm,
)
from palermo.portal.forms.endorsements import (
    ExtensionForm,
    NewVersionForm,
    PositionForm,
    PutForm,
    ResultForm,
    StatementForm,
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
from palermo.portal.forms.follow_ups import (
    AcceptanceForm,
    AssignmentForm,
    DueForm,
    FollowUpStateForm,
    ProgressForm,
    QueryForm,
    TakeOverForm,
)
from palermo.portal.forms.guidance import (
    AcceptForm,
    AnswerForm,
    CorrectionForm,
    DeclineForm,
    GuidanceForm,
)
from palermo.portal.forms.mandates import (
    EndOfMandateForm,
    MandateForm,
    NarrowingForm,
)
from palermo.portal.forms.meetings import (
    BriefingForm,
    MoveForm,
    OpenNotesForm,
    PointForm,
    ScheduleForm,
    SummaryForm,
)
from palermo.portal.forms.notes import (
    ChangeNoteForm,
    NoteForm,
)
from palermo.portal.forms.offline import (
    BundleForm,
)
from palermo.portal.forms.people import (
    InviteForm,
    OwnAccountForm,
    PersonForm,
    TakeUpForm,
)
from palermo.portal.forms.programmes import (
    NewProgrammeForm,
    PartForm,
    PlaceForm,
    ProgrammeDayForm,
    ProgrammeForm,
    ProgrammeItemForm,
    ProgrammePersonForm,
    PutReleaseForm,
    ReleaseForm,
    RoomForm,
    WithdrawReleaseForm,
)

__all__ = [
    "CHOOSE",
    "AcceptForm",
    "AcceptanceForm",
    "ActForm",
    "ActionPointForm",
    "AdoptionForm",
    "AmendmentFateForm",
    "AmendmentForm",
    "AnswerForm",
    "AssignmentForm",
    "AttendanceForm",
    "AuthorisationForm",
    "BeginningForm",
    "BriefingForm",
    "BundleForm",
    "ChangeNoteForm",
    "CoordinationForm",
    "CorrectionForm",
    "DayForm",
    "DeclineForm",
    "DraftForm",
    "DueForm",
    "EndOfMandateForm",
    "ExtensionForm",
    "FollowUpStateForm",
    "GuidanceForm",
    "InviteForm",
    "MandateForm",
    "MoveForm",
    "NarrowingForm",
    "NewProgrammeForm",
    "NewVersionForm",
    "NoteForm",
    "NumberForm",
    "OpenNotesForm",
    "OpeningForm",
    "OrganisationChoiceField",
    "OwnAccountForm",
    "PartForm",
    "PersonForm",
    "PlaceForm",
    "PointForm",
    "PositionForm",
    "ProgrammeDayForm",
    "ProgrammeForm",
    "ProgrammeItemForm",
    "ProgrammePersonForm",
    "ProgressForm",
    "ProposalForm",
    "PutForm",
    "PutReleaseForm",
    "QueryForm",
    "ReaderForm",
    "ReasonForm",
    "RecordChoiceField",
    "ReleaseForm",
    "ReplacementForm",
    "ReschedulingForm",
    "RestrictionForm",
    "ResultForm",
    "RoomForm",
    "ScheduleForm",
    "StatementForm",
    "SuccessionForm",
    "SummaryForm",
    "SymbolForm",
    "TakeOverForm",
    "TakeUpForm",
    "WhyForm",
    "WithdrawReleaseForm",
    "WithdrawalForm",
    "day_field",
]
