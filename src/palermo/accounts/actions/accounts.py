"""What is done to accounts: made, changed, closed; and by their owners, to their own."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.accounts.models import Installation, Posting, User
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.rules import accounts
from palermo.accounts.sessions import end_sessions_of
from palermo.accounts.states import InstallationKind
from palermo.audit.actions import record
from palermo.core.rows import save_row

# The groups that Wagtail makes for editorial pages.
EDITORIAL_GROUPS = ("Editors", "Moderators")


@transaction.atomic
def begin_installation(kind: InstallationKind, *, by: Actor) -> Installation:
    """Say once what this database is for; saying the same again changes nothing."""
    installation = Installation.objects.first()
    if installation is None:
        installation = Installation.objects.create(kind=kind)
        record("installation.begun", installation, by=by, kind=kind.value)
    return installation


@transaction.atomic
def create_account(user: User, password: str, postings: list[Posting], *, by: Actor) -> User:
    """Make an account with the postings it acts under.

    Refused if `by` may not, or if it is a demonstration account outside a demonstration.
    """
    check_may(by, Permission.MAKE_ACCOUNT)
    if user.is_demonstration:
        accounts.check_demonstration_accounts_allowed()
    user.set_password(password)
    save_row(user)
    _open_editorial_pages(user)
    for posting in postings:
        posting.user = user
        save_row(posting)
    record("account.created", user, by=by, email=user.email, roles=[posting.role for posting in postings])
    return user


@transaction.atomic
def save_account(user: User, *, by: Actor, seen: str = "") -> User:
    """Save a changed account, and with it whether the administration's editorial pages are open to that person."""
    save_record(user, by=by, seen=seen)
    _open_editorial_pages(user)
    if not user.is_active:
        end_sessions_of(user)
    return user


def _open_editorial_pages(user: User) -> None:
    """Wagtail asks groups for its own pages and pictures; who enters at all is asked of the postings each time."""
    user.groups.set(Group.objects.filter(name__in=EDITORIAL_GROUPS) if user.is_staff else [])


@transaction.atomic
def close_account(user: User, *, why: str, by: Actor) -> User:
    """Close an account: it can no longer be used to sign in, and open sessions become those of a visitor at once."""
    check_may(by, Permission.CLOSE_ACCOUNT)
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions_of(user)
    record("account.closed", user, by=by, why=why)
    return user


@transaction.atomic
def change_own_account(user: User, *, name: str, language: str, by: Actor) -> User:
    """Change how one is named and in which language one is written to."""
    accounts.check_is_own(by, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    before = [user.name, user.language]
    user.name, user.language = name, language
    user.full_clean()
    user.save(update_fields=["name", "language"])
    if before != [name, language]:
        record("account.changed", user, by=by, before=before, after=[name, language])
    return user


@transaction.atomic
def end_own_sessions(user: User, sessions: list[UserSession], *, by: Actor) -> int:
    """Sign out elsewhere; gives how many sessions ended."""
    accounts.check_is_own(by, user)
    ended = [session for session in sessions if session.user_id == user.pk]
    for session in ended:
        session.end()
    if ended:
        record("account.signed_out_elsewhere", user, by=by, sessions=len(ended))
    return len(ended)
