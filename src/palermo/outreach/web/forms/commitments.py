"""What is written of commitments, by those with an account and by the form of an event."""

from typing import ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.core.languages import active_language
from palermo.core.text import MultilingualText, plain
from palermo.events.models import Outcome
from palermo.events.queries.events import events_visible_to, outcomes_visible_to
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.follow_ups import FOLLOW_UP_MOVES, FollowUpState
from palermo.outreach.models import Commitment, MeasureProgress, Partnership, PledgeContact, Pledging
from palermo.outreach.queries.partners import partners_of, partners_visible_to
from palermo.outreach.states.partners import WERE_ADMITTED, PartnershipStatus
from palermo.site.forms.fields import (
    DAYS_WITH_PERSONS,
    ActForm,
    OrganisationChoiceField,
    RecordChoiceField,
    Sections,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField
from palermo.site.forms.rows import ValuesForm

LONGEST_TITLE, LONGEST_TEXT = 200, 3000
PARTY = ("state", "organisation", "partnership", "group")


def _dates(values: dict[str, object], *names: str) -> dict[str, object]:
    """The values with each partial date as the two fields in which it is kept."""
    for name in names:
        day = values.pop(name)
        assert day is None or isinstance(day, PartialDate)
        values[f"{name}_on"] = day.value if day else None
        values[f"{name}_precision"] = day.precision if day else DatePrecision.DAY
    return values


class MakeCommitmentForm(ActForm):
    """What those who act for a State, an organization or a partner promise."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Made by"), (*PARTY, "speaker", "made")),
        (gettext_lazy("Commitment"), ("title", "text", "due", "indicator", "target")),
        (gettext_lazy("Occasion"), ("activity", "outcome", "is_shown_on_screens")),
        (gettext_lazy("Audience"), ("audience",)),
    )
    needed_with_others = frozenset(PARTY)
    draft_days = DAYS_WITH_PERSONS

    state = form_field(Commitment, "state", StateChoiceField)
    organisation = form_field(Commitment, "organisation", OrganisationChoiceField)
    partnership = form_field(Commitment, "partnership", RecordChoiceField)
    speaker = form_field(
        Commitment,
        "speaker",
        help_text=gettext_lazy("Shown with the commitment. Leave empty if the person does not agree."),
    )
    made = form_field(Commitment, "made")
    title = form_field(Commitment, "title")
    text = form_field(Commitment, "text")
    due = form_field(Commitment, "due")
    indicator = form_field(
        Commitment, "indicator", help_text=gettext_lazy("What will show that the commitment is carried out.")
    )
    target = form_field(Commitment, "target")
    activity = form_field(Commitment, "activity", RecordField[Activity])
    outcome = form_field(Commitment, "outcome", RecordField[Outcome])
    is_shown_on_screens = forms.BooleanField(
        label=gettext_lazy("May be shown on the screens of the event"), required=False
    )

    def prepare(self) -> None:
        super().prepare()
        self.offer_parties()
        events = activities_visible_to(self.viewer).filter(kind=ActivityKind.EVENT)
        held = events.filter(pk__in=events_visible_to(self.viewer).values("pk"))
        self.fields["activity"].queryset = held.order_by("-starts_on", "slug")  # type: ignore[attr-defined]  # a choice of records
        outcomes = outcomes_visible_to(self.viewer).select_related("event__activity")
        self.fields["outcome"].queryset = outcomes.order_by("slug")  # type: ignore[attr-defined]  # a choice of records
        commitment = self.commitment()
        if commitment is None:
            self.initial.setdefault("made", PartialDate(clock.today()))
            return
        for name in ("speaker", "made", "title", "text", "indicator", "target", "is_shown_on_screens"):
            self.initial.setdefault(name, getattr(commitment, name))
        self.initial.setdefault("due", commitment.due_in_force)
        for name in ("state", "organisation"):
            self.initial.setdefault(name, getattr(commitment, f"{name}_id"))
        self.initial.setdefault("activity", commitment.activity.slug if commitment.activity else "")
        self.initial.setdefault("outcome", commitment.outcome.slug if commitment.outcome else "")

    def commitment(self) -> Commitment | None:
        """The commitment that the form corrects; None for a new one."""
        return self.record if isinstance(self.record, Commitment) else None

    def own_partners(self) -> QuerySet[Partnership]:
        """The partners for which the reader acts, and the party of the commitment, which may be one no longer."""
        commitment = self.commitment()
        kept = Q(pk=commitment.partnership_id) if commitment else Q(pk__in=[])
        return partners_of(self.viewer).filter(Q(status=PartnershipStatus.ADMITTED) | kept)

    def offer_parties(self) -> None:
        """Offer those for which the reader acts; what there is none of is not asked."""
        commitment = self.commitment()
        own = {
            "state": State.objects.filter(pk__in=sorted(self.viewer.state_ids)).prefetch_related("former_names"),
            "organisation": Organisation.objects.filter(
                pk__in=sorted(self.viewer.organisation_ids - self.viewer.partner_ids)
            ),
            "partnership": self.own_partners().order_by("slug"),
        }
        found = []
        for name, records in own.items():
            self.fields[name].queryset = records  # type: ignore[attr-defined]  # a choice of records
            keys = list(records.values_list("pk", flat=True))
            found += [(name, key) for key in keys]
            if not keys:
                del self.fields[name]
        if commitment is not None and commitment.partnership_id and "partnership" in self.fields:
            self.initial.setdefault("partnership", commitment.partnership_id)
        if len(found) == 1 and commitment is None:
            self.initial.setdefault(*found[0])

    def clean(self) -> dict[str, object] | None:
        super().clean()
        given = [name for name in PARTY if self.cleaned_data.get(name)]
        asked = [name for name in PARTY if name in self.fields]
        if len(given) != 1 and asked and not set(asked) & set(self.errors):
            self.add_error(asked[0], _("Enter one party: a State, an organization, a partner or the name of a group."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        empty = {"state": None, "organisation": None, "partnership": None, "group": MultilingualText()}
        asked = {name: value for name, value in empty.items() if self.cleaned_data.get(name) is None}
        return {"values": _dates({**self.cleaned_data, **asked}, "made", "due")}


class CommitmentForm(MakeCommitmentForm):
    """A commitment as the secretariat records it: of any party, also of a group that is only named."""

    partnership = RecordField[Partnership](label=gettext_lazy("Partner"), title="current_name")  # type: ignore[assignment]  # of thousands
    group = form_field(
        Commitment,
        "group",
        help_text=gettext_lazy("Parties that are not organizations of the record, for example “Religious leaders”."),
    )
    audience = form_field(Commitment, "audience", initial=Audience.PUBLIC)

    def offer_parties(self) -> None:
        """Offer every State and organization, and partners that were admitted."""
        commitment = self.commitment()
        offer_states(self.fields["state"], also=[commitment.state_id] if commitment else [])
        partners = partners_visible_to(self.viewer).filter(status__in=sorted(WERE_ADMITTED)).order_by("slug")
        self.fields["partnership"].queryset = partners  # type: ignore[attr-defined]  # a field of records
        if commitment is not None:
            self.initial.setdefault("partnership", commitment.partnership.slug if commitment.partnership else "")
            self.initial.setdefault("group", commitment.group)
            self.initial.setdefault("audience", commitment.audience)


class ChangeCommitmentForm(CommitmentForm):
    """What the secretariat corrects; those that made a commitment correct theirs, for the same party."""

    def prepare(self) -> None:
        super().prepare()
        if not self.viewer.is_secretariat:
            for name in (*PARTY, "audience"):
                self.fields.pop(name, None)

    def action_kwargs(self) -> dict[str, object]:
        if not self.viewer.is_secretariat:
            return {"values": _dates(dict(self.cleaned_data), "made", "due")}
        return super().action_kwargs()


class WithReasonForm(ActForm):
    """Why a commitment is declined or withdrawn."""

    reason = MultilingualFormField(label=gettext_lazy("Reason"), long=True)


class PledgingForm(ValuesForm):
    """When the form of an event is open, what stands above it, and whether screens show what is recorded."""

    model = Pledging

    opens_on = form_field(Pledging, "opens_on", initial=clock.today)
    closes_on = form_field(Pledging, "closes_on", initial=clock.today)
    introduction = form_field(Pledging, "introduction")
    on_screens = form_field(
        Pledging, "on_screens", help_text=gettext_lazy("Only recorded commitments for the public whose speakers agree.")
    )

    def clean(self) -> dict[str, object] | None:
        super().clean()
        opens, closes = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The form must not close before it opens. Check the two dates."))
        return None


class PledgeTextForm(forms.Form):
    """What is promised and by when, in the language of the page."""

    title = forms.CharField(label=gettext_lazy("Your commitment in one sentence"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=gettext_lazy("Details"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What you will do, where and for whom."),
    )
    due = PartialDateFormField(
        label=gettext_lazy("By when"), required=False, help_text=gettext_lazy("A day, a month or a year.")
    )
    is_shown_on_screens = forms.BooleanField(
        label=gettext_lazy("May be shown on the screens of the event"), required=False
    )

    def values(self, commitment: Commitment | None = None) -> dict[str, object]:
        """The fields of the commitment; those of one that is corrected keep their other languages."""
        title = _corrected(commitment.title if commitment else MultilingualText(), self.cleaned_data["title"])
        before = commitment.text if commitment else MultilingualText()
        text = self.cleaned_data["text"]
        if not text:
            # Without details the sentence stands for them, in its language.
            shown = title.shown_in(active_language().code)
            details = MultilingualText({**before, shown.language.code: shown.words} if shown else before)
        else:
            details = _corrected(before, text)
        stored = {
            "title": title,
            "text": details,
            "is_shown_on_screens": self.cleaned_data["is_shown_on_screens"],
            "due": self.cleaned_data["due"],
        }
        return _dates(stored, "due")


def _corrected(before: MultilingualText, words: str) -> MultilingualText:
    """A text with the words typed in the language of the page; untouched where they are those that the form showed."""
    code = active_language().code
    shown = before.shown_in(code)
    if shown and shown.words.strip().splitlines() == words.strip().splitlines():
        return before
    return MultilingualText({**before, code: words})


class PledgeForm(PledgeTextForm):
    """What participants of an event promise, with or without an account.

    `key` is the secret of the link that the person gets, made with the page: a form that is sent twice makes one
    commitment. `website` is left empty by people, who do not see it.
    """

    key = forms.RegexField(r"\A[\w-]{43}\Z", widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)
    party = forms.ChoiceField(label=gettext_lazy("For whom"))
    group = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        help_text=gettext_lazy("The community, organization or group for which you speak."),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("Shown with the commitment only if it may be shown on screens."),
    )
    email = form_field(
        PledgeContact,
        "email",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Only the secretariat sees it. It is used to reply to you."),
    )
    field_order = [
        *("key", "website", "title", "text", "due", "party", "group", "name", "email", "is_shown_on_screens")
    ]

    def __init__(self, *args: object, viewer: Viewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.parties = _own_parties(viewer)
        if self.parties:
            del self.fields["group"]
            choices = [(key, plain(_name_of(each))) for key, each in self.parties.items()]
            self.fields["party"].choices = choices  # type: ignore[attr-defined]  # a choice
        else:
            del self.fields["party"]

    def clean_website(self) -> str:
        """Refuse what only a program fills in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""

    def commitment(self) -> Commitment:
        """The commitment that is promised, not saved."""
        party: dict[str, object] = {}
        if self.parties:
            chosen = self.parties[self.cleaned_data["party"]]
            party[self.cleaned_data["party"].partition(":")[0]] = chosen
        else:
            party["group"] = MultilingualText({active_language().code: self.cleaned_data["group"]})
        speaker = self.cleaned_data["name"] if self.cleaned_data["is_shown_on_screens"] else ""
        return Commitment(**self.values(), **party, speaker=speaker)

    def contact(self, digest: str) -> PledgeContact:
        """How to reach the person, not saved."""
        return PledgeContact(
            name=self.cleaned_data["name"],
            email=self.cleaned_data["email"],
            language=active_language().django_code,
            digest=digest,
        )


def _own_parties(viewer: Viewer) -> dict[str, State | Organisation | Partnership]:
    """Those for which a reader with an account acts; none for a visitor and for the secretariat, which records."""
    if not viewer.roles or viewer.is_secretariat:
        return {}
    states = State.objects.filter(pk__in=sorted(viewer.state_ids)).prefetch_related("former_names")
    organisations = Organisation.objects.filter(pk__in=sorted(viewer.organisation_ids - viewer.partner_ids))
    partners = partners_of(viewer).filter(status=PartnershipStatus.ADMITTED)
    named: dict[str, State | Organisation | Partnership] = {f"state:{each.pk}": each for each in states}
    named |= {f"organisation:{each.pk}": each for each in organisations}
    return named | {f"partnership:{each.pk}": each for each in partners}


def _name_of(party: State | Organisation | Partnership) -> MultilingualText:
    if isinstance(party, State):
        return party.name_today
    return party.current_name if isinstance(party, Partnership) else party.name


class WithdrawPledgeForm(forms.Form):
    """Why a person withdraws what they promised."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class PledgeProgressForm(forms.Form):
    """What a person reports on what they promised."""

    claims = forms.ChoiceField(label=gettext_lazy("Status"))
    progress = forms.CharField(
        label=gettext_lazy("Action taken"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    link = form_field(MeasureProgress, "link", max_length=200)

    def __init__(self, *args: object, state: FollowUpState, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        possible = FOLLOW_UP_MOVES[state] | {state}
        choices = [(each.value, each.label) for each in FollowUpState if each in possible]
        self.fields["claims"].choices = choices  # type: ignore[attr-defined]  # a choice
