"""Document types that officers made of those that are shipped."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.text import plain
from palermo.reporting.states import Blueprint, DocumentTypeState


class DocumentType(models.Model):
    """A copy of a shipped document type, changed by officers.

    `content` is an outline as its file holds it; `version` counts the changes of it.
    """

    slug = RecordIdField()
    base = models.CharField(gettext_lazy("Copied from"), max_length=40, choices=Blueprint.choices)
    title = MultilingualField(gettext_lazy("Name"))
    state = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=DocumentTypeState.choices,
        default=DocumentTypeState.DRAFT,
    )
    version = models.PositiveIntegerField(gettext_lazy("Version"), default=1)
    content = models.JSONField(gettext_lazy("Outline"), default=dict)

    class Meta:
        verbose_name = gettext_lazy("Document type")
        verbose_name_plural = gettext_lazy("Document types")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DocumentTypeState.values),
                name="document_type_has_a_known_state",
                violation_error_message=gettext_lazy("The status is not one of those of document types."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """Its name."""
        return plain(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """The page that shows its sections; of one that was deleted, the list."""
        if self.pk is None:
            return reverse("document_types")
        return reverse("document_type", args=[self.slug])
