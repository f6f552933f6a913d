"""What is done to registration itself: opened, changed, its list released; and the names deleted on their day."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.rows import insert_row, lock_row, save_row
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.registration.counting import head_counts_of
from palermo.registration.models import CredentialsLetter, Registration, RegistrationCategory
from palermo.registration.purging import (
    DRAFTS_OF_PARTICIPANT,
    DRAFTS_OF_REGISTRATION,
    Purge,
    delete_letters,
    digest_of_people,
)
from palermo.registration.rules import registrations
from palermo.site.drafts import delete_drafts

TERMS = ("opens_on", "closes_on", "delete_on", "purpose")


@transaction.atomic
def open_registration(event: Event, registration: Registration, *, categories: list[str], by: Actor) -> Registration:
    """Let people be registered for an event, in these categories."""
    event = lock_row(event, "activity")
    registrations.check_can_open_registration(by, event)
    registration.event, registration.slug = event, event.activity.slug
    insert_row(registration)
    for category in categories:
        RegistrationCategory.objects.create(registration=registration, category=category)
    record("registration.opened", registration, by=by, categories=categories, **_log_details(registration))
    return registration


@transaction.atomic
def change_registration(
    registration: Registration,
    *,
    opens_on: date,
    closes_on: date,
    delete_on: date,
    purpose: MultilingualText,
    by: Actor,
) -> Registration:
    """Change when registration is open, what the names serve, or when they are deleted."""
    registration = lock_registration(registration)
    registrations.check_may_change_registration(by, registration)
    registrations.check_promise_is_kept(registration, delete_on)
    registration.opens_on, registration.closes_on = opens_on, closes_on
    registration.delete_on, registration.purpose = delete_on, purpose
    registration.full_clean()
    registration.save(update_fields=TERMS)
    record("registration.changed", registration, by=by, **_log_details(registration))
    return registration


def _log_details(registration: Registration) -> dict[str, object]:
    days = {name: getattr(registration, name).isoformat() for name in ("opens_on", "closes_on", "delete_on")}
    return {**days, "purpose": dict(registration.purpose)}


@transaction.atomic
def set_category(
    registration: Registration, *, category: str, is_open: bool, most_each: int | None, most: int | None, by: Actor
) -> Registration:
    """Open a category with its quotas, change these, or close it: existing registrations stay."""
    registration = lock_registration(registration)
    registrations.check_may_change_registration(by, registration)
    details = {"category": category, "is_open": is_open, "most_each": most_each, "most": most}
    row = registration.categories.filter(category=category).first()
    if not is_open:
        if row:
            row.delete()
    else:
        row = row or RegistrationCategory(registration=registration, category=category)
        row.most_each, row.most = most_each, most
        save_row(row)
    record("registration.category_set", registration, by=by, **details)
    return registration


@transaction.atomic
def release_list(registration: Registration, *, audience: Audience, by: Actor) -> Registration:
    """Let readers of an audience see the list of participants, as it is on the day on which they look."""
    registration = lock_registration(registration)
    registrations.check_can_release_list(by, registration, audience)
    registration.list_audience, registration.list_released_on = audience, clock.today()
    registration.save(update_fields=["list_audience", "list_released_on"])
    record("participants.released", registration, by=by, audience=audience)
    return registration


@transaction.atomic
def take_back_list(registration: Registration, *, by: Actor) -> Registration:
    """Take the list of participants from its readers."""
    registration = lock_registration(registration)
    registrations.check_can_take_back_list(by, registration)
    registration.list_audience, registration.list_released_on = "", None
    registration.save(update_fields=["list_audience", "list_released_on"])
    record("participants.taken_back", registration, by=by)
    return registration


@transaction.atomic
def purge_registration(registration: Registration, *, by: Actor) -> Purge:
    """Delete everybody who was registered, with letters, badges and arrivals; keep how many they were.

    The entry in the log has the number and a digest of what was deleted, which reveals none of it. Files are deleted
    when the transaction is committed: rolled back, they are still there.
    """
    registration = lock_registration(registration)
    registrations.check_can_purge(by, registration)
    done = Purge(registration.participants.count(), _letters(registration), digest_of_people(registration))
    delete_drafts(DRAFTS_OF_REGISTRATION, [registration.slug])
    delete_drafts(DRAFTS_OF_PARTICIPANT, map(str, registration.participants.values_list("pk", flat=True)))
    for count in head_counts_of(registration):
        count.save(force_insert=True)
    registration.participants.all().delete()
    registration.accreditations.all().delete()
    registration.letters.all().delete()
    registration.purged_on = clock.today()
    registration.list_audience, registration.list_released_on = "", None
    registration.save(update_fields=["purged_on", "list_audience", "list_released_on"])
    record(
        "registration.purged", registration, by=by, people=done.people, letters=len(done.letters), digest=done.digest
    )
    transaction.on_commit(lambda: delete_letters(done.letters))
    return done


def _letters(registration: Registration) -> list[str]:
    return sorted(CredentialsLetter.objects.filter(registration=registration).values_list("file", flat=True))


def lock_registration(registration: Registration) -> Registration:
    """The registration as it is now, locked until this act is done."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("event__activity").order_by("pk")
    return rows.get(pk=registration.pk)
