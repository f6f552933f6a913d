"""What is written of studies: their description, contributions, ethics reviews, data used, drafts and comments."""

from datetime import timedelta
from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.forms import DayFormField, MultilingualFormField
from palermo.governance.web.forms.choices import offer_records
from palermo.knowledge.models import (
    Dataset,
    DatasetEdition,
    DraftComment,
    EthicsReview,
    Study,
    StudyContribution,
    StudyDataset,
    StudyDraft,
)
from palermo.knowledge.queries.datasets import dataset_editions_visible_to, datasets_visible_to
from palermo.knowledge.states.datasets import DatasetEditionStatus
from palermo.knowledge.states.studies import CommentAnswer, EthicsResult, StudyRole
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import CHOOSE, ActForm, OrganisationChoiceField, Sections, day_field
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField
from palermo.site.forms.rows import ValuesForm

# How long readers usually have for comments on a draft.
USUAL_TIME = timedelta(days=28)


class StudyForm(ValuesForm):
    """What a study asks and how it is done, and when results are due."""

    model = Study

    TEXTS = ("question", "aim", "obstacle", "method", "results_for", "protocol")
    sections: ClassVar[Sections] = (
        (gettext_lazy("Question"), ("question", "aim", "obstacle")),
        (gettext_lazy("Method"), ("method", "protocol")),
        (gettext_lazy("Results"), ("results_due", "results_for")),
    )

    question = form_field(Study, "question")
    aim = form_field(Study, "aim")
    obstacle = MultilingualFormField(label=gettext_lazy("Obstacles"), long=True, required=False)
    method = form_field(Study, "method")
    protocol = form_field(
        Study, "protocol", DocumentField, help_text=gettext_lazy("The document that says how the study is done.")
    )
    results_due = form_field(Study, "results_due")
    results_for = form_field(
        Study, "results_for", help_text=gettext_lazy("As it stands in a sentence, for example: to Member States.")
    )

    def row_on_record(self) -> Study | None:
        """What is described of the study."""
        return getattr(self.record, "study", None)


class ContributionForm(ValuesForm):
    """Who does what in a study, since when."""

    model = StudyContribution

    needed_with_others = frozenset({"state", "organisation"})

    state = form_field(StudyContribution, "state", StateChoiceField)
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    role = form_field(StudyContribution, "role", choices=[("", CHOOSE), *StudyRole.choices])
    description = form_field(StudyContribution, "description")
    since_on = form_field(
        StudyContribution,
        "since_on",
        help_text=gettext_lazy(
            "Leave empty while it is planned. Fieldwork begins only once an ethics review is valid."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        contribution = self.row_on_record()
        offer_states(self.fields["state"], also=[contribution.state_id] if contribution else [])

    def clean(self) -> dict[str, object] | None:
        super().clean()
        named = [self.cleaned_data.get(name) for name in ("state", "organisation")]
        if sum(each is not None for each in named) != 1:
            self.add_error("state", _("Choose a State or an organization, not both."))
        return None


class SubmitReviewForm(ValuesForm):
    """To which ethics body a study is submitted."""

    model = EthicsReview

    body = form_field(EthicsReview, "body")
    reference = form_field(EthicsReview, "reference")
    submitted_on = form_field(EthicsReview, "submitted_on", initial=clock.today, required=True)


class DecideReviewForm(ActForm):
    """What an ethics body decided."""

    result = form_field(
        EthicsReview,
        "result",
        choices=[("", CHOOSE), *(each for each in EthicsResult.choices if each[0] != EthicsResult.PENDING)],
    )
    decided_on = form_field(EthicsReview, "decided_on", initial=clock.today, required=True)
    conditions = form_field(EthicsReview, "conditions")
    valid_until = form_field(EthicsReview, "valid_until")
    document = form_field(EthicsReview, "document", DocumentField)

    def action_kwargs(self) -> dict[str, object]:
        return {"values": self.cleaned_data}


class ChangeReviewForm(DecideReviewForm):
    """An ethics review with its decision, if there is one."""

    body = form_field(EthicsReview, "body")
    reference = form_field(EthicsReview, "reference")
    submitted_on = form_field(EthicsReview, "submitted_on")
    result = form_field(EthicsReview, "result")
    decided_on = form_field(EthicsReview, "decided_on")

    field_order = (
        "body",
        "reference",
        "submitted_on",
        "result",
        "decided_on",
        "conditions",
        "valid_until",
        "document",
    )

    def prepare(self) -> None:
        super().prepare()
        assert isinstance(self.record, EthicsReview)
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.record, name))


class UseForm(ValuesForm):
    """For what, and since when, a study uses data."""

    model = StudyDataset

    use = form_field(StudyDataset, "use")
    since_on = form_field(
        StudyDataset,
        "since_on",
        help_text=gettext_lazy(
            "Leave empty while it is planned. The use of data begins only once an ethics review is valid."
        ),
    )


