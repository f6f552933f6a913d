"""Material and activities of campaigns, and what may be done with material."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MaterialKind(models.TextChoices):
    """What kind of material."""

    POSTER = "poster", _("Poster")
    FILM = "film", _("Film")
    SPOT = "spot", _("Radio or television spot")
    SOCIAL = "social", _("Social media post")
    BANNER = "banner", _("Banner")
    LEAFLET = "leaflet", _("Leaflet")
    TEXT = "text", pgettext_lazy("material", "Text")


class MaterialStatus(models.TextChoices):
    """Whether material is a draft, with a reviewer, cleared by one, or offered for use."""

    DRAFT = "draft", pgettext_lazy("material", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("material", "Under review")
    CLEARED = "cleared", pgettext_lazy("material", "Cleared")
    PUBLISHED = "published", pgettext_lazy("material", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("material", "Withdrawn")


MATERIAL_MOVES: dict[MaterialStatus, frozenset[MaterialStatus]] = {
    MaterialStatus.DRAFT: frozenset({MaterialStatus.SUBMITTED, MaterialStatus.WITHDRAWN}),
    MaterialStatus.SUBMITTED: frozenset({MaterialStatus.DRAFT, MaterialStatus.CLEARED}),
    MaterialStatus.CLEARED: frozenset({MaterialStatus.DRAFT, MaterialStatus.PUBLISHED, MaterialStatus.WITHDRAWN}),
    MaterialStatus.PUBLISHED: frozenset({MaterialStatus.DRAFT, MaterialStatus.WITHDRAWN}),
    MaterialStatus.WITHDRAWN: frozenset(),
}
# Where a change of the text or of a file asks for a new review.
REVIEWED = frozenset({MaterialStatus.SUBMITTED, MaterialStatus.CLEARED})


class Depiction(models.TextChoices):
    """Whom material shows. Victims are never shown."""

    NO_PERSONS = "no_persons", _("No persons")
    DRAWN = "drawn", _("Drawn or animated figures")
    CONSENTING = "consenting", _("Actors or other persons who consented")


class Licence(models.TextChoices):
    """Under which licence material may be used."""

    CC_BY = "cc_by", "CC BY 4.0"
    CC_BY_SA = "cc_by_sa", "CC BY-SA 4.0"
    CC_BY_NC = "cc_by_nc", "CC BY-NC 4.0"
    CC_BY_ND = "cc_by_nd", "CC BY-ND 4.0"
    CC0 = "cc0", "CC0 1.0"
    RESERVED = "reserved", _("All rights reserved")


LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_ND: "https://creativecommons.org/licenses/by-nd/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class CampaignActionKind(models.TextChoices):
    """What is done in a campaign."""

    SCREENING = "screening", _("Screening")
    EXHIBITION = "exhibition", _("Exhibition")
    DAY = "day", _("Awareness day")
    BROADCAST = "broadcast", _("Broadcast")
    SOCIAL = "social", _("Social media activity")
    TALK = "talk", _("Talk or lesson")
    OTHER = "other", pgettext_lazy("activity", "Other")


class ReachUnit(models.TextChoices):
    """What a count of reach counts."""

    VISITORS = "visitors", _("Visitors or participants")
    VIEWS = "views", pgettext_lazy("count", "Views")
    VIEWERS = "viewers", _("Viewers or listeners")
    COPIES = "copies", _("Copies distributed")
    BROADCASTS = "broadcasts", _("Broadcasts")
    DOWNLOADS = "downloads", _("Downloads")


class ReportStatus(models.TextChoices):
    """Whether what a partner or a State reports is on record."""

    REPORTED = "reported", pgettext_lazy("campaign", "Awaiting confirmation")
    RECORDED = "recorded", pgettext_lazy("campaign", "Recorded")
    DECLINED = "declined", pgettext_lazy("campaign", "Declined")


CAMPAIGN_REPORT_MOVES: dict[ReportStatus, frozenset[ReportStatus]] = {
    ReportStatus.REPORTED: frozenset({ReportStatus.RECORDED, ReportStatus.DECLINED}),
    ReportStatus.RECORDED: frozenset(),
    ReportStatus.DECLINED: frozenset(),
}
