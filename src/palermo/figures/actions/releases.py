"""What is done to releases of figures: drafted, proposed, approved by two others, withdrawn.

Preparing a release and releasing it are work in the background; the acts here begin it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from disclosure.errors import DisclosureError
from disclosure.release import Register
from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row, lock_row, save_row
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.figures.actions.signing import sign_populations
from palermo.figures.models import IndicatorEdition, Release, ReleaseDecision
from palermo.figures.notices.releases import PROPOSED, RETURNED, notify_approvers, notify_author
from palermo.figures.pipeline.drafts import DIGEST, delete_prepared, delete_source_list
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.preparing import prepare_release
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.pipeline.releasing import publish_release
from palermo.figures.queries.heads import note_head, open_register
from palermo.figures.rules import releases as rules
from palermo.figures.states.releases import ReleaseStatus, Verdict
from palermo.knowledge.models import DatasetEdition
from palermo.returns.models import Round

# The relations of a release that its form asks for.
CONTENT = ("indicators", "dataset_editions", "rounds")


@transaction.atomic
def draft_release(
    release: Release,
    *,
    indicators: Collection[IndicatorEdition],
    dataset_editions: Collection[DatasetEdition] = (),
    rounds: Collection[Round] = (),
    by: Actor,
) -> Release:
    """Record a draft with its author; nothing is compiled yet."""
    rules.check_can_draft_release(
        by,
        register=release.register,
        population=release.population,
        indicators=indicators,
        dataset_editions=dataset_editions,
        rounds=rounds,
        breakdowns=release.breakdowns,
        required=release.required_breakdowns,
        hidden_last=release.hidden_last,
        kind=release.kind,
    )
    release.slug = release.slug or free_slug(Release, release.title, "release")
    insert_row(release)
    release.indicators.set(indicators)
    release.dataset_editions.set(dataset_editions)
    release.rounds.set(rounds)
    record("release.drafted", release, by=by)
    return release


@transaction.atomic
def change_release(release: Release, *, values: Mapping[str, object], by: Actor) -> Release:
    """Edit a draft; `values` are fields of the model and relations. What was prepared of it before is deleted."""
    release = lock_row(release, "register", "author")
    rules.check_may_change_release(by, release)
    content: dict[str, Any] = {name: values.get(name, getattr(release, name).all()) for name in CONTENT}
    for name, value in values.items():
        if name not in CONTENT:
            setattr(release, name, value)
    rules.check_can_draft_release(
        by,
        register=release.register,
        population=release.population,
        breakdowns=release.breakdowns,
        required=release.required_breakdowns,
        hidden_last=release.hidden_last,
        kind=release.kind,
        **content,
    )
    _make_draft(release)
    save_row(release)
    for name, rows in content.items():
        getattr(release, name).set(rows)
    record("release.changed", release, by=by, fields=sorted(values))
    return release


@transaction.atomic
def begin_preparing(release: Release, *, by: Actor) -> Release:
    """Have a draft compiled and protected in the background."""
    release = lock_row(release, "register", "author")
    rules.check_may_begin_preparing(by, release)
    # What was prepared before is replaced by the work.
    release.status, release.loss, release.refusal = ReleaseStatus.PREPARING, {}, ""
    release.steps = release.done = 0
    release.is_cancelled = False
    release.save()
    sign_populations(release.register, by=by)
    record("release.preparing", release, by=by)
    prepare_release.enqueue(release.pk)
    return release


@transaction.atomic
def cancel_preparation(release: Release, *, by: Actor) -> Release:
    """Ask the work in the background to stop; it then makes the release a draft again."""
    release = lock_row(release, "register", "author")
    rules.check_may_cancel_preparation(by, release)
    release.is_cancelled = True
    release.save(update_fields=["is_cancelled"])
    record("release.preparation_cancelled", release, by=by)
    return release


@transaction.atomic
def propose_release(release: Release, *, by: Actor) -> Release:
    """Put what was prepared to the other officers for approval."""
    release = lock_row(release, "register", "author")
    rules.check_may_propose_release(by, release)
    release.status, release.proposed_on = ReleaseStatus.PROPOSED, clock.today()
    release.attempt += 1
    release.declarations = []
    release.save()
    record("release.proposed", release, by=by, attempt=release.attempt, digest=release.loss[DIGEST])
    notify_approvers.enqueue(PROPOSED, release.pk)
    return release


@transaction.atomic
def approve_release(
    release: Release, *, seen: str, note: str = "", declarations: Mapping[str, str] | None = None, by: User
) -> Release:
    """Approve a release; the second approval has it audited and released.

    `seen` is the digest of the prepared files that the approver looked at.
    `declarations` say of what the gate cannot match to earlier releases why nobody can be found by comparing.
    """
    release = lock_row(release, "register", "author")
    made = {about: reason.strip() for about, reason in (declarations or {}).items() if reason.strip()}
    rules.check_can_approve_release(by, release, made, seen)
    _decide(release, Verdict.APPROVED, note, by)
    release.declarations = [
        *release.declarations,
        *(
            {"about": about, "reason": reason, "by": by.name, "figures": _figures_digest(release, about)}
            for about, reason in made.items()
        ),
    ]
    is_approved = len(rules.current_decisions(release)) >= rules.APPROVALS
    if is_approved:
        release.status = ReleaseStatus.RELEASING
    release.save()
    record("release.approved", release, by=by, attempt=release.attempt, digest=seen)
    if is_approved:
        publish_release.enqueue(release.pk)
    return release


@transaction.atomic
def return_release(release: Release, *, note: str, by: User) -> Release:
    """Return a release to its author, with what has to be changed; it is a draft again."""
    release = lock_row(release, "register", "author")
    rules.check_can_return_release(by, release, note)
    _decide(release, Verdict.RETURNED, note, by)
    _make_draft(release)
    release.save()
    record("release.returned", release, by=by, attempt=release.attempt)
    notify_author.enqueue(RETURNED, release.pk)
    return release


@transaction.atomic
def take_back_release(release: Release, *, by: Actor) -> Release:
    """Take a proposed release back; it is a draft again, and approvals so far no longer count."""
    release = lock_row(release, "register", "author")
    rules.check_may_take_back_release(by, release)
    _make_draft(release)
    release.save()
    record("release.taken_back", release, by=by, attempt=release.attempt)
    return release


@transaction.atomic
def abandon_release(release: Release, *, by: Actor) -> Release:
    """Give a draft up; its true figures are deleted."""
    release = lock_row(release, "register", "author")
    rules.check_may_abandon_release(by, release)
    _make_draft(release)
    delete_source_list(release)
    release.status = ReleaseStatus.ABANDONED
    release.save()
    record("release.abandoned", release, by=by)
    return release


@transaction.atomic
def withdraw_release(release: Release, *, reason: MultilingualText, by: Actor) -> Release:
    """Withdraw a release with a reason: everybody sees both, and the gate goes on auditing against its figures."""
    release = lock_row(release, "register", "author")
    rules.check_can_withdraw_release(by, release, reason)
    head = _head_of_whole_register(release)
    release.status, release.withdrawn_on, release.reason = ReleaseStatus.WITHDRAWN, clock.today(), reason
    save_row(release)
    record("release.withdrawn", release, by=by, reason=dict(reason), **head)
    _withdraw_from_register(release, str(reason), by if isinstance(by, str) else by.name)
    return release


def _withdraw_from_register(release: Release, reason: str, name: str) -> None:
    """Last in the transaction. If that fails in the end, the register has it already when it is done again."""
    register = Register(register_folder(release.register))
    try:
        if not any(each.number == release.number and each.withdrawn for each in register.releases()):
            register.withdraw(release.number or 0, release_signer(), reason=reason, by=name)
    except (DisclosureError, OSError) as error:
        raise _cannot_be_written(error) from None


def _head_of_whole_register(release: Release) -> dict[str, object]:
    """The head of a register from which nothing is missing, for the log."""
    try:
        open_register(release.register)
        return note_head(release.register)
    except (DisclosureError, OSError) as error:
        raise _cannot_be_written(error) from None


def _cannot_be_written(error: Exception) -> Refused:
    return Refused(_("The register of releases cannot be written: %(fault)s Ask the administrator.") % {"fault": error})


def _decide(release: Release, verdict: Verdict, note: str, by: User) -> None:
    decision = ReleaseDecision(
        release=release,
        attempt=release.attempt,
        person=by,
        verdict=verdict,
        note=note.strip(),
        decided_at=clock.now(),
    )
    insert_row(decision)


def _figures_digest(release: Release, about: str) -> str:
    """Stands for the figures by which what is declared of differs, as the approver was shown them."""
    found = release.loss.get("differences", {}).get(about, {})
    return str(found.get("digest", ""))


def _make_draft(release: Release) -> None:
    """A draft of which nothing is prepared. Its true figures are deleted once the act is committed."""
    release.status, release.loss = ReleaseStatus.DRAFT, {}
    delete_prepared(release)
