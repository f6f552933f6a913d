"""What is done again and again, and when: minutes, or an hour of the installation's time zone."""

from django.utils.translation import gettext_lazy as _

from palermo.core import scheduling
from palermo.core.scheduling import Daily, Every, Item

CHORES = "palermo.config.chores"

SCHEDULE = (
    Item(_("Results of texts whose deadline has passed"), Every(minutes=10), f"{CHORES}.settle_endorsements"),
    Item(_("Documents that open to more readers today"), Daily(0, 5), "palermo.library.opening.open_documents"),
    Item(_("Letters to those who hear within minutes"), Every(minutes=10), f"{CHORES}.letters_at_once"),
    Item(_("Letters to those who hear once a day"), Daily(6, 30), f"{CHORES}.letters_daily"),
    Item(_("Letters to those who hear once a week"), Daily(6, 40, weekday=0), f"{CHORES}.letters_weekly"),
    Item(_("Accounts that nobody uses"), Daily(2, 30), "palermo.accounts.keeping_house.close_unused_accounts"),
    Item(_("Search of what opened or changed by its day"), Daily(0, 10), f"{CHORES}.keep_search_in_step"),
    Item(_("Words of files that came in bulk"), Every(minutes=30), "palermo.library.chores.take_out_words"),
    Item(_("Removal of old reads of restricted papers"), Daily(3, 0), "palermo.library.chores.forget_reads"),
    Item(
        _("Removal of participants' names on their day"),
        Daily(3, 20),
        "palermo.registration.chores.forget_participants",
    ),
    Item(_("Deletion of what participants needed"), Daily(3, 5), f"{CHORES}.delete_old_needs"),
    Item(
        _("Deletion of tables that were uploaded but not imported"),
        Every(minutes=30),
        "palermo.record.uploads.delete_abandoned",
    ),
    Item(_("Removal of old rows of background work"), Daily(3, 10), f"{CHORES}.forget_old_work"),
    Item(_("Care of the database"), Daily(3, 30), f"{CHORES}.measure_database"),
)
scheduling.set_items(SCHEDULE)
