"""Released versions of a programme: frozen, numbered, each for one audience."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import MultilingualField
from palermo.core.relations import parent_relation
from palermo.core.text import plain
from palermo.governance.models import TextVersion
from palermo.programme.models.programmes import Programme
from palermo.programme.states.programmes import ReleaseState


class ProgrammeRelease(models.Model):
    """A programme as published to an audience: `content` as plain JSON, and the `digest` over it.

    `put_as` is the text version under which it was submitted to Member States, if it was. Afterwards it can only be
    submitted or withdrawn.
    """

    programme = parent_relation(Programme, "releases")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    comment = MultilingualField(pgettext_lazy("text", "Comment"), blank=True, long=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )
    content = models.JSONField()
    digest = models.CharField(gettext_lazy("Checksum"), max_length=64)
    released_at = models.DateTimeField(gettext_lazy("Published on"))
    put_as = models.OneToOneField(
        TextVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_release",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Submitted to Member States as"),
    )
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ReleaseState.choices, default=ReleaseState.RELEASED
    )
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    withdrawal_reason = MultilingualField(gettext_lazy("Reason for withdrawal"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Version of the programme")
        verbose_name_plural = gettext_lazy("Programmes")
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="one_release_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(state=ReleaseState.RELEASED, withdrawn_on=None)
                | Q(state=ReleaseState.WITHDRAWN, withdrawn_on__isnull=False),
                name="withdrawn_release_has_a_date",
                violation_error_message=gettext_lazy(
                    "A withdrawn record must have a date of withdrawal; others must not."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.number}"

    def display_name(self) -> str:
        """Its event and number."""
        words = {"event": plain(self.programme.event.activity.title), "number": self.number}
        return _("%(event)s: programme, version %(number)d") % words

    def get_absolute_url(self) -> str:
        """The programme as it was released."""
        address = reverse("event_programme", args=[self.programme.event.activity.slug])
        return f"{address}?version={self.number}"
