"""What must be true of the record, restated in the simplest terms from raw rows, without our own queries."""

from datetime import datetime
from typing import Any

from palermo.governance.models import (
    Activity,
    Correction,
    Decision,
    Disposition,
    Endorsement,
    FollowUp,
    Guidance,
    Mandate,
    Meeting,
    ProgressReport,
    Response,
    TextVersion,
)

PUBLIC, STATES, COMMITTEE, SECRETARIAT = "public", "member_states", "steering_committee", "secretariat"
READS = {
    "": {PUBLIC},
    "focal_point": {PUBLIC},
    "delegate": {PUBLIC, STATES},
    "committee_member": {PUBLIC, STATES, COMMITTEE},
    "secretariat": {PUBLIC, STATES, COMMITTEE, SECRETARIAT},
}


class Reader:
    """Somebody with one role, or with none, and the State and the organization they act for."""

    def __init__(self, user: Any = None) -> None:
        posting = user.postings.get() if user and user.postings.exists() else None
        self.role = str(posting.role) if posting else ""
        self.reads = READS[self.role]
        self.state, self.organisation = (posting.state_id, posting.organisation_id) if posting else (None, None)

    def sees(self, record: Any) -> bool:
        """By the model's name: who may know this record."""
        return getattr(self, f"_{type(record).__name__.lower()}")(record)

    def _audience(self, record: Any) -> bool:
        return record.audience in self.reads

    _mandate = _guidance = _endorsement = _meeting = _audience

    def _decision(self, decision: Any) -> bool:
        is_out = self.role == "secretariat" or decision.state in {"adopted", "superseded"}
        return self._audience(decision) and is_out

    def _activity(self, activity: Any) -> bool:
        return self._audience(activity) and (
            activity.state not in {"proposed", "given_up"} or self.role in {"committee_member", "secretariat"}
        )

    def _disposition(self, disposition: Any) -> bool:
        return self.sees(disposition.mandate) and self.sees(disposition.activity)

    def _correction(self, correction: Any) -> bool:
        own = self.role == "delegate" and correction.state_by_id == self.state
        return self.sees(correction.guidance) and (own or correction.state == "accepted" or self.role == "secretariat")

    def _response(self, response: Any) -> bool:
        endorsement = response.version.endorsement
        own = response.state_id == self.state
        shown = endorsement.procedure.objections_read_by in self.reads
        return self.sees(endorsement) and (response.kind != "objection" or own or shown)

    def _followup(self, entry: Any) -> bool:
        return self.role == "secretariat" or self.sees(entry.action_point.meeting)

    def _progressreport(self, progress: Any) -> bool:
        own_state = progress.state_by_id is not None and progress.state_by_id == self.state
        own = own_state or (progress.organisation_id is not None and progress.organisation_id == self.organisation)
        return self.sees(progress.follow_up) and (own or progress.state != "reported" or self.role == "secretariat")


MODELS = {
    Activity: (),
    Correction: ("guidance",),
    Decision: (),
    Disposition: ("mandate", "activity"),
    Endorsement: (),
    FollowUp: ("action_point__meeting",),
    Guidance: (),
    Mandate: (),
    Meeting: (),
    ProgressReport: ("follow_up__action_point__meeting",),
    Response: ("version__endorsement__procedure",),
}


def everything() -> list[Any]:
    """Every row of the models of which who may see what is compared."""
    return [row for model, joins in MODELS.items() for row in model.objects.select_related(*joins or [None])]


def gave_authority(mandate_pk: int, day: Any) -> bool:
    """Whether a mandate was in force on a day, by its two dates as they are now."""
    row = Mandate.objects.filter(pk=mandate_pk).values("in_force_from", "ended_on").get()
    return row["in_force_from"] <= day and (row["ended_on"] is None or row["ended_on"] > day)


def deadline(version: TextVersion) -> datetime | None:
    """As first set, and as moved by those extensions that were made while it had not passed."""
    closes = version.closes_at
    for row in version.extensions.order_by("made_at", "number").values("made_at", "closes_at"):
        if row["made_at"] < closes < row["closes_at"]:
            closes = row["closes_at"]
    return closes


def in_time(version: TextVersion, now: datetime) -> list[dict[str, Any]]:
    """Approvals and objections from the opening until, and not at, the deadline, in their order."""
    closes, rows = deadline(version), version.responses.order_by("made_at", "number").values()
    return [
        row
        for row in rows
        if row["kind"] in {"approval", "objection"}
        and version.opens_at <= row["made_at"] <= now
        and (closes is None or row["made_at"] < closes)
    ]


def positions(rows: list[dict[str, Any]]) -> tuple[set[int], set[int]]:
    """Who approves and who objects by their last word."""
    last = {row["state_id"]: row["kind"] for row in rows}
    approving = {state for state, kind in last.items() if kind == "approval"}
    return approving, set(last) - approving


def result(version: TextVersion, procedure: Any, now: datetime) -> str:
    """What the answers come to: under silence, or by a share of those that answered."""
    rows, closes = in_time(version, now), deadline(version)
    if procedure.kind == "silence":
        # Of two words of a State at the same instant, the later number is its word.
        held = {(row["made_at"], row["state_id"]): row["kind"] for row in rows}
        if "objection" in held.values():
            return "broken"
        return "approved" if now >= closes else "open"
    if now < closes:
        return "open"
    approving, objecting = positions(rows)
    answered = len(approving) + len(objecting)
    enough = answered and len(approving) * procedure.denominator >= answered * procedure.numerator
    return "approved" if enough else "not_approved"
