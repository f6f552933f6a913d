"""Release versions of a programme, submit them to Member States, and withdraw them."""

from datetime import date, datetime

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.rows import insert_row, next_number
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.governance.actions.drafts import begin_endorsement
from palermo.governance.actions.texts import submit_new_version
from palermo.governance.models import Endorsement, Mandate, Procedure
from palermo.programme.actions.programmes import lock_programme
from palermo.programme.models import Programme, ProgrammeRelease
from palermo.programme.rules import programmes, releases
from palermo.programme.rules.releases import is_before_member_states, last_submitted_release
from palermo.programme.schedule.content import Content, content_of, digest_of, speakers_in, without_speakers
from palermo.programme.schedule.plan import plan_of
from palermo.programme.schedule.words import change_words, text_of, title_of
from palermo.programme.states.programmes import ReleaseState


@transaction.atomic
def release_programme(programme: Programme, *, audience: str, comment: MultilingualText, by: Actor) -> ProgrammeRelease:
    """Freeze the programme as it is, for readers of an audience, under the next number.

    Refused if nothing is placed, if nothing is new for these readers, or if the event has fewer readers.
    """
    programme = lock_programme(programme)
    content = content_of(plan_of(programme), audience)
    programmes.check_can_release(by, programme, content, audience)
    release = ProgrammeRelease(
        programme=programme,
        number=next_number(programme.releases),
        comment=comment,
        audience=audience,
        content=content,
        digest=digest_of(content),
        released_at=clock.now(),
    )
    insert_row(release)
    details = {"programme": programme.slug, "number": release.number, "digest": release.digest}
    record("programme.released", release, by=by, audience=audience, **details)
    return release


@transaction.atomic
def withdraw_release(release: ProgrammeRelease, *, on: date, reason: MultilingualText, by: Actor) -> ProgrammeRelease:
    """Take a released version from its readers; the secretariat keeps it.

    Refused if Member States are asked to approve it, or if it is withdrawn already.
    """
    release = _lock_release(release)
    releases.check_can_withdraw_release(by, release, on)
    release.state, release.withdrawn_on, release.withdrawal_reason = ReleaseState.WITHDRAWN, on, reason
    release.save(update_fields=["state", "withdrawn_on", "withdrawal_reason"])
    record("programme.withdrawn", release, by=by, on=on.isoformat(), reason=dict(reason))
    return release


@transaction.atomic
def submit_release(
    release: ProgrammeRelease,
    *,
    procedure: Procedure,
    closes_at: datetime | None,
    under: Mandate | None = None,
    by: Actor,
) -> ProgrammeRelease:
    """Submit a released version to Member States: its content in words, with its digest.

    Where an earlier version is still before them, this one replaces it, with a description of what changed. Refuses
    as the rules of releases and of submitted texts do; nothing is kept then.
    """
    release = _lock_release(release)
    releases.check_can_submit_release(by, release, procedure)
    before = last_submitted_release(release)
    text = text_of(_for_text(release), release.number)
    if before and before.put_as and is_before_member_states(before):
        changed = change_words(_for_text(before), _for_text(release)) or release.comment
        endorsement = submit_new_version(
            before.put_as.endorsement, text=text, what_changed=changed, closes_at=closes_at, by=by
        )
    else:
        begun = _endorsement(release, procedure, under)
        endorsement = begin_endorsement(begun, text=text, closes_at=closes_at, by=by)
    release.put_as = endorsement.versions.order_by("-number")[0]
    release.save(update_fields=["put_as"])
    record("programme.put", release, by=by, endorsement=endorsement.slug, version=release.put_as.number)
    return release


def _for_text(release: ProgrammeRelease) -> Content:
    """The content of a version for a text submitted to Member States, which stays as submitted.

    Speakers who may withdraw their consent are named there only where the public does not read it.
    """
    content: Content = release.content
    return without_speakers(content, speakers_in(content)) if release.audience == Audience.PUBLIC else content


def _lock_release(release: ProgrammeRelease) -> ProgrammeRelease:
    programme = lock_programme(release.programme)
    stored = ProgrammeRelease.objects.select_related("put_as__endorsement__procedure").get(pk=release.pk)
    stored.programme = programme
    return stored


def _endorsement(release: ProgrammeRelease, procedure: Procedure, under: Mandate | None) -> Endorsement:
    return Endorsement(
        slug=free_id(Endorsement, f"{release.programme.slug}-programme-{release.number}"),
        body=procedure.body,
        title=title_of(release.content),
        procedure=procedure,
        under=under,
        audience=release.audience,
    )
