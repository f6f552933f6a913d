"""How populations are related."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RelationKind(TextChoices):
    """What is known of two populations; where nothing is, the gate takes either to be possibly within the other."""

    WITHIN = "within", _("Everyone is also in")
    PART = "part", _("One of the parts that together make up")
    DISJOINT = "disjoint", _("No one is also in")
