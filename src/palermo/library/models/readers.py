"""Readers named one by one: who may read a document besides its audience."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import plain
from palermo.library.models.documents import Document


class DocumentReader(models.Model):
    """A person, the people of a State or those of an organization, named for one document.

    To limit a document to a list, set its audience to the secretariat; named readers are in addition to the audience.
    """

    document = parent_relation(Document, "readers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("Person"),
    )
    state = optional_relation(State, "+")
    organisation = optional_relation(Organisation, "+")
    named_on = models.DateField(gettext_lazy("Named from"))

    class Meta:
        verbose_name = gettext_lazy("Named reader")
        ordering = ["document", "named_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, state=None, organisation=None)
                | Q(user=None, state__isnull=False, organisation=None)
                | Q(user=None, state=None, organisation__isnull=False),
                name="named_reader_is_one_of_three",
                violation_error_message=gettext_lazy("Choose one: a person, a State or an organization."),
            ),
            models.UniqueConstraint(
                fields=["document", "user"],
                name="person_is_named_once",
                violation_error_message=gettext_lazy("This person is already a named reader of this document."),
            ),
            models.UniqueConstraint(
                fields=["document", "state"],
                name="state_is_named_once",
                violation_error_message=gettext_lazy("This State is already a named reader of this document."),
            ),
            models.UniqueConstraint(
                fields=["document", "organisation"],
                name="organisation_is_named_once",
                violation_error_message=gettext_lazy("This organization is already a named reader of this document."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.state or self.organisation)

    def display_name(self) -> str:
        """The person, or the State or organization in the reader's language."""
        if self.state:
            return plain(self.state.name_today)
        return plain(self.organisation.name) if self.organisation else str(self.user)

    def get_absolute_url(self) -> str:
        """The readers named on the page of the document."""
        return f"{self.document.get_absolute_url()}#readers"
