"""How far a press release is, and what the press room offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReleaseStatus(models.TextChoices):
    """Whether a press release is a draft, waits for its hour, is out, or was withdrawn."""

    DRAFT = "draft", pgettext_lazy("press release", "Draft")
    SCHEDULED = "scheduled", pgettext_lazy("press release", "Scheduled")
    PUBLISHED = "published", pgettext_lazy("press release", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("press release", "Withdrawn")


# A scheduled release whose time has come is published: to withdraw it is a move from there.
PRESS_RELEASE_MOVES: dict[ReleaseStatus, frozenset[ReleaseStatus]] = {
    ReleaseStatus.DRAFT: frozenset({ReleaseStatus.SCHEDULED, ReleaseStatus.PUBLISHED}),
    ReleaseStatus.SCHEDULED: frozenset({ReleaseStatus.DRAFT, ReleaseStatus.PUBLISHED}),
    ReleaseStatus.PUBLISHED: frozenset({ReleaseStatus.WITHDRAWN}),
    ReleaseStatus.WITHDRAWN: frozenset(),
}


class AdviceAudience(models.TextChoices):
    """To whom a page “What you can do” is addressed."""

    BUSINESS = "business", _("Businesses")
    SCHOOL = "school", _("Schools")
    FAITH = "faith", _("Faith communities")
    JOURNALIST = "journalist", _("Journalists")
    TRAVELLER = "traveller", _("Travellers")
