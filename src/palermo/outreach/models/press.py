"""The press room: releases under embargo, the media kit, contacts and cuttings; and what readers can do."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.languages import CODES
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.outreach.models.campaigns import Material
from palermo.outreach.states.press import AdviceAudience, ReleaseStatus


class PressRelease(SluggedRecord):
    """A press release in up to six languages. Nobody but the secretariat reads it before `public_at`.

    A scheduled release becomes public at that moment by itself: readers see what is scheduled or published and whose
    moment has come.
    """

    page_name = "press_release"

    title = MultilingualField(gettext_lazy("Title"))
    lead = MultilingualField(gettext_lazy("Lead paragraph"), blank=True, long=True)
    body = MultilingualField(gettext_lazy("Text"), long=True)
    notes = MultilingualField(gettext_lazy("Notes to editors"), blank=True, long=True)
    place = MultilingualField(pgettext_lazy("press release", "Place"), blank=True)
    activity = optional_relation(Activity, "press_releases")
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ReleaseStatus.choices, default=ReleaseStatus.DRAFT
    )
    public_at = models.DateTimeField(gettext_lazy("Embargo until"), null=True, blank=True)
    correction = MultilingualField(gettext_lazy("Correction"), blank=True, long=True)
    corrected_on = models.DateField(gettext_lazy("Corrected on"), null=True, blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Press release")
        verbose_name_plural = gettext_lazy("Press releases")
        ordering = ["-public_at", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ReleaseStatus.DRAFT) | Q(public_at__isnull=False),
                name="scheduled_press_release_has_a_time",
                violation_error_message=gettext_lazy("Enter the time at which the press release becomes public."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ReleaseStatus.WITHDRAWN) | (Q(withdrawn_on__isnull=False) & ~Q(reason={})),
                name="withdrawn_press_release_has_a_date_and_a_reason",
                violation_error_message=gettext_lazy("Enter the day on which the press release was withdrawn and why."),
            ),
        ]
        indexes = [models.Index(fields=["status", "-public_at"], name="press_releases_by_time")]

    # For readers. Before its time the visibility query keeps it from all but the secretariat.
    audience = Audience.PUBLIC

    @property
    def is_out(self) -> bool:
        """Whether its time has come, withdrawn or not."""
        return self.status != ReleaseStatus.DRAFT and self.public_at is not None and self.public_at <= clock.now()

    @property
    def standing(self) -> ReleaseStatus:
        """Its status now: what is scheduled is published once its time has come."""
        status = ReleaseStatus(self.status)
        return ReleaseStatus.PUBLISHED if status == ReleaseStatus.SCHEDULED and self.is_out else status

    @property
    def summary(self) -> MultilingualText:
        """Its lead paragraph; nothing once it is withdrawn."""
        return MultilingualText() if self.status == ReleaseStatus.WITHDRAWN else self.lead

    @property
    def language_codes(self) -> list[str]:
        """The languages in which it can be read: those with a title and a text."""
        return [code for code in CODES if code in self.title and code in self.body]


class PressContact(models.Model):
    """A member of the secretariat whom journalists may contact."""

    number = models.PositiveSmallIntegerField(
        gettext_lazy("Number"), unique=True, error_messages={"unique": NUMBER_TAKEN}
    )
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200)
    role = MultilingualField(gettext_lazy("Function"), blank=True)
    email = models.EmailField(gettext_lazy("E-mail address"), blank=True)
    phone = models.CharField(gettext_lazy("Telephone"), max_length=40, blank=True)
    languages = models.CharField(gettext_lazy("Languages"), max_length=17, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Press contact")
        verbose_name_plural = gettext_lazy("Press contacts")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def display_name(self) -> str:
        """The name of the person."""
        return self.name

    @property
    def language_codes(self) -> list[str]:
        """The languages that the person speaks."""
        return self.languages.split()

    def get_absolute_url(self) -> str:
        """The press room."""
        return reverse("press_room")


class KitItem(models.Model):
    """An item of the media kit: a document or material."""

    number = models.PositiveSmallIntegerField(
        gettext_lazy("Number"), unique=True, error_messages={"unique": NUMBER_TAKEN}
    )
    title = MultilingualField(gettext_lazy("Title"))
    text = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    document = optional_relation(Document, "kit_items")
    material = optional_relation(Material, "kit_items")

    class Meta:
        verbose_name = gettext_lazy("Item of the media kit")
        verbose_name_plural = gettext_lazy("Items of the media kit")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, material=None) | Q(document=None, material__isnull=False),
                name="kit_item_is_a_document_or_material",
                violation_error_message=gettext_lazy("Choose either a document or material."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """Its title."""
        return plain(self.title)

    def get_absolute_url(self) -> str:
        """The press room."""
        return reverse("press_room")


class Cutting(models.Model):
    """What a newspaper, a station or a site published about the initiative, by its title and a link."""

    slug = RecordIdField()
    title = models.CharField(gettext_lazy("Title"), max_length=300)
    outlet = models.CharField(gettext_lazy("Medium"), max_length=200)
    language = models.CharField(gettext_lazy("Language"), max_length=35, blank=True)
    published_on = models.DateField(gettext_lazy("Date"))
    published_precision = DatePrecisionField()
    published = PartialDateOf("published")
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    note = MultilingualField(gettext_lazy("Note"), blank=True)
    activity = optional_relation(Activity, "cuttings")
    release = models.ForeignKey(
        PressRelease,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cuttings",
        verbose_name=gettext_lazy("Press release"),
    )

    class Meta:
        verbose_name = gettext_lazy("Press cutting")
        verbose_name_plural = gettext_lazy("Press cuttings")
        ordering = ["-published_on", "slug"]

    def __str__(self) -> str:
        return self.title

    def display_name(self) -> str:
        """Its title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Its place in the list of cuttings."""
        return f"{reverse('cutting_list')}#{self.slug}"


class Advice(models.Model):
    """A page “What you can do” for one audience; its steps follow."""

    audience = models.CharField(
        gettext_lazy("Addressed to"),
        max_length=12,
        choices=AdviceAudience.choices,
        unique=True,
        error_messages={"unique": gettext_lazy("There is already a page for this audience.")},
    )
    introduction = MultilingualField(gettext_lazy("Introduction"), long=True)
    is_published = models.BooleanField(gettext_lazy("Published"), default=False)

    class Meta:
        verbose_name = gettext_lazy("Page “What you can do”")
        verbose_name_plural = gettext_lazy("Pages “What you can do”")
        ordering = ["audience"]

    def __str__(self) -> str:
        return self.audience

    def display_name(self) -> str:
        """To whom it is addressed."""
        return str(self.get_audience_display())

    def get_absolute_url(self) -> str:
        """The page."""
        return reverse("advice", args=[self.audience])


class AdviceStep(models.Model):
    """One thing that readers can do, and what helps them: a tool, material, a document or a web address."""

    advice = parent_relation(Advice, "steps")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    title = MultilingualField(gettext_lazy("Title"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    tool = optional_relation(Activity, "advice_steps", gettext_lazy("Tool"))
    material = optional_relation(Material, "advice_steps")
    document = optional_relation(Document, "advice_steps")
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Step")
        verbose_name_plural = gettext_lazy("Steps")
        ordering = ["advice", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["advice", "number"], name="one_advice_step_a_number", violation_error_message=NUMBER_TAKEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.advice}, {self.number}"

    def display_name(self) -> str:
        """Its title."""
        return plain(self.title)

    def get_absolute_url(self) -> str:
        """Its place on its page."""
        return f"{self.advice.get_absolute_url()}#step-{self.number}"
