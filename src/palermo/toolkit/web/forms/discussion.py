"""What is written of rounds of comments, and what participants write."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import offer_states
from palermo.accounts.viewer import VISITOR
from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import CODES, LANGUAGES, active_language
from palermo.core.whole_numbers import MOST
from palermo.events.queries.events import events_visible_to
from palermo.events.web.forms.preparation import StatesField
from palermo.governance.web.forms.meetings import zone_choices
from palermo.site.forms.fields import CHOOSE, ActForm, OrganisationsField, RecordChoiceField, Sections
from palermo.site.forms.instants import WHICH, ClockField, ClockForm
from palermo.site.forms.model_fields import form_field
from palermo.toolkit.models import PassageComment, PassageText, RoundExpert, TextRound, Tool, ToolVersion
from palermo.toolkit.queries.discussion import comments_shown_to_expert, comments_visible_to
from palermo.toolkit.rules.discussion import LONGEST_COMMENT, organisations_represented, states_represented
from palermo.toolkit.rules.texts import LONGEST
from palermo.toolkit.states.discussion import RoundKind
from palermo.toolkit.texts.markup import plain_content

INVITED = ("states", "organisations")
STATE, ORGANISATION = "state", "organisation"


class RoundForm(ActForm):
    """The version, who is invited, and how the round works. The record is a tool, or the round that is edited."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Round of comments"), ("version", "kind", "event", "instructions")),
        (gettext_lazy("Participants"), ("all_states", "states", "organisations", "shows_comments")),
        (gettext_lazy("Deadline"), ("time_zone",)),
    )

    version = form_field(TextRound, "version", RecordChoiceField, to_field_name="slug")
    kind = form_field(TextRound, "kind", choices=[("", CHOOSE), *RoundKind.choices])
    event = form_field(TextRound, "event", RecordChoiceField)
    instructions = form_field(
        TextRound,
        "instructions",
        help_text=gettext_lazy("What comments are requested, and what follows. All participants read this."),
    )
    all_states = form_field(TextRound, "all_states")
    states = form_field(TextRound, "states", StatesField)
    organisations = form_field(TextRound, "organisations", OrganisationsField)
    shows_comments = form_field(TextRound, "shows_comments")
    time_zone = form_field(TextRound, "time_zone", forms.ChoiceField, choices=zone_choices)

    def prepare(self) -> None:
        super().prepare()
        tool = self.record.tool if isinstance(self.record, TextRound) else self.record
        assert isinstance(tool, Tool)
        self.fields["version"].queryset = tool.versions.order_by("-number")  # type: ignore[attr-defined]  # a choice of records
        meetings = events_visible_to(self.viewer).filter(activity__part_of=tool.activity).select_related("activity")
        self.fields["event"].queryset = meetings  # type: ignore[attr-defined]  # a choice of records
        offer_states(self.fields["states"])
        self.initial.setdefault("time_zone", settings.TIME_ZONE)
        if isinstance(self.record, TextRound):
            for name in ("kind", "event", "instructions", "all_states", "shows_comments", "time_zone"):
                self.initial[name] = getattr(self.record, name)
            self.initial["version"] = self.record.version.slug
            self.initial.update({name: getattr(self.record, name).all() for name in INVITED})
        else:
            newest = tool.versions.order_by("-number").first()
            self.initial.setdefault("version", newest.slug if newest else "")

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        invited: dict[str, QuerySet] = {name: values.pop(name) for name in INVITED}
        return {"values": values, "invited": invited}


class _DeadlineForm(ClockForm):
    """A deadline on the clocks of the round's time zone."""

    clocks: ClassVar[tuple[str, ...]] = ("closes_at",)
    record: TextRound

    @property
    def time_zone(self) -> str:
        return self.record.time_zone

    def action_kwargs(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if not name.endswith(WHICH)}


class OpenRoundForm(_DeadlineForm):
    """Until when comments are received."""

    closes_at = form_field(TextRound, "closes_at", ClockField, initial=[None, "18:00"], required=True)


class ExtendRoundForm(_DeadlineForm):
    """A later deadline, and why."""

    closes_at = ClockField(label=gettext_lazy("New deadline"))
    reason = MultilingualFormField(label=gettext_lazy("Reason"))


class FileTableForm(ActForm):
    """The title, audience and language of the table as a document."""

    title = MultilingualFormField(label=gettext_lazy("Title"))
    audience = forms.ChoiceField(label=gettext_lazy("Audience"), choices=Audience.choices)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[(language.code, language.name) for language in LANGUAGES]
    )

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("audience", Audience.MEMBER_STATES)
        self.initial.setdefault("language", active_language().code)


class ExpertForm(ActForm):
    """An expert to be invited by e-mail. No draft keeps who it is."""

    draft_days = 0

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    function = forms.CharField(label=gettext_lazy("Function and institution"), max_length=300, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the e-mail"), choices=[(each.django_code, each.name) for each in LANGUAGES]
    )

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("language", active_language().django_code)


