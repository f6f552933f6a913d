"""What one code is to another in a mapping between code lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ListEditionStatus(models.TextChoices):
    """Whether an edition of a code list can still change."""

    DRAFT = "draft", pgettext_lazy("code list", "Draft")
    PUBLISHED = "published", pgettext_lazy("code list", "Published")


LIST_EDITION_MOVES: dict[ListEditionStatus, frozenset[ListEditionStatus]] = {
    ListEditionStatus.DRAFT: frozenset({ListEditionStatus.PUBLISHED}),
    ListEditionStatus.PUBLISHED: frozenset(),
}


class MappingRelation(models.TextChoices):
    """What the code of the target is to that of the source, as `harmonise.lists.Relation` has it."""

    EXACT = "exact", pgettext_lazy("mapping", "Exact")
    BROADER = "broader", pgettext_lazy("mapping", "Broader")
    NARROWER = "narrower", pgettext_lazy("mapping", "Narrower")
    LOSES = "loses", _("Information is lost")
