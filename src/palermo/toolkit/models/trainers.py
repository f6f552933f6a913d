"""The register of trainers: an entry is published only with the consent of the person, who may withdraw it."""

from secrets import token_hex

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.core.constraints import LINK_TAKEN
from palermo.core.fields import RecordIdField
from palermo.core.languages import LANGUAGES
from palermo.toolkit.models.tools import Tool
from palermo.toolkit.states.training import TrainerConsent


def random_slug() -> str:
    """An identifier that does not reveal whose it is: it stays in the log when the entry is removed."""
    return f"trainer-{token_hex(4)}"


class Trainer(models.Model):
    """Somebody who teaches the use of tools: languages, tools, States served.

    `user` is the account with which they record participants and issue certificates. No version of an entry is kept.
    The e-mail address is published only where `shows_email` says so, and is in no file of the record.
    """

    slug = RecordIdField(default=random_slug)
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200)
    email = models.EmailField(gettext_lazy("E-mail address"), blank=True)
    written_in = models.CharField(
        gettext_lazy("Language of correspondence"),
        max_length=10,
        default="en",
        choices=[(language.django_code, language.name) for language in LANGUAGES],
    )
    languages = models.CharField(gettext_lazy("Languages of training"), max_length=17, blank=True)
    tools = models.ManyToManyField(Tool, blank=True, related_name="trainers", verbose_name=gettext_lazy("Tools"))
    states = models.ManyToManyField(
        State, blank=True, related_name="trainers", verbose_name=gettext_lazy("States served")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="trainers",
        verbose_name=gettext_lazy("Account"),
    )
    consent = models.CharField(
        gettext_lazy("Consent to publication"),
        max_length=10,
        choices=TrainerConsent.choices,
        default=TrainerConsent.NOT_ASKED,
    )
    shows_email = models.BooleanField(gettext_lazy("Publish the e-mail address"), default=False)
    decided_at = models.DateTimeField(gettext_lazy("Consent changed on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Trainer")
        verbose_name_plural = gettext_lazy("Trainers")
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shows_email=False) | Q(consent=TrainerConsent.GIVEN),
                name="address_of_a_trainer_needs_consent",
                violation_error_message=gettext_lazy(
                    "The e-mail address can be published only with the consent of the trainer."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """Their name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Their entry in the register; the register for an entry that was removed."""
        return reverse("trainer", args=[self.slug]) if self.pk else reverse("trainer_list")

    @property
    def language_codes(self) -> list[str]:
        """The languages in which they train."""
        return self.languages.split()

    @property
    def is_published(self) -> bool:
        """Whether they consent to be named."""
        return self.consent == TrainerConsent.GIVEN


class TrainerLink(models.Model):
    """A link by which a trainer decides on the publication of their entry. Only the digest of its secret is stored."""

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True, error_messages={"unique": LINK_TAKEN})
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["trainer", "made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainer"],
                condition=Q(ended_at=None),
                name="one_open_link_a_trainer",
                violation_error_message=gettext_lazy("This trainer already has a valid link."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainer}"
