"""The text of a tool: its passages, every wording that they ever had, and the versions in which it was frozen."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.languages import LANGUAGES
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import plain
from palermo.library.models import Document
from palermo.toolkit.models.tools import Edition, Tool
from palermo.toolkit.states.texts import PassageAct, PassageKind

LANGUAGE_CHOICES = [(language.code, language.name) for language in LANGUAGES]


class DraftingMember(models.Model):
    """Somebody who drafts the text of a tool together with the secretariat."""

    tool = parent_relation(Tool, "drafting_group")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="drafted_tools",
        verbose_name=pgettext_lazy("drafting group", "Member"),
    )

    class Meta:
        verbose_name = gettext_lazy("Member of a drafting group")
        verbose_name_plural = gettext_lazy("Members of drafting groups")
        ordering = ["tool", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["tool", "user"], name="one_membership_a_drafter", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.tool}, {self.user}"

    def display_name(self) -> str:
        """The person."""
        return self.user.name

    def get_absolute_url(self) -> str:
        """The page on which the group writes."""
        return reverse("tool_text", args=[self.tool.activity.slug])


class Passage(models.Model):
    """A part of the text of a tool: a chapter, an article, a paragraph.

    `key` stays with it through all versions and wherever it is moved: comments, citations and files find it by its key.
    A passage of a kind that holds others has its heading as its words. `document` is material for it, such as slides.
    """

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="passages")
    key = models.CharField(max_length=40)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(gettext_lazy("Position"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=12, choices=PassageKind.choices)
    is_removed = models.BooleanField(gettext_lazy("Removed"), default=False)
    document = optional_relation(Document, "passages")

    class Meta:
        verbose_name = gettext_lazy("Passage of a tool")
        verbose_name_plural = gettext_lazy("Passages of tools")
        ordering = ["tool", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tool", "key"], name="one_passage_a_key", violation_error_message=ON_RECORD)
        ]

    def __str__(self) -> str:
        return f"{self.tool}, {self.key}"

    def display_name(self) -> str:
        """Its tool and its kind."""
        return _("%(tool)s, %(passage)s") % {"tool": self.tool.display_name(), "passage": self.get_kind_display()}

    def get_absolute_url(self) -> str:
        """The page of its tool."""
        return self.tool.get_absolute_url()


class PassageText(models.Model):
    """The words of a passage in one language, as an act left them; one of them is current.

    `content` has the marks of `toolkit.texts.markup`. `rests_on` is the number of the text in the original language
    from which a translation was made. Texts are never changed or deleted.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=LANGUAGE_CHOICES)
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    content = models.TextField(gettext_lazy("Text"), blank=True)
    is_current = models.BooleanField(default=True)
    act = models.CharField(gettext_lazy("Change"), max_length=10, choices=PassageAct.choices)
    rests_on = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="passage_texts",
        verbose_name=gettext_lazy("Author"),
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(gettext_lazy("Time"))

    class Meta:
        verbose_name = gettext_lazy("Text of a passage")
        verbose_name_plural = gettext_lazy("Texts of passages")
        ordering = ["passage", "language", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "language", "number"],
                name="one_passage_text_a_number",
                violation_error_message=ON_RECORD,
            ),
            models.UniqueConstraint(
                fields=["passage", "language"],
                condition=Q(is_current=True),
                name="one_current_text_a_language",
                violation_error_message=gettext_lazy("This passage already has a current text in this language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage} ({self.language}) {self.number}"


class ToolVersion(models.Model):
    """The text of a tool as it was frozen: for a meeting, for a consultation, as an edition.

    `changes` describes what changed since the previous version, and why. `audience` is who may read it once it is
    published.
    """

    slug = RecordIdField()
    tool = parent_relation(Tool, "versions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    edition = models.ForeignKey(
        Edition,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=gettext_lazy("Edition"),
    )
    name = MultilingualField(gettext_lazy("Name"), blank=True)
    changes = MultilingualField(gettext_lazy("Changes since the previous version"), blank=True, long=True)
    notice = MultilingualField(gettext_lazy("Notice on every page"), blank=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    original_language = models.CharField(
        gettext_lazy("Original language"), max_length=2, choices=LANGUAGE_CHOICES, default="en"
    )
    frozen_on = models.DateField(gettext_lazy("Frozen on"))
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Version of a tool")
        verbose_name_plural = gettext_lazy("Versions of tools")
        ordering = ["tool", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tool", "number"], name="one_version_a_number", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(published_on__gte=models.F("frozen_on")),
                name="version_is_frozen_before_it_is_published",
                violation_error_message=gettext_lazy("A version is published on or after the day it was frozen."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """Its name, or its number."""
        return plain(self.name) or _("Version %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("tool_version", args=[self.tool.activity.slug, self.number])


class VersionText(models.Model):
    """A version in one language: its passages in the order of reading, as `toolkit.texts.passages` writes them."""

    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=LANGUAGE_CHOICES)
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = gettext_lazy("Text of a version")
        verbose_name_plural = gettext_lazy("Texts of versions")
        ordering = ["version", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language"], name="one_version_text_a_language", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"
