"""What is done to accounts, and the one way in which an editor's change to any record is saved."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from palermo.accounts import rules
from palermo.accounts.models import Installation, Posting, User
from palermo.accounts.states import InstallationKind
from palermo.audit.actions import record
from palermo.core.fields import MultilingualField


@transaction.atomic
def save_record(instance: models.Model, *, by: Any) -> models.Model:
    """Save a record that an editor made or changed, with what changed in the log: nothing is overwritten silently.

    Raises
    ------
    Refused
        If `by` is not of the secretariat.
    ValidationError
        If the record does not hold together.
    """
    rules.check_is_secretariat(by, _("change the record"))
    before = _stored(instance)
    instance.full_clean()
    instance.save()
    if before is None:
        record(f"{instance._meta.model_name}.created", instance, by=by, after=_plain(instance))
    elif changes := _changes(before, _plain(instance)):
        record(f"{instance._meta.model_name}.changed", instance, by=by, changes=changes)
    return instance


def _stored(instance: models.Model) -> dict[str, Any] | None:
    stored = type(instance)._default_manager.select_for_update().filter(pk=instance.pk).first() if instance.pk else None
    return _plain(stored) if stored else None


def _plain(instance: models.Model) -> dict[str, Any]:
    """Every field as plain JSON."""
    fields = {}
    for field in instance._meta.concrete_fields:
        value = field.value_from_object(instance)
        fields[field.attname] = dict(value) if isinstance(field, MultilingualField) else field.value_to_string(instance)
        if value is None:
            fields[field.attname] = None
    return fields


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


@transaction.atomic
def begin_installation(kind: InstallationKind, *, by: Any) -> Installation:
    """Say once what this database is for; saying the same again changes nothing."""
    installation = Installation.objects.first()
    if installation is None:
        installation = Installation.objects.create(kind=kind)
        record("installation.begun", installation, by=by, kind=kind.value)
    return installation


@transaction.atomic
def create_account(user: User, password: str, postings: list[Posting], *, by: Any) -> User:
    """Make an account with the postings it acts under.

    Raises
    ------
    Refused
        If `by` may not, or if it is a demonstration account outside a demonstration.
    """
    rules.check_is_secretariat(by, _("make an account"))
    if user.is_demonstration:
        rules.check_demonstration_accounts_allowed()
    user.set_password(password)
    user.full_clean()
    user.save()
    for posting in postings:
        posting.user = user
        posting.full_clean()
        posting.save()
    record("account.created", user, by=by, email=user.email, roles=[posting.role for posting in postings])
    return user


@transaction.atomic
def end_posting(posting: Posting, *, on: date, by: Any) -> Posting:
    """End a posting: from that day the person no longer acts for that State or organisation."""
    rules.check_is_secretariat(by, _("end a posting"))
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    posting.until_on = on
    posting.full_clean()
    posting.save(update_fields=["until_on"])
    record("posting.ended", posting.user, by=by, role=posting.role, on=on.isoformat())
    return posting
