"""What kind of release it is, how far it has come, and what somebody decided on it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReleaseKind(models.TextChoices):
    """How figures are kept from showing anybody, by which readers must know how to use them.

    Figures are hidden or shown as they are; repeated as their source publishes them, with its own masks; changed by
    noise of a known size; or rows are invented that resemble the records.
    """

    PROTECTED = "protected", pgettext_lazy("release", "Protected figures")
    REPUBLICATION = "republication", pgettext_lazy("release", "Republication of a source’s figures")
    NOISY = "noisy", pgettext_lazy("release", "Noisy counts")
    SYNTHETIC = "synthetic", pgettext_lazy("release", "Synthetic file")


# What is drawn at random from cases, so that it is in no cube: its counts are not those of anybody's figures.
DRAWN = (ReleaseKind.NOISY, ReleaseKind.SYNTHETIC)


class ReleaseStatus(models.TextChoices):
    """How far a release has come.

    It is prepared in the background, so that its author can see what will be hidden, then put to others for approval.
    The gate audits it last, and writes the bundle.
    """

    DRAFT = "draft", pgettext_lazy("release", "Draft")
    PREPARING = "preparing", pgettext_lazy("release", "In preparation")
    PREPARED = "prepared", pgettext_lazy("release", "Prepared")
    PROPOSED = "proposed", pgettext_lazy("release", "Proposed")
    RELEASING = "releasing", pgettext_lazy("release", "Under audit")
    RELEASED = "released", pgettext_lazy("release", "Released")
    WITHDRAWN = "withdrawn", pgettext_lazy("release", "Withdrawn")
    ABANDONED = "abandoned", pgettext_lazy("release", "Abandoned")


FIGURE_RELEASE_MOVES: dict[ReleaseStatus, frozenset[ReleaseStatus]] = {
    ReleaseStatus.DRAFT: frozenset({ReleaseStatus.PREPARING, ReleaseStatus.ABANDONED}),
    ReleaseStatus.PREPARING: frozenset({ReleaseStatus.PREPARED, ReleaseStatus.DRAFT}),
    ReleaseStatus.PREPARED: frozenset(
        {ReleaseStatus.PROPOSED, ReleaseStatus.PREPARING, ReleaseStatus.DRAFT, ReleaseStatus.ABANDONED}
    ),
    # Back to a draft: somebody who was asked does not approve it, or its author takes it back.
    ReleaseStatus.PROPOSED: frozenset({ReleaseStatus.RELEASING, ReleaseStatus.DRAFT}),
    # Back to a draft: the gate refused it.
    ReleaseStatus.RELEASING: frozenset({ReleaseStatus.RELEASED, ReleaseStatus.DRAFT}),
    ReleaseStatus.RELEASED: frozenset({ReleaseStatus.WITHDRAWN}),
    ReleaseStatus.WITHDRAWN: frozenset(),
    ReleaseStatus.ABANDONED: frozenset(),
}

# What everybody sees, for good.
PUBLISHED = (ReleaseStatus.RELEASED, ReleaseStatus.WITHDRAWN)
# What stands on files that were prepared.
NEEDS_PREPARED = (ReleaseStatus.PREPARED, ReleaseStatus.PROPOSED, ReleaseStatus.RELEASING)


class Verdict(models.TextChoices):
    """What somebody who was asked decided on a release."""

    APPROVED = "approved", pgettext_lazy("release", "Approved")
    RETURNED = "returned", pgettext_lazy("release", "Returned to its author")
