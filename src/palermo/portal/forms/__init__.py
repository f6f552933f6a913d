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
from palermo.portal.forms.floor import (
    AskForm,
    LimitsForm,
    MoveRequestForm,
    OpenListForm,
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
from palermo.portal.forms.logistics import (
    FirstTasksForm,
    NeedForm,
    TaskForm,
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
from palermo.portal.forms.screens import (
    ScreenForm,
    ScreenNoticeForm,
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
    "AskForm",
    "AssignmentForm",
    "AttendanceForm",
    "AuthorisationForm",
    "BeginningForm",
    "BriefingForm",
    "ChangeNoteForm",
    "CoordinationForm",
    "CorrectionForm",
    "DayForm",
    "DeclineForm",
    "DraftForm",
    "DueForm",
    "EndOfMandateForm",
    "ExtensionForm",
    "FirstTasksForm",
    "FollowUpStateForm",
    "GuidanceForm",
    "InviteForm",
    "LimitsForm",
    "MandateForm",
    "MoveForm",
    "MoveRequestForm",
    "NarrowingForm",
    "NeedForm",
    "NewProgrammeForm",
    "NewVersionForm",
    "NoteForm",
    "NumberForm",
    "OpenListForm",
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
    "ScreenForm",
    "ScreenNoticeForm",
    "StatementForm",
    "SuccessionForm",
    "SummaryForm",
    "SymbolForm",
    "TakeOverForm",
    "TakeUpForm",
    "TaskForm",
    "WhyForm",
    "WithdrawReleaseForm",
    "WithdrawalForm",
    "day_field",
]
