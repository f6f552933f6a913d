"""What is done again and again, and when: minutes, or an hour of the installation's time zone."""

from django.utils.translation import gettext_lazy as _

from palermo.core import scheduling
from palermo.core.scheduling import Daily, Every, Item

CHORES = "palermo.config.chores"

SCHEDULE = (
    Item(_("Results of texts whose deadline has passed"), Every(minutes=10), f"{CHORES}.settle_endorsements"),
    Item(_("Removal of old rows of background work"), Daily(3, 10), f"{CHORES}.forget_old_work"),
    Item(_("Care of the database"), Daily(3, 30), f"{CHORES}.measure_database"),
)
scheduling.put(SCHEDULE)
