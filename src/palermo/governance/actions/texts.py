"""Submit frozen texts to Member States and record the answers of Member States."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import next_number
from palermo.core.text import MultilingualText
from palermo.governance import notices
from palermo.governance.actions.endorsements import BY_ANSWERS, instant, lock_endorsement, set_target, write_result
from palermo.governance.freezing import digest_of, files_of
from palermo.governance.models import Endorsement, Response, TextVersion
from palermo.governance.rules import responses, texts
from palermo.governance.states.endorsements import COUNTED, EndorsementState, ResponseKind


@transaction.atomic
def submit_text(
    endorsement: Endorsement,
    *,
    text: MultilingualText,
    closes_at: datetime | None,
    opens_at: datetime | None = None,
    by: Actor,
) -> Endorsement:
    """Submit a text to Member States: freeze it, and take their answers until the deadline."""
    endorsement = lock_endorsement(endorsement)
    texts.check_may_submit_text(by, endorsement)
    version = _version(endorsement, text, opens_at, closes_at)
    endorsement.put_on = version.opens_at.astimezone(ZoneInfo(endorsement.procedure.time_zone)).date()
    endorsement.save(update_fields=["put_on"])
    _save_submitted_version(endorsement, version, by=by)
    return endorsement


@transaction.atomic
def submit_new_version(
    endorsement: Endorsement,
    *,
    text: MultilingualText,
    what_changed: MultilingualText,
    closes_at: datetime | None,
    opens_at: datetime | None = None,
    by: Actor,
) -> Endorsement:
    """Replace the last version with a changed text; this ends that version and reopens an endorsement not approved."""
    endorsement = lock_endorsement(endorsement)
    texts.check_may_submit_new_version(by, endorsement)
    texts.check_describes_changes(what_changed)
    write_result(endorsement, by=BY_ANSWERS)
    version = _version(endorsement, text, opens_at, closes_at)
    version.what_changed = what_changed
    endorsement.state, endorsement.result, endorsement.announced_on = EndorsementState.OPEN, None, None
    endorsement.save(update_fields=["state", "result_on", "result_precision", "announced_on"])
    _save_submitted_version(endorsement, version, by=by)
    return endorsement


def _version(
    endorsement: Endorsement, text: MultilingualText, opens_at: datetime | None, closes_at: datetime | None
) -> TextVersion:
    """An unsaved version with the text as it is now."""
    now = clock.now()
    opening = opens_at or now
    texts.check_can_submit(endorsement, text, opens_at=opening, closes_at=closes_at, now=now)
    files = files_of(endorsement.document)
    return TextVersion(
        endorsement=endorsement,
        number=endorsement.versions.count() + 1,
        text=text,
        document=endorsement.document,
        files=files,
        digest=digest_of(endorsement.title, text, files),
        opens_at=opening,
        closes_at=closes_at,
    )


def _save_submitted_version(endorsement: Endorsement, version: TextVersion, *, by: Actor) -> None:
    version.save()
    endorsement.text = version.text
    endorsement.save(update_fields=["text"])
    set_target(endorsement, version.closes_at)
    times = {"opens_at": instant(version.opens_at), "closes_at": version.closes_at and instant(version.closes_at)}
    details = {"version": version.number, "digest": version.digest, "what_changed": dict(version.what_changed)}
    record("endorsement.put", endorsement, by=by, **details, **times)
    notices.text_put(endorsement.pk)


@transaction.atomic
def respond(
    endorsement: Endorsement, kind: ResponseKind, *, state: State, text: MultilingualText, read: int, by: Actor
) -> Endorsement:
    """Record a Member State's answer to the version it has read, and at once any result that the answer decides.

    The log names the answer as the target of the act, so that the endorsement's own history does not show who objected.
    """
    endorsement = lock_endorsement(endorsement)
    responses.check_may_respond(by, endorsement, kind)
    version = endorsement.versions.order_by("-number")[0]
    responses.check_can_respond(by, version, state, kind, text, read=read)
    before = responses.last_counted(version, state) if kind in COUNTED else None
    response = Response.objects.create(
        version=version,
        number=next_number(version.responses),
        state=state,
        kind=kind,
        text=text,
        made_at=clock.now(),
        changes=before.number if before else 0,
    )
    details = {"endorsement": endorsement.slug, "version": version.number, "state": state.slug, "kind": kind.value}
    record("response.made", response, by=by, at=instant(response.made_at), text=dict(text), **details)
    settled = Endorsement.objects.get(pk=endorsement.pk)
    write_result(settled, by=BY_ANSWERS)
    return settled
