"""Statements: reservations, declarations and notifications, objections to them and their withdrawal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import relation
from palermo.treaties.models.participants import OfParticipant, display_name_on
from palermo.treaties.models.treaties import Treaty
from palermo.treaties.provisions import check_provisions
from palermo.treaties.states.participation import ABOUT_ANOTHER, StatementKind


class Statement(OfParticipant):
    """What a participant said about a treaty.

    An objection or a withdrawal is about another statement, `about`. `text` is as deposited, in the language whose code
    is `text_language` (any language, not only the six); `translations` are what others may read instead. Where only
    the fact is on record, `text` is empty and `summary` says it in a sentence.
    """

    slug = RecordIdField()
    treaty = relation(Treaty, "statements")
    kind = models.CharField(gettext_lazy("Kind of statement"), max_length=15, choices=StatementKind.choices)
    made_on = models.DateField(gettext_lazy("Date of deposit"))
    provision = models.CharField(
        gettext_lazy("Provisions"),
        max_length=100,
        blank=True,
        validators=[check_provisions],
        help_text=gettext_lazy("Such as 15(2); several are separated by commas."),
    )
    about = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=gettext_lazy("About the statement"),
    )
    text = models.TextField(gettext_lazy("Text as deposited"), blank=True)
    text_language = models.CharField(
        gettext_lazy("Language of the text"),
        max_length=8,
        blank=True,
        help_text=gettext_lazy("The code of the language, such as en, ar or pt."),
    )
    translations = MultilingualField(gettext_lazy("Translations"), blank=True, long=True)
    summary = MultilingualField(gettext_lazy("Summary"), blank=True, long=True)
    source = models.CharField(gettext_lazy("Source"), max_length=300, blank=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Statement on a treaty")
        verbose_name_plural = gettext_lazy("Statements on treaties")
        ordering = ["treaty", "made_on", "slug"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=sorted(ABOUT_ANOTHER), about__isnull=False)
                | ~Q(kind__in=sorted(ABOUT_ANOTHER)) & Q(about=None),
                name="statement_is_about_another",
                violation_error_message=gettext_lazy(
                    "An objection or a withdrawal is about an earlier statement: choose it. Others are about none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(text="") | ~Q(text_language=""),
                name="statement_text_has_a_language",
                violation_error_message=gettext_lazy("Enter the language of the text as deposited."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Its place on the page of the participant."""
        return f"{self.participant_address(self.treaty.slug)}#{self.slug}"

    def display_name(self) -> str:
        """The participant in the name of the day, and the kind of statement."""
        return f"{display_name_on(self.participant, self.made_on)}: {StatementKind(self.kind).label}"
