"""Releases that are not public yet: drafted, prepared, proposed."""

import shutil

from allauth.mfa.models import Authenticator

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.figures.actions.releases import approve_release
from palermo.figures.models import Release
from palermo.figures.pipeline import draft_files as files
from palermo.figures.pipeline.drafts import DIGEST
from palermo.figures.pipeline.places import draft_folder
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.accounts import make_user
from tests.factories.common import number, text
from tests.factories.figures import DAY, make_indicator, make_population, make_register
from tests.factories.returns import make_round


def make_officer(name: str = "Officer", *, with_factor: bool = True, has_shown: bool = True) -> User:
    """An officer of the secretariat, who acts as in a session in which a second factor was shown."""
    officer = make_user(Role.SECRETARIAT, name=f"{name} {number()}")
    if with_factor:
        Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": ""})
    officer.has_shown_factor = has_shown
    return officer


def make_draft(author: User | None = None, **fields) -> Release:
    """A draft of the figures of a round, by one indicator."""
    indicators = fields.pop("indicators", None) or [make_indicator().editions.get()]
    rounds = fields.pop("rounds", None) or [make_round()]
    register = fields.pop("register", None) or make_register()
    population = fields.pop("population", None) or make_population(register, f"population-{number()}").slug
    release = Release.objects.create(
        **{
            "slug": f"draft-{number()}",
            "register": register,
            "title": text("Figures of a round"),
            "population": population,
            "population_edition": "1",
            "author": author or make_officer("Author"),
            **fields,
        }
    )
    release.indicators.set(indicators)
    release.rounds.set(rounds)
    # A test that was undone had a release of this number.
    shutil.rmtree(draft_folder(release), ignore_errors=True)
    return release


def make_prepared(author: User | None = None, **fields) -> Release:
    """A release of which it is known what will be hidden, with its prepared files."""
    release = make_draft(author, **{"status": ReleaseStatus.PREPARED, "loss": {"cells": 12}, **fields})
    return lay_prepared(release)


def lay_prepared(release: Release) -> Release:
    """Lay prepared files that hide nothing, and note their digest."""
    folder = files.make_folder(draft_folder(release))
    for name in files.PREPARED:
        files.write_file(folder, name, f"{name} of {release.slug}".encode())
    files.write_hidden(folder, [])
    files.write_report(folder, {})
    release.loss = release.loss | {DIGEST: files.digest_of(folder)}
    release.save(update_fields=["loss"])
    return release


def approve(release: Release, *, by: User | str, **fields) -> Release:
    """Approve what is prepared, having seen it."""
    return approve_release(release, seen=release.loss.get(DIGEST, ""), by=by, **fields)


def make_proposed(author: User | None = None, **fields) -> Release:
    """A release that awaits two approvals."""
    proposed = {"status": ReleaseStatus.PROPOSED, "attempt": 1, "proposed_on": DAY}
    return make_prepared(author, **{**proposed, **fields})
