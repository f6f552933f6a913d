"""The use of tools by States and organizations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.relations import optional_relation, relation
from palermo.library.models import Document
from palermo.toolkit.models.tools import Tool
from palermo.toolkit.states.uptake import UptakeKind, UptakeStatus
from palermo.treaties.models import LawArticle
from palermo.treaties.models.participants import OfParticipant


class Uptake(OfParticipant):
    """What a State or an organization did with a tool, since when, and what shows it.

    `language` is that of a translation, as a language tag such as `pt`; `law` the provision that cites the tool.
    """

    slug = RecordIdField()
    tool = relation(Tool, "uptakes")
    kind = models.CharField(gettext_lazy("Kind of use"), max_length=10, choices=UptakeKind.choices)
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)
    since_precision = DatePrecisionField()
    since = PartialDateOf("since")
    language = models.CharField(gettext_lazy("Language of the translation"), max_length=35, blank=True)
    law = optional_relation(LawArticle, "citations")
    evidence = MultilingualField(gettext_lazy("Evidence"), blank=True, long=True)
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    document = optional_relation(Document, "uptakes")
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=UptakeStatus.choices, default=UptakeStatus.RECORDED
    )
    reported_on = models.DateField(gettext_lazy("Reported on"), null=True, blank=True)
    # The day it was taken into the record, or declined.
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply of the secretariat"), blank=True, long=True)
    arranged = ArrangedField()

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Use of a tool")
        verbose_name_plural = gettext_lazy("Uses of tools")
        ordering = ["tool", "slug"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.CheckConstraint(
                condition=Q(law=None) | Q(kind=UptakeKind.CITED),
                name="only_a_citation_names_a_law",
                violation_error_message=gettext_lazy(
                    "Choose “Cited in law” as the kind of use, or leave out the provision."
                ),
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(kind=UptakeKind.TRANSLATED),
                name="only_a_translation_names_a_language",
                violation_error_message=gettext_lazy(
                    "Choose “Translated” as the kind of use, or leave out the language."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=UptakeStatus.DECLINED) | Q(decided_on__isnull=False),
                name="declined_use_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the reported use was declined."),
            ),
        ]
        indexes = [models.Index(fields=["tool", "status"], name="uptakes_by_tool")]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """Who did what with it."""
        return _("%(participant)s: %(use)s") % {
            "participant": self.participant.display_name(),
            "use": self.get_kind_display(),
        }

    def get_absolute_url(self) -> str:
        """Its place on the page of the tool."""
        return f"{self.tool.get_absolute_url()}#use-{self.slug}"

    @property
    def audience(self) -> str:
        """Who may read it once it is recorded: the audience of the tool."""
        return self.tool.activity.audience
