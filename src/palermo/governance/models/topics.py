"""What guidance, points and follow-up are about."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from palermo.core.fields import MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.text import plain


class Topic(SluggedRecord):
    """A subject under which guidance, points raised and follow-up entries are listed."""

    page_name = "topic"

    name = MultilingualField(gettext_lazy("Name"))
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)

    class Meta:
        verbose_name = gettext_lazy("Topic")
        verbose_name_plural = gettext_lazy("Topics")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    def display_name(self) -> str:
        """What links and headings say."""
        return capfirst(plain(self.name)) or self.slug
