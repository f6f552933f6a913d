"""A text as submitted to Member States, version by version, as one reader may see it, and later acts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Model

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.differences import Difference, by_language
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.kinds import records_visible_to
from palermo.core.languages import BY_CODE, CODES, Language
from palermo.governance.freezing import digest_of, digest_of_version
from palermo.governance.models import Activity, Endorsement, Response, TextVersion
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.endorsements import may_read_objections, responses_visible_to, standings_of_versions
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.standing import Standing
from palermo.governance.states.endorsements import COUNTED
from palermo.library.models import Document
from palermo.library.queries import versions_visible_to
from palermo.library.web.papers import papers

SHOWN = 20


class LanguageComparison(NamedTuple):
    """A language of the document that was put: whether what is there now is what was put then."""

    language: Language
    was_put: bool
    is_there: bool
    is_same: bool


class AnswerRow(NamedTuple):
    """An answer of a Member State, and whether it came in time to be counted."""

    response: Response
    is_own: bool
    is_late: bool


class VersionRow(NamedTuple):
    """One version with everything that its reader is shown of it."""

    version: TextVersion
    standing: Standing
    is_last: bool
    is_intact: bool
    document: Document | None
    held: list[LanguageComparison]
    differences: list[Difference]
    answers: list[AnswerRow]
    hidden_count: int

    @property
    def is_unchanged(self) -> bool:
        """Whether the document is what it was when it was put."""
        return all(each.is_same for each in self.held)


class LaterActivity(NamedTuple):
    """An activity under a mandate from the endorsement: as planned when it was endorsed, and as it is now."""

    activity: Activity
    event: Model | None
    before: Model | None


def version_rows(endorsement: Endorsement, viewer: Viewer) -> list[VersionRow]:
    """The versions, the latest first."""
    standings = standings_of_versions(endorsement, clock.now())
    versions = list(endorsement.versions.prefetch_related("extensions"))
    documents = papers(viewer).in_bulk([version.document_id for version in versions if version.document_id])
    digests, answers = _file_digests(documents, viewer), _answers(endorsement, viewer)
    rows: list[VersionRow] = []
    before: TextVersion | None = None
    for version in versions:
        document = documents.get(version.document_id) if version.document_id else None
        standing = standings[version.number]
        rows.append(
            VersionRow(
                version,
                standing,
                version is versions[-1],
                digest_of(endorsement.title, version.text, version.files) == version.digest,
                document,
                _compare_files(version, digests[document.pk]) if document else [],
                by_language(before.text, version.text) if before else [],
                _answer_rows(answers[version.pk], version, standing, viewer),
                _count_hidden_objections(endorsement, standing, viewer),
            )
        )
        before = version
    return rows[::-1]


def _file_digests(documents: Iterable[int], viewer: Viewer) -> dict[int, dict[str, str]]:
    """The digest of each language of these documents as they are now."""
    digests: dict[int, dict[str, str]] = defaultdict(dict)
    for each in versions_visible_to(viewer).filter(document__in=list(documents)):
        digests[each.document_id][each.language] = digest_of_version(each)
    return digests


def _compare_files(version: TextVersion, now: dict[str, str]) -> list[LanguageComparison]:
    put = version.files
    codes = [code for code in CODES if code in put or code in now]
    return [
        LanguageComparison(BY_CODE[code], code in put, code in now, put.get(code) == now.get(code)) for code in codes
    ]


def _answers(endorsement: Endorsement, viewer: Viewer) -> dict[int, list[Response]]:
    visible = responses_visible_to(viewer).filter(version__endorsement=endorsement)
    by_version: dict[int, list[Response]] = defaultdict(list)
    for response in visible.select_related("state").prefetch_related("state__former_names"):
        by_version[response.version_id].append(response)
    return by_version


def _answer_rows(answers: list[Response], version: TextVersion, standing: Standing, viewer: Viewer) -> list[AnswerRow]:
    return [
        AnswerRow(each, each.state_id in viewer.state_ids, _is_late(each, version, standing.deadline))
        for each in answers
    ]


def _is_late(response: Response, version: TextVersion, deadline: datetime | None) -> bool:
    is_in_time = version.opens_at <= response.made_at and (deadline is None or response.made_at < deadline)
    return response.kind in COUNTED and not is_in_time


def _count_hidden_objections(endorsement: Endorsement, standing: Standing, viewer: Viewer) -> int:
    """How many other Member States object whose names this reader may not see."""
    if may_read_objections(viewer, endorsement.procedure):
        return 0
    return len(standing.objecting - viewer.state_ids)


def own_answers(versions: list[VersionRow]) -> list[AnswerRow]:
    """The answers of the reader's own delegation to the last version."""
    return [answer for answer in versions[0].answers if answer.is_own] if versions else []


def later_activities(endorsement: Endorsement, viewer: Viewer) -> FirstRows:
    """Activities under an endorsement's mandates, beside what had been planned on the day of the result."""
    mandates = mandates_visible_to(viewer).filter(endorsement=endorsement)
    activities = activities_visible_to(viewer).filter(mandate__in=mandates).order_by("starts_on", "slug")
    first = first_of(activities, SHOWN)
    events = records_visible_to(viewer, "events").filter(activity__in=first).select_related("place")
    by_activity = {event.activity_id: event for event in events.prefetch_related("reschedulings")}
    later = [_later(each, by_activity.get(each.pk), endorsement.result_on) for each in first]
    return FirstRows(later, first.more)


def _later(activity: Activity, event: Any, day: date | None) -> LaterActivity:
    """What was planned on a day is what the first change after it replaced."""
    changes = [change for change in event.reschedulings.all() if day and change.decided_on > day] if event else []
    return LaterActivity(activity, event, changes[0] if changes else None)
