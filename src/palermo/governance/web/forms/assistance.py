"""What is written of requests for assistance, of offers and of results."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField
from palermo.core.text import plain
from palermo.governance.models import OfferOfAssistance, RequestForAssistance, Topic
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.delegations import delegations_of
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.assistance import AssistanceField
from palermo.governance.web.forms.choices import label_records, offer_records
from palermo.governance.web.forms.meetings import NamedChoiceField
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field
from palermo.treaties.models import Review, Treaty
from palermo.treaties.provisions import check_provisions
from palermo.treaties.queries.laws import reviews_visible_to
from palermo.treaties.web.forms.participation import ParticipantForm

PARTICIPANT = ("state", "organisation")


class _OwnParticipantForm(ParticipantForm):
    """For those that the reader acts for; an officer of the secretariat writes for any."""

    def prepare(self) -> None:
        super().prepare()
        if "state" not in self.fields or self.viewer.is_secretariat:
            return
        offer_records(self, "state", delegations_of(self.viewer).prefetch_related("former_names"))
        offer_records(self, "organisation", Organisation.objects.filter(pk__in=sorted(self.viewer.agency_ids)))
        own = {"state": self.viewer.delegation_ids, "organisation": self.viewer.agency_ids}
        for name, keys in own.items():
            if not keys:
                del self.fields[name]
        asked = [name for name in PARTICIPANT if name in self.fields]
        if len(asked) == 1:
            self.fields[asked[0]].required = True
        if asked == ["organisation"]:
            self.fields["organisation"].label = _("Organization")
        if sum(map(len, own.values())) == 1:
            name = next(name for name, keys in own.items() if keys)
            self.initial.setdefault(name, next(iter(own[name])))


class RequestAssistanceForm(_OwnParticipantForm):
    """What a State or an organization asks for."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Request"), ("state", "organisation", "title", "summary", "field", "asked_on", "due")),
        (gettext_lazy("Basis"), ("treaty", "provision", "tool", "review")),
    )
    needed_with_others = frozenset({*PARTICIPANT, "treaty", "tool"})

    title = form_field(RequestForAssistance, "title")
    summary = form_field(RequestForAssistance, "summary")
    field = form_field(RequestForAssistance, "field", choices=[("", CHOOSE), *AssistanceField.choices])
    asked_on = form_field(RequestForAssistance, "asked_on", initial=clock.today)
    due = form_field(RequestForAssistance, "due")
    treaty = form_field(
        RequestForAssistance,
        "treaty",
        RecordChoiceField,
        to_field_name="slug",
        help_text=gettext_lazy("Choose the treaty or the tool to which the request relates."),
        queryset=Treaty.objects.all(),
    )
    provision = form_field(
        RequestForAssistance,
        "provision",
        validators=[check_provisions],
        help_text=gettext_lazy("Such as 15(2); several are separated by commas."),
    )
    tool = form_field(RequestForAssistance, "tool", RecordChoiceField, to_field_name="slug")
    review = form_field(RequestForAssistance, "review", RecordChoiceField, to_field_name="slug")

    def prepare(self) -> None:
        if isinstance(self.record, Review):
            self._begin_from(self.record)
        super().prepare()
        tools = activities_visible_to(self.viewer).filter(kind=ActivityKind.TOOL)
        offer_records(self, "tool", tools.order_by("slug"))
        if "review" in self.fields:
            self._offer_reviews()

    def row_on_record(self) -> RequestForAssistance | None:
        """The request that the form corrects; None for a new one."""
        return self.record if isinstance(self.record, RequestForAssistance) else None

    def _begin_from(self, review: Review) -> None:
        """Ask no more who asks and on which review; begin with the needs that the review names."""
        for name in (*PARTICIPANT, "review"):
            del self.fields[name]
        self.initial.setdefault("treaty", review.treaty.slug)
        self.initial.setdefault("summary", review.needs)

    def _offer_reviews(self) -> None:
        """Offer the reviews of those that the request can be of, each with its State."""
        reviews = reviews_visible_to(self.viewer).prefetch_related("state__former_names")
        if not self.viewer.is_secretariat:
            reviews = reviews.filter(state__in=sorted(self.viewer.delegation_ids))
        offer_records(self, "review", reviews.order_by("state__slug", "slug"))
        label_records(self, "review", _name_with_state)
        if not reviews.exists():
            del self.fields["review"]

    def clean(self) -> dict[str, object] | None:
        super().clean()
        given = self.cleaned_data
        if not (given.get("treaty") or given.get("tool")) and not {"treaty", "tool"} & set(self.errors):
            self.add_error("treaty", _("Choose the treaty or the tool to which the request relates."))
        elif given.get("provision") and not given.get("treaty"):
            self.add_error("treaty", _("Choose the treaty to which the provisions belong."))
        return None


def _name_with_state(review: Review) -> str:
    return f"{plain(review.state.name_today)} · {review.display_name()}"


class AssistanceForm(RequestAssistanceForm):
    """A request for assistance as the secretariat records it: with its mandate, topic and readers."""

    sections: ClassVar[Sections] = (
        RequestAssistanceForm.sections[0],
        (gettext_lazy("Basis"), ("treaty", "provision", "tool", "review", "mandate", "about")),
        (gettext_lazy("Audience"), ("audience",)),
    )

    mandate = form_field(RequestForAssistance, "mandate", RecordChoiceField)
    about = form_field(RequestForAssistance, "about", NamedChoiceField, queryset=Topic.objects.all())
    audience = form_field(
        RequestForAssistance,
        "audience",
        initial=Audience.MEMBER_STATES,
        help_text=gettext_lazy("Besides, those that ask for assistance see the request."),
    )


class AcceptAssistanceForm(ActForm):
    """Who reads the request, under which mandate it is met, and a remark to those that ask."""

    audience = form_field(RequestForAssistance, "audience")
    mandate = form_field(RequestForAssistance, "mandate", RecordChoiceField)
    about = form_field(RequestForAssistance, "about", NamedChoiceField, queryset=Topic.objects.all())
    answer = MultilingualFormField(label=gettext_lazy("Remark"), long=True, required=False)

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("audience", self.record.audience)


class OfferForm(_OwnParticipantForm):
    """What somebody offers in reply to a request."""

    text = form_field(OfferOfAssistance, "text")
    made_on = form_field(OfferOfAssistance, "made_on", initial=clock.today)

    field_order = ("state", "organisation", "text", "made_on")


class AnswerForm(ActForm):
    """A remark with the reply to an offer."""

    answer = MultilingualFormField(label=gettext_lazy("Remark"), long=True, required=False)


class AnswerReasonForm(ActForm):
    """Why a request or an offer is declined or withdrawn."""

    answer = MultilingualFormField(label=gettext_lazy("Reason"), long=True)


class ResultForm(ActForm):
    """What was delivered, when, and what it led to."""

    delivered = form_field(RequestForAssistance, "delivered", required=True)
    result = form_field(RequestForAssistance, "result", required=True)
    outcome = form_field(RequestForAssistance, "outcome")
    evidence = form_field(RequestForAssistance, "evidence", DocumentField)

    def prepare(self) -> None:
        super().prepare()
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.record, name))
