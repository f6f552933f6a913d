"""Registration for an event: its terms, which are the record's, and the counts that stay when the names are deleted."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import optional_relation
from palermo.core.text import plain
from palermo.events.models.events import Event
from palermo.registration.states import ParticipantCategory


class Registration(models.Model):
    """The terms of registration for an event: period, purpose, and deletion date of names.

    `public_keys` are those of badges (Ed25519, hexadecimal, with blanks between them), with which a badge can be
    verified. `list_audience` is the audience of the list of participants, once published.
    """

    slug = RecordIdField()
    event = models.OneToOneField(
        Event,
        on_delete=models.CASCADE,
        related_name="registration",
        error_messages={"unique": gettext_lazy("This event already has a registration. Edit that one.")},
        verbose_name=gettext_lazy("Event"),
    )
    opens_on = models.DateField(gettext_lazy("Opens on"))
    closes_on = models.DateField(gettext_lazy("Closes on"))
    purpose = MultilingualField(gettext_lazy("Purpose"), long=True)
    delete_on = models.DateField(gettext_lazy("Date on which names are deleted"))
    public_keys = models.CharField(gettext_lazy("Badge verification keys"), max_length=1000, blank=True)
    list_audience = models.CharField(
        gettext_lazy("Audience of the list of participants"), max_length=20, choices=Audience.choices, blank=True
    )
    list_released_on = models.DateField(gettext_lazy("List of participants published on"), null=True, blank=True)
    purged_on = models.DateField(gettext_lazy("Names deleted on"), null=True, blank=True)

    # Not stored: how many people of the reader’s own are registered, and whether the letter of credentials of their
    # delegation has yet to come, where a desk asks for it.
    own: int
    is_letter_due: bool

    class Meta:
        verbose_name = gettext_lazy("Registration")
        verbose_name_plural = gettext_lazy("Registration")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="registration_closes_after_it_opens",
                violation_error_message=gettext_lazy("The closing date must not be before the opening date."),
            ),
            models.CheckConstraint(
                condition=Q(delete_on__gt=F("closes_on")),
                name="names_are_deleted_after_registration",
                violation_error_message=gettext_lazy("The date for deleting names must be after registration closes."),
            ),
            models.CheckConstraint(
                condition=Q(list_audience="", list_released_on=None)
                | (~Q(list_audience="") & Q(list_released_on__isnull=False)),
                name="released_list_has_an_audience_and_a_date",
                violation_error_message=gettext_lazy(
                    "A published list must have an audience and a date; others must have neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    def display_name(self) -> str:
        """Its event."""
        return _("Registration: %(event)s") % {"event": plain(self.event.activity.title)}

    def get_absolute_url(self) -> str:
        """The page of the registration."""
        return reverse("registration", args=[self.event.activity.slug])


class RegistrationCategory(models.Model):
    """An open category with its quotas: for each State or organization, and in total."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(gettext_lazy("Category"), max_length=20, choices=ParticipantCategory.choices)
    most_each = models.PositiveSmallIntegerField(
        gettext_lazy("Maximum per State or organization"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    most = models.PositiveIntegerField(
        gettext_lazy("Maximum in total"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
    )

    class Meta:
        verbose_name = gettext_lazy("Category")
        ordering = ["registration", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "category"],
                name="one_category_once_a_registration",
                violation_error_message=gettext_lazy("The registration already has this category."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_category_display()}"


class HeadCount(models.Model):
    """The numbers registered, accredited and checked in of a State or an organization, once their names are deleted.

    `name` is that of an organization which is not on record.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="head_counts")
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    category = models.CharField(gettext_lazy("Category"), max_length=20, choices=ParticipantCategory.choices)
    state = optional_relation(State, "head_counts")
    organisation = optional_relation(Organisation, "head_counts")
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200, blank=True)
    registered = models.PositiveIntegerField(pgettext_lazy("people", "Registered"))
    accredited = models.PositiveIntegerField(pgettext_lazy("people", "Accredited"))
    came = models.PositiveIntegerField(pgettext_lazy("people", "Checked in"))

    class Meta:
        verbose_name = gettext_lazy("Number attending")
        ordering = ["registration", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "number"], name="one_head_count_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(accredited__lte=F("registered"), came__lte=F("accredited")),
                name="no_more_came_than_were_accredited",
                violation_error_message=gettext_lazy(
                    "The numbers must not increase from registered to accredited to checked in."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.registered}"