class UseDatasetForm(UseForm):
    """Which data a study uses."""

    dataset = form_field(
        DatasetEdition,
        "dataset",
        RecordField[Dataset],
        help_text=gettext_lazy("Its identifier or title."),
        required=False,
    )
    number = forms.IntegerField(
        max_value=32_767,
        label=gettext_lazy("Edition"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("Its number. Leave empty for the latest accepted edition."),
    )

    field_order = ("dataset", "number", "use", "since_on")

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "dataset", datasets_visible_to(self.viewer).order_by("slug"))
        self.fields["dataset"].required = True

    def clean(self) -> dict[str, object] | None:
        super().clean()
        dataset, number = self.cleaned_data.get("dataset"), self.cleaned_data.get("number")
        if dataset is None:
            return None
        self._edition = self._find(dataset, number)
        if self._edition is None and number:
            self.add_error("number", _("This dataset has no edition %(number)d.") % {"number": number})
        elif self._edition is None:
            self.add_error("dataset", _("No edition of this dataset has been accepted yet."))
        return None

    def _find(self, dataset: Dataset, number: int | None) -> DatasetEdition | None:
        editions = dataset_editions_visible_to(self.viewer).filter(dataset=dataset)
        if number:
            return editions.filter(number=number).first()
        return editions.filter(status=DatasetEditionStatus.ACCEPTED).order_by("-number").first()

    def action_kwargs(self) -> dict[str, object]:
        values = {name: self.cleaned_data[name] for name in ("use", "since_on")}
        return {"values": {**values, "edition": self._edition}}


class PublicationForm(ActForm):
    """Which document holds the results of a study, and when it was published."""

    publication = form_field(Study, "publication", DocumentField)
    on = day_field(gettext_lazy("Published on"))

    def prepare(self) -> None:
        super().prepare()
        study = self.record
        assert isinstance(study, Study)
        self.fields["publication"].required = True
        if study.published_on:
            self.initial.setdefault("publication", study.publication)
            self.initial.setdefault("on", study.published_on)


class DraftForm(ValuesForm):
    """The document that is a draft of the results."""

    model = StudyDraft

    document = form_field(StudyDraft, "document", DocumentField, required=False)
    note = form_field(StudyDraft, "note", help_text=gettext_lazy("What readers should know or look at in particular."))

    def prepare(self) -> None:
        super().prepare()
        self.fields["document"].required = True


class ReopenForm(ActForm):
    """Until when comments are received."""

    until = DayFormField(label=gettext_lazy("Comments until"))

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("until", clock.today() + USUAL_TIME)


class CirculateForm(ReopenForm):
    """Who reads a draft, and until when they comment on it."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Audience"),
        choices=[each for each in Audience.choices if each[0] != Audience.SECRETARIAT],
        initial=Audience.MEMBER_STATES,
    )

    field_order = ("audience", "until")


class CommentForm(ActForm):
    """A comment on a draft, and for whom it is made."""

    state = form_field(DraftComment, "state", StateChoiceField)
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    place = form_field(DraftComment, "place", help_text=gettext_lazy("The page, paragraph or table."))
    text = form_field(DraftComment, "text", widget=forms.Textarea({"rows": 6, "dir": "auto"}))

    needed_with_others = frozenset({"state", "organisation"})

    def prepare(self) -> None:
        super().prepare()
        viewer = self.viewer
        own = {
            "state": State.objects.filter(pk__in=sorted(viewer.delegation_ids)).prefetch_related("former_names"),
            "organisation": Organisation.objects.filter(pk__in=sorted(viewer.agency_ids | viewer.partner_ids)),
        }
        found = {name: list(rows.values_list("pk", flat=True)) for name, rows in own.items()}
        for name, rows in own.items():
            if found[name]:
                offer_records(self, name, rows)
            else:
                del self.fields[name]
        if sum(map(len, found.values())) == 1:
            [(name, keys)] = [(name, keys) for name, keys in found.items() if keys]
            self.fields[name].widget = self.fields[name].hidden_widget()
            self.initial.setdefault(name, keys[0])
        if isinstance(self.record, DraftComment):
            for name in self.fields:
                self.initial[name] = getattr(self.record, name)

    def clean(self) -> dict[str, object] | None:
        super().clean()
        named = [self.cleaned_data.get(name) for name in ("state", "organisation")]
        if sum(each is not None for each in named) != 1:
            self.add_error(None, _("Choose the State or the organization for which you comment, not both."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        named = {name: self.cleaned_data.get(name) for name in ("state", "organisation")}
        return {"values": {**self.cleaned_data, **named}}


class AnswerForm(ActForm):
    """What the authors did with a comment, and what they reply."""

    answer = form_field(
        DraftComment,
        "answer",
        choices=[("", CHOOSE), *(each for each in CommentAnswer.choices if each[0] != CommentAnswer.OPEN)],
    )
    reply = form_field(DraftComment, "reply", widget=forms.Textarea({"rows": 5, "dir": "auto"}))

    def prepare(self) -> None:
        super().prepare()
        comment = self.record
        assert isinstance(comment, DraftComment)
        if comment.answer != CommentAnswer.OPEN:
            self.initial.setdefault("answer", comment.answer)
            self.initial.setdefault("reply", comment.reply)
