"""Templates of preparations: the tasks that events of one kind usually have, kept by the secretariat."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.text import plain
from palermo.events.states.events import EventKind


class TaskTemplate(models.Model):
    """The standard tasks for events, optionally of one `kind`. Each event adds those it needs."""

    slug = RecordIdField()
    title = MultilingualField(gettext_lazy("Title"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=EventKind.choices, blank=True)

    class Meta:
        verbose_name_plural = gettext_lazy("Preparation templates")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.title)

    def get_absolute_url(self) -> str:
        """Its place in the list of templates."""
        return f"{reverse('task_templates')}#template-{self.slug}"


class TemplateTask(models.Model):
    """A task of a template, due a number of days before the opening; it depends on the tasks in `after`."""

    template = models.ForeignKey(TaskTemplate, on_delete=models.CASCADE, related_name="tasks")
    slug = RecordIdField(unique=False)
    title = MultilingualField(gettext_lazy("Title"))
    days_before = models.PositiveSmallIntegerField(gettext_lazy("Days before the opening"))
    after = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="before", verbose_name=gettext_lazy("Depends on")
    )

    class Meta:
        ordering = ["template", "-days_before", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "slug"], name="one_task_an_id_of_a_template", violation_error_message=ID_TAKEN
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.title)

    def get_absolute_url(self) -> str:
        """The place of its template."""
        return self.template.get_absolute_url()
