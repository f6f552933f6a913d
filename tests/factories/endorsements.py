"""Texts submitted to Member States, with their deadlines and answers, as rows: past every rule, at any time."""

from datetime import UTC, datetime, timedelta

from palermo.accounts.models import State
from palermo.governance.freezing import digest_of, files_of
from palermo.governance.models import Endorsement, Extension, Response, TextVersion
from palermo.governance.states.endorsements import ProcedureKind, ResponseKind
from tests.factories.accounts import make_state
from tests.factories.common import text
from tests.factories.governance import make_endorsement, make_procedure

OPENS = datetime(2008, 2, 7, 17, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=72)


def make_put(title: str = "Put", *, kind: str = ProcedureKind.SILENCE, terms: dict | None = None, **fields):
    """An endorsement with one version, open for 72 hours; other times go by `opens_at` and `closes_at`."""
    version = {name: fields.pop(name) for name in ("opens_at", "closes_at", "words") if name in fields}
    procedure = fields.pop("procedure", None) or make_procedure(**{"kind": kind, "minimum_hours": 72, **(terms or {})})
    endorsement = make_endorsement(title, **{"procedure": procedure, "put_on": OPENS.date(), **fields})
    make_version(endorsement, **version)
    return endorsement


def make_version(
    endorsement: Endorsement, words: str = "Text", *, opens_at=OPENS, closes_at=CLOSES, **fields
) -> TextVersion:
    """The next version of a text."""
    shown = text(words)
    files = files_of(endorsement.document)
    version = TextVersion.objects.create(
        endorsement=endorsement,
        number=endorsement.versions.count() + 1,
        text=shown,
        document=endorsement.document,
        files=files,
        digest=digest_of(endorsement.title, shown, files),
        opens_at=opens_at,
        closes_at=closes_at,
        **fields,
    )
    endorsement.target_on = closes_at and closes_at.date()
    endorsement.save()
    return version


def make_response(
    endorsement: Endorsement,
    kind: str = ResponseKind.OBJECTION,
    *,
    state: State | None = None,
    words: str = "",
    **fields,
) -> Response:
    """An answer to the last version, an hour before the deadline."""
    version = endorsement.versions.last()
    return Response.objects.create(
        **{
            "version": version,
            "number": version.responses.count() + 1,
            "state": state or make_state(),
            "kind": kind,
            "text": text(words) if words else {},
            "made_at": (version.closes_at or CLOSES) - timedelta(hours=1),
            **fields,
        }
    )


def make_extension(endorsement: Endorsement, *, made_at: datetime, closes_at: datetime, **fields) -> Extension:
    """A moved deadline of the last version."""
    version = endorsement.versions.last()
    endorsement.target_on = closes_at.date()
    endorsement.save()
    return Extension.objects.create(
        version=version, number=version.extensions.count() + 1, made_at=made_at, closes_at=closes_at, **fields
    )
