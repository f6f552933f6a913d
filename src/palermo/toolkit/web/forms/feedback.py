"""What readers write about a passage, and what is written for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core.records import name_of
from palermo.governance.models import Topic
from palermo.site.forms.fields import ActForm
from palermo.site.forms.model_fields import form_field
from palermo.toolkit.models import FinderEntry, Passage, ReaderFeedback, Tool, VersionSection
from palermo.toolkit.rules.feedback import LONGEST_FEEDBACK
from palermo.toolkit.states.feedback import ReaderRole
from palermo.toolkit.states.texts import CHAPTERS


class FeedbackForm(forms.Form):
    """A reader's words, and what the reader is, if they wish to say so.

    People do not see the field `website`: what is in it comes from a program.
    """

    words = forms.CharField(
        label=_("Your feedback"),
        max_length=LONGEST_FEEDBACK,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Do not enter names or personal details, of yourself or of anyone else."),
    )
    role = forms.ChoiceField(
        label=_("I am a"),
        choices=[("", _("Not stated")), *ReaderRole.choices],
        required=False,
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def is_from_a_program(self) -> bool:
        """Whether the field that people do not see is filled in."""
        return bool(self.cleaned_data["website"])


class AnswerFeedbackForm(ActForm):
    """The reply to a reader."""

    reply = form_field(
        ReaderFeedback,
        "reply",
        help_text=_("The reader sees it by the link that was shown after sending."),
        required=True,
    )


class CloseFeedbackForm(ActForm):
    """Nothing is written."""


class _ChapterField(forms.ModelChoiceField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings: dict[str, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return self.headings.get(obj.key) or str(obj.get_kind_display())


class ArrangeFinderForm(ActForm):
    """For which readers and topics a chapter is."""

    passage = form_field(
        FinderEntry,
        "passage",
        _ChapterField,
        to_field_name="key",
        empty_label=_("The whole tool"),
        help_text=_("What was chosen for this chapter before is replaced."),
        queryset=Passage.objects.none(),
    )
    roles = forms.MultipleChoiceField(
        label=_("Readers"), choices=ReaderRole.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topics"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        tool = self.record
        assert isinstance(tool, Tool)
        passages = tool.passages.filter(is_removed=False, kind__in=sorted(CHAPTERS)).order_by("position")
        chapters: Any = self.fields["passage"]
        chapters.queryset = passages
        sections = VersionSection.objects.filter(version__tool=tool).order_by("version__number")
        chapters.headings = {section.key: str(section.heading) for section in sections if section.heading}
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.all()
        topics.label_from_instance = name_of
