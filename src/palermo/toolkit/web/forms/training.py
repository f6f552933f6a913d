"""What is written of courses, training sessions, their participants and their certificates."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import LANGUAGES, active_language
from palermo.events.web.forms.feedback import AskingForm
from palermo.governance.web.forms.choices import offer_records
from palermo.governance.web.forms.meetings import zone_choices
from palermo.library.queries import documents_visible_to
from palermo.library.web.fields import DocumentsField
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    LanguagesField,
    PlaceChoiceField,
    Sections,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.toolkit.models import Certificate, Course, LearnerGroup, TrainingSession
from palermo.toolkit.models.training import LONGEST_COURSE, MOST_LEARNERS
from palermo.toolkit.queries.trainers import trainers_visible_to
from palermo.toolkit.rules.training import MOST_CERTIFICATES
from palermo.toolkit.states.training import LearnerSex, Profession
from palermo.treaties.web.forms.participation import ParticipantForm

LANGUAGE_CHOICES = [(language.code, language.name) for language in LANGUAGES]


class CourseForm(ValuesForm):
    """A course: its aim, whom it is for, how long it takes, and its materials."""

    model = Course
    beside_values = ("materials",)

    sections: ClassVar[Sections] = (
        (gettext_lazy("Course"), ("title", "aim", "learners", "hours", "languages")),
        (gettext_lazy("Training materials"), ("materials",)),
    )

    title = form_field(Course, "title")
    aim = form_field(Course, "aim")
    learners = form_field(
        Course,
        "learners",
        help_text=gettext_lazy("The participants for whom the course is designed, for example investigators."),
    )
    hours = form_field(Course, "hours", min_value=1, max_value=LONGEST_COURSE)
    languages = form_field(Course, "languages", LanguagesField, help_text="")
    materials = DocumentsField(
        label=gettext_lazy("Documents"), help_text=gettext_lazy("Symbols or identifiers, one on each line.")
    )

    def prepare(self) -> None:
        if (course := self.row_on_record()) is not None:
            self.initial.setdefault("materials", list(documents_visible_to(self.viewer).filter(courses=course)))
        super().prepare()


class TrainingForm(ParticipantForm):
    """When and where a course is given, by whom, and in which language."""

    beside_values = ("trainers",)

    sections: ClassVar[Sections] = (
        (gettext_lazy("Organizer"), ("state", "organisation")),
        (gettext_lazy("Date and place"), ("starts_on", "ends_on", "begins_at", "place", "link", "zone")),
        (gettext_lazy("Training"), ("language", "trainers")),
    )
    needed_with_others = frozenset({"state", "organisation", "place", "link"})

    starts_on = form_field(TrainingSession, "starts_on")
    ends_on = form_field(TrainingSession, "ends_on")
    begins_at = form_field(TrainingSession, "begins_at")
    place = form_field(TrainingSession, "place", PlaceChoiceField)
    link = forms.URLField(
        label=gettext_lazy("Or web address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Of a session that is held online."),
    )
    zone = form_field(
        TrainingSession, "zone", forms.ChoiceField, choices=lambda: [("", _("That of the place")), *zone_choices()]
    )
    language = form_field(TrainingSession, "language")
    trainers = form_field(
        TrainingSession,
        "trainers",
        forms.ModelMultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A trainer is named on the page of the session only with their consent."),
    )

    def prepare(self) -> None:
        session, offered = self.row_on_record(), trainers_visible_to(self.viewer)
        if session is not None:
            # Others stay, though the reader may not know them: `action_kwargs` keeps them.
            self.initial.setdefault("trainers", [each.pk for each in offered.filter(sessions=session)])
        super().prepare()
        if not self.viewer.is_secretariat:
            self._offer_own(session)
        offer_records(self, "trainers", offered)

    def row_on_record(self) -> TrainingSession | None:
        """The session that the form corrects; None for a new one."""
        return self.record if isinstance(self.record, TrainingSession) else None

    def _offer_own(self, session: TrainingSession | None) -> None:
        """Offer one’s own States and organizations, and the organizer that the session has."""
        states, organisations = set(self.viewer.state_ids), set(self.viewer.organisation_ids)
        if session is not None and session.state_id:
            states.add(session.state_id)
        if session is not None and session.organisation_id:
            organisations.add(session.organisation_id)
        offer_records(self, "state", State.objects.prefetch_related("former_names").filter(pk__in=states))
        offer_records(self, "organisation", Organisation.objects.filter(pk__in=organisations))
        keys = {"state": states, "organisation": organisations}
        for name, own in keys.items():
            if not own:
                self.fields[name].widget = forms.HiddenInput()
        if sum(map(len, keys.values())) == 1:
            name = next(name for name, own in keys.items() if own)
            self.initial.setdefault(name, next(iter(keys[name])))

    def clean(self) -> dict[str, object] | None:
        super().clean()
        given = self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first day."))
        if not (given.get("place") or given.get("link")) and not {"place", "link"} & set(self.errors):
            self.add_error("place", _("Enter the place, or the web address of a session held online."))
        return None

    def action_kwargs(self) -> dict[str, Any]:
        given = super().action_kwargs()
        trainers = list(given["trainers"])
        if (session := self.row_on_record()) is not None:
            trainers += session.trainers.exclude(pk__in=trainers_visible_to(self.viewer).values("pk"))
        return {**given, "trainers": trainers}


class LearnersForm(ActForm):
    """How many participants were of one sex, one profession and one State."""

    sex = form_field(LearnerGroup, "sex", choices=[("", CHOOSE), *LearnerSex.choices])
    profession = form_field(LearnerGroup, "profession", choices=[("", CHOOSE), *Profession.choices])
    state = form_field(LearnerGroup, "state", StateChoiceField, empty_label=gettext_lazy("Not recorded"))
    count = form_field(
        LearnerGroup,
        "count",
        min_value=0,
        max_value=MOST_LEARNERS,
        help_text=gettext_lazy("Replaces the number entered before for the same group; 0 removes it."),
    )

    def prepare(self) -> None:
        super().prepare()
        offer_states(self.fields["state"], self.record.starts_on)
        self.initial.setdefault("state", self.record.state_id)


class EvaluationForm(AskingForm):
    """From when to when participants of a session answer, and who reads the evaluation."""

    def last_day(self) -> date | None:
        return self.record.ends_on


class RevokeForm(ActForm):
    """Why a certificate is no longer valid."""

    reason = MultilingualFormField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Shown to those who verify the certificate. Please do not name the person."),
    )


class IssueForm(forms.Form):
    """The names for which certificates are made; they are not stored."""

    names = forms.CharField(
        label=pgettext_lazy("of persons", "Names"),
        widget=forms.Textarea({"rows": 10, "dir": "auto", "autocomplete": "off"}),
        max_length=20_000,
        error_messages={"required": gettext_lazy("Enter the names, one on each line.")},
        help_text=gettext_lazy("One on each line, as they are to stand on the certificates; at most %(most)d."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the certificates"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: object, session: TrainingSession, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of a form
        help_text = str(self.fields["names"].help_text)
        self.fields["names"].help_text = help_text % {"most": MOST_CERTIFICATES}
        self.initial.setdefault("language", session.language or active_language().code)

    def clean_names(self) -> list[str]:
        """The names, without the blanks around them and empty lines."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        return [line for line in lines if line]


class VerificationForm(forms.Form):
    """The code and the name on a certificate."""

    code = form_field(
        Certificate,
        "code",
        max_length=60,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Sixteen letters and digits, for example 7K3M-9QPD-X2VB-H6RT."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name on the certificate"),
        max_length=300,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("In full, as it is written there."),
    )
