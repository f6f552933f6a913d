"""Questionnaires in editions, rounds of data collection, and the States invited to each."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import ArrangedField, MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.governance.models import Mandate, NoteVerbale
from palermo.knowledge.models import Agreement
from palermo.returns.states.rounds import QuestionnaireStatus, RoundStatus


class Questionnaire(SluggedRecord):
    """A questionnaire that States are asked to fill in, of which editions follow each other."""

    page_name = "questionnaire"

    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Questionnaire")
        verbose_name_plural = gettext_lazy("Questionnaires")
        ordering = ["slug"]


class QuestionnaireEdition(models.Model):
    """An edition of a questionnaire: `content` is the YAML that `returns.structure` reads. Once published, it stays."""

    questionnaire = relation(Questionnaire, "editions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    status = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=QuestionnaireStatus.choices,
        default=QuestionnaireStatus.DRAFT,
    )
    content = models.TextField(gettext_lazy("Content"))
    changes = MultilingualField(gettext_lazy("Changes since the previous edition"), blank=True, long=True)
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)
    digest = models.CharField(gettext_lazy("Digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Edition of a questionnaire")
        verbose_name_plural = gettext_lazy("Editions of questionnaires")
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"],
                name="one_questionnaire_edition_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(status=QuestionnaireStatus.DRAFT) | (Q(published_on__isnull=False) & ~Q(digest="")),
                name="published_questionnaire_has_a_date_and_a_digest",
                violation_error_message=gettext_lazy("Enter the day on which the edition was published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}/{self.number}"

    def display_name(self) -> str:
        """The questionnaire and the number."""
        named = {"questionnaire": self.questionnaire.display_name(), "number": self.number}
        return _("%(questionnaire)s, edition %(number)d") % named

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("questionnaire_edition", args=[self.questionnaire.slug, self.number])


class Round(SluggedRecord):
    """A collection of returns: `year` is that of the figures, `due_on` the day by which they are asked for."""

    page_name = "round"

    title = MultilingualField(gettext_lazy("Title"))
    edition = relation(QuestionnaireEdition, "rounds")
    year = models.PositiveSmallIntegerField(gettext_lazy("Year of the figures"))
    mandate = optional_relation(Mandate, "rounds")
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=RoundStatus.choices, default=RoundStatus.PLANNED
    )
    opens_on = models.DateField(gettext_lazy("Opens on"), null=True, blank=True)
    due_on = models.DateField(gettext_lazy("Due on"), null=True, blank=True)
    closed_on = models.DateField(gettext_lazy("Closed on"), null=True, blank=True)
    guidance = MultilingualField(gettext_lazy("Guidance"), blank=True, long=True)
    # The demonstration's rounds ask invented States.
    is_invented = models.BooleanField(gettext_lazy("Invented for the demonstration"), default=False)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Round of data collection")
        verbose_name_plural = gettext_lazy("Rounds of data collection")
        ordering = ["-year", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=RoundStatus.PLANNED)
                | (Q(mandate__isnull=False) & Q(opens_on__isnull=False) & Q(due_on__isnull=False)),
                name="open_round_has_a_mandate_and_dates",
                violation_error_message=gettext_lazy(
                    "Enter the mandate, the day on which the round opens and the day by which returns are due."
                ),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(opens_on=None) | Q(due_on__gte=F("opens_on")),
                name="round_is_due_after_it_opens",
                violation_error_message=gettext_lazy("Returns must not be due before the round opens."),
            ),
        ]


class RoundInvitation(models.Model):
    """The invitation of a State to a round: the note verbale, reminders, an extension, and the agreement on its data.

    `agreement` is that under which its return is accepted. `reminded_on` are days.
    """

    round = parent_relation(Round, "invitations", gettext_lazy("Round"))
    state = relation(State, "round_invitations")
    note = optional_relation(NoteVerbale, "round_invitations")
    agreement = optional_relation(Agreement, "round_invitations")
    invited_on = models.DateField(gettext_lazy("Invited on"))
    reminded_on = models.JSONField(gettext_lazy("Reminders"), default=list, blank=True)
    extended_to = models.DateField(gettext_lazy("Extended to"), null=True, blank=True)
    extension_reason = models.TextField(gettext_lazy("Reason for the extension"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Invitation to a round")
        verbose_name_plural = gettext_lazy("Invitations to rounds")
        ordering = ["round", "state"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "state"], name="one_round_invitation_a_state", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None) | ~Q(extension_reason=""),
                name="extension_has_a_reason",
                violation_error_message=gettext_lazy("Enter the reason for the extension."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.state}"

    def display_name(self) -> str:
        """The State."""
        return self.state.display_name()

    def get_absolute_url(self) -> str:
        """The page of the round."""
        return self.round.get_absolute_url()