class CommentForm(ActForm):
    """A comment on a passage in a round, or a reply. The passage is named in the address of the form."""

    draft_days = 0
    needed_with_others: ClassVar[frozenset[str]] = frozenset({"text", "proposal"})
    record: TextRound

    passage = forms.SlugField(widget=forms.HiddenInput, max_length=40)
    language = forms.ChoiceField(widget=forms.HiddenInput, choices=[(code, code) for code in CODES])
    reply_to = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST)
    behalf = forms.ChoiceField(label=gettext_lazy("On behalf of"), required=False)
    topic = form_field(PassageComment, "topic")
    quote = form_field(
        PassageComment,
        "quote",
        max_length=LONGEST_COMMENT,
        help_text=gettext_lazy("If the comment is on some words of the passage, copy them here."),
    )
    text = form_field(PassageComment, "text", max_length=LONGEST_COMMENT, widget=forms.Textarea({"rows": 4}))
    proposal = form_field(
        PassageComment,
        "proposal",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Change the text as you would have it. Left as it is, no wording is proposed."),
    )

    def prepare(self) -> None:
        super().prepare()
        self._offer_behalf()
        key = str(self.data.get("passage") or self.initial.get("passage") or "")
        code = str(self.data.get("language") or self.initial.get("language") or self.record.version.original_language)
        self.initial.update({"passage": key, "language": code})
        self.words = words_in_version(self.record.version, code, key)
        self.words_read = plain_content(self.words)
        self.initial.setdefault("proposal", self.words)
        if self.data.get("reply_to") or self.initial.get("reply_to"):
            for name in ("topic", "quote", "proposal"):
                del self.fields[name]
            self.fields["text"].required = True
            self.fields["text"].label = _("Reply")

    def _offer_behalf(self) -> None:
        """For whom one may comment: asked only where there is a choice."""
        states = State.objects.filter(pk__in=states_represented(self.viewer, self.record))
        organisations = Organisation.objects.filter(pk__in=organisations_represented(self.viewer, self.record))
        choices = [(f"{STATE}-{each.pk}", each.display_name()) for each in states]
        choices += [(f"{ORGANISATION}-{each.pk}", each.display_name()) for each in organisations]
        field = self.fields["behalf"]
        assert isinstance(field, forms.ChoiceField)
        self.behalf_choices = choices or [("", "—")]
        field.choices = self.behalf_choices
        if len(choices) > 1:
            field.required = True
        else:
            field.widget = forms.HiddenInput()
            self.initial["behalf"] = self.behalf_choices[0][0]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("proposal", "").strip().replace("\r\n", "\n") == self.words.strip():
            values["proposal"] = ""
        if not values.get("text") and not values.get("proposal") and not self.errors:
            self.add_error("text", _("Enter a comment or a proposed wording."))
        self.answered: PassageComment | None = None
        if number := values.get("reply_to"):
            shown = self.shown_comments().filter(round=self.record, passage=values.get("passage"), reply_to=None)
            self.answered = shown.filter(number=number).first()
            if self.answered is None:
                self.add_error(None, _("The comment to which you reply is not there. Reload the page."))
        return values

    def shown_comments(self) -> QuerySet[PassageComment]:
        """The comments to which the author may reply: those that they see."""
        return comments_visible_to(self.viewer)

    def comment(self) -> PassageComment:
        """What was written, as a comment that is not saved yet."""
        values = dict(self.cleaned_data)
        behalf = values.pop("behalf", "")
        kind, _dash, key = behalf.partition("-")
        values["proposal"] = values.get("proposal", "").strip().replace("\r\n", "\n")
        comment = PassageComment(round=self.record, **{**values, "reply_to": self.answered})
        if kind == STATE:
            comment.by_state_id = int(key)
        elif kind == ORGANISATION:
            comment.organisation_id = int(key)
        return comment

    def action_kwargs(self) -> dict[str, object]:
        return {"comment": self.comment()}


class ExpertCommentForm(CommentForm):
    """A comment on a passage in a round by an expert, who has no account."""

    def __init__(self, data: QueryDict | None = None, *, expert: RoundExpert, **kwargs: Any) -> None:
        self.expert = expert
        super().__init__(data, record=expert.round, viewer=VISITOR, **kwargs)

    def shown_comments(self) -> QuerySet[PassageComment]:
        return comments_shown_to_expert(self.expert)


class AcceptCommentForm(ActForm):
    """A remark with the acceptance."""

    response = form_field(PassageComment, "response")


class AdaptCommentForm(ActForm):
    """The wording of the drafting group, and why it is another than was proposed."""

    record: PassageComment

    wording = forms.CharField(
        label=gettext_lazy("New wording of the passage"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("Leave empty if another passage was changed instead, and name it in the response."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
    response = form_field(PassageComment, "response", required=True)

    def prepare(self) -> None:
        super().prepare()
        current = self.current()
        self.initial.setdefault("base", current.number if current else 0)
        self.initial.setdefault("wording", self.record.proposal or (current.content if current else ""))

    def current(self) -> PassageText | None:
        """The passage as it is being written now."""
        texts = PassageText.objects.filter(passage__tool=self.record.round.tool_id, passage__key=self.record.passage)
        return texts.filter(language=self.record.language, is_current=True).first()


class DeclineCommentForm(ActForm):
    """Why a comment is not accepted."""

    response = MultilingualFormField(label=gettext_lazy("Reason"), long=True)


class NamingForm(forms.Form):
    """Whether an expert lets their name be shown."""

    is_named = forms.BooleanField(
        label=gettext_lazy("My name and function may be shown to the other participants and in the table of comments"),
        required=False,
    )


def words_in_version(version: ToolVersion, language: str, key: str) -> str:
    """The words of a passage in a version, with their marks; nothing where it has no such passage."""
    stored = version.texts.filter(language=language).first()
    rows = stored.content if stored else []
    return next((str(row.get("text", "")) for row in rows if row["key"] == key), "")


def language_of_reader(version: ToolVersion) -> str:
    """The reader's language where the version is in it, else the original one."""
    code = active_language().code
    has_own = version.texts.filter(language=code).exists()
    return code if has_own else version.original_language
