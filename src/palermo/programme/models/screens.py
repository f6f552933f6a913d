"""Screens at an event, and the notices shown on them."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ID_TAKEN, LINK_TAKEN, NUMBER_TAKEN
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import optional_relation
from palermo.programme.models.programmes import Programme, Room
from palermo.programme.states.screens import NoticePriority, NoticeState, ScreenKind

# Twenty of thirty-two letters and figures that nobody takes for one another: a hundred bits, to be typed by hand.
ALPHABET, LENGTH = "abcdefghijkmnpqrstuvwxyz23456789", 20
SHORTEST, LONGEST = 5, 600
ALL_LANGUAGES = "ar zh en fr ru es"


def new_key() -> str:
    """The secret part of a screen's address."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


class Screen(models.Model):
    """A screen: its location, its languages in turn, and the seconds for each.

    `key` is the secret part of its address. The content is public, and installers need to read the address again, so it
    is stored readably. A wall shows the screens in `tiles`, or all others.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="screens")
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)
    slug = RecordIdField(unique=False)
    name = models.CharField(gettext_lazy("Name"), max_length=100)
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=ScreenKind.choices)
    room = optional_relation(Room, "screens")
    languages = models.CharField(
        gettext_lazy("Languages, shown in turn"),
        max_length=17,
        default=ALL_LANGUAGES,
        help_text=gettext_lazy(
            "Language codes separated by spaces, in the order used by the United Nations: ar zh en fr ru es."
        ),
    )
    period_seconds = models.PositiveSmallIntegerField(
        gettext_lazy("Seconds per language"),
        default=15,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    tiles = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="walls",
        verbose_name=gettext_lazy("Screens on the video wall"),
    )
    key = models.CharField(max_length=40, unique=True, default=new_key, error_messages={"unique": LINK_TAKEN})

    class Meta:
        verbose_name = gettext_lazy("Screen")
        ordering = ["programme", "order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="one_screen_an_id_in_a_programme", violation_error_message=ID_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[ScreenKind.DOOR, ScreenKind.PLENARY], room__isnull=False)
                | Q(kind__in=[ScreenKind.FOYER, ScreenKind.WALL], room=None),
                name="screen_of_a_room_names_it",
                violation_error_message=gettext_lazy("A screen for a room must name the room; others must not."),
            ),
            models.CheckConstraint(
                condition=Q(period_seconds__gte=SHORTEST, period_seconds__lte=LONGEST),
                name="language_of_a_screen_stays_a_while",
                violation_error_message=gettext_lazy("Each language must be shown for 5 to 600 seconds."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def display_name(self) -> str:
        """What links and headings say."""
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Its place in the list of screens."""
        return f"{reverse('programme_screens', args=[self.programme.slug])}#screen-{self.slug}"

    @property
    def codes(self) -> list[str]:
        """The codes of its languages, in the order in which they come."""
        return self.languages.split()

    def clean(self) -> None:
        """A screen at or in a room names a room of the same programme; one for all names none."""
        is_of_room = self.kind in {ScreenKind.DOOR, ScreenKind.PLENARY}
        if is_of_room and self.room is None:
            raise ValidationError({"room": _("Choose the room for this screen.")})
        if self.room and not is_of_room:
            raise ValidationError({"room": _("A screen of this kind serves all rooms. Leave the room empty.")})
        if self.room and self.room.programme_id != self.programme_id:
            raise ValidationError({"room": _("This belongs to the programme of another event.")})
        if not self.codes:
            raise ValidationError({"languages": _("Choose at least one language.")})


class ScreenNotice(models.Model):
    """An announcement on selected screens, or on all, from a start time to an end time or until it is withdrawn."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="notices")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Text"))
    priority = models.CharField(
        gettext_lazy("Priority"), max_length=20, choices=NoticePriority.choices, default=NoticePriority.INFORMATION
    )
    shown_from = models.DateTimeField(gettext_lazy("Shown from"), null=True, blank=True)
    shown_until = models.DateTimeField(gettext_lazy("Shown until"), null=True, blank=True)
    screens = models.ManyToManyField(Screen, blank=True, related_name="notices", verbose_name=gettext_lazy("Screens"))
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=NoticeState.choices, default=NoticeState.DRAFT
    )
    published_at = models.DateTimeField(gettext_lazy("Published on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(gettext_lazy("Withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Announcement on screens")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="one_screen_notice_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(shown_from=None) | Q(shown_until=None) | Q(shown_until__gt=F("shown_from")),
                name="screen_notice_ends_after_it_begins",
                violation_error_message=gettext_lazy("The announcement must end after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.DRAFT, published_at=None, withdrawn_at=None)
                | Q(state=NoticeState.PUBLISHED, published_at__isnull=False, withdrawn_at=None)
                | Q(state=NoticeState.WITHDRAWN, withdrawn_at__isnull=False),
                name="state_of_a_screen_notice_has_its_instants",
                violation_error_message=gettext_lazy(
                    "A published announcement must have a time of publication, and a withdrawn one a time "
                    "of withdrawal."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)

    def display_name(self) -> str:
        """Its number."""
        return _("Announcement %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its place in the list of notices."""
        return f"{reverse('programme_screens', args=[self.programme.slug])}#notice-{self.number}"

    def clean(self) -> None:
        """It ends after it begins."""
        if self.shown_from and self.shown_until and self.shown_until <= self.shown_from:
            raise ValidationError({"shown_until": _("The end is before the beginning.")})
