"""What is done again and again, and when: minutes, or an hour of the installation's time zone."""

from django.utils.translation import gettext_lazy as _

from palermo.core import scheduling
from palermo.core.scheduling import Daily, Every, Item

CHORES = "palermo.config.chores"

SCHEDULE = (
    Item(
        _("Results of endorsement procedures past their deadline"), Every(minutes=10), f"{CHORES}.settle_endorsements"
    ),
    Item(
        _("Documents becoming available to more readers today"), Daily(0, 5), "palermo.library.opening.open_documents"
    ),
    Item(_("Press releases whose embargo has ended"), Every(minutes=5), "palermo.outreach.chores.publish_releases"),
    Item(_("Immediate notifications"), Every(minutes=10), f"{CHORES}.letters_at_once"),
    Item(_("Daily notifications"), Daily(6, 30), f"{CHORES}.letters_daily"),
    Item(_("Weekly notifications"), Daily(6, 40, weekday=0), f"{CHORES}.letters_weekly"),
    Item(_("Reminders of commitments due"), Daily(6, 50), f"{CHORES}.remind_of_commitments"),
    Item(_("Reminders of national returns due"), Daily(6, 55), "palermo.returns.chores.remind_states"),
    Item(_("Inactive accounts"), Daily(2, 30), "palermo.accounts.daily_work.close_unused_accounts"),
    Item(_("Search index updates by date"), Daily(0, 10), f"{CHORES}.keep_search_in_step"),
    Item(_("Text extraction of imported files"), Every(minutes=30), "palermo.library.chores.take_out_words"),
    Item(_("Deletion of old access log entries"), Daily(3, 0), "palermo.library.chores.forget_reads"),
    Item(
        _("Deletion of participants’ names when due"),
        Daily(3, 20),
        "palermo.registration.chores.forget_participants",
    ),
    Item(
        _("Deletion of applicants’ personal data when due"),
        Daily(3, 25),
        "palermo.outreach.chores.forget_applicants",
    ),
    Item(_("Deletion of participants’ requirements when due"), Daily(3, 5), f"{CHORES}.delete_old_needs"),
    Item(
        _("Deletion of uploaded files that were not imported"),
        Every(minutes=30),
        "palermo.record.uploads.delete_abandoned",
    ),
    Item(_("Deletion of old drafts of forms"), Daily(3, 15), "palermo.site.chores.delete_old_drafts"),
    Item(_("Deletion of reasons that quote refused files"), Daily(3, 35), f"{CHORES}.delete_file_refusals"),
    Item(_("Deletion of completed background tasks"), Daily(3, 10), f"{CHORES}.forget_old_work"),
    Item(_("Database maintenance"), Daily(3, 30), f"{CHORES}.measure_database"),
)
scheduling.set_items(SCHEDULE)
