"""A study as its page shows it: how far it is, who does what, ethics reviews, data used, drafts and comments."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from palermo.accounts.models import State, User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.languages import CODES, active_language, language_in_sentence
from palermo.core.speech.dates import format_day
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText, plain
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.knowledge.ethics import CLEARED, is_cleared_on
from palermo.knowledge.models import DraftComment, EthicsReview, Study, StudyContribution, StudyDataset, StudyDraft
from palermo.knowledge.queries.studies import (
    draft_comments_visible_to,
    ethics_reviews_visible_to,
    study_contributions_visible_to,
    study_datasets_visible_to,
    study_drafts_visible_to,
)
from palermo.knowledge.states.studies import StudyDraftStatus, StudyRole
from palermo.library.models import Document
from palermo.library.web.papers import paper_of, papers
from palermo.site.action_pages import ActionLink, action_links_for_each, named_action_links_for_each
from palermo.site.csvs import Value, csv_lines
from palermo.treaties.models.participants import name_on

OWN_WAYS = ("publish-study", "change-study-publication")


class Step(NamedTuple):
    """A step of a study: what it is, when it was taken or is due, what came of it."""

    label: str
    day: PartialDate | None
    words: str
    is_done: bool
    is_current: bool = False
    is_due: bool = False


class ContributionLine(NamedTuple):
    """What one participant does, in the name of today; `is_uncovered` where it began without a valid ethics review."""

    contribution: StudyContribution
    name: MultilingualText
    is_uncovered: bool
    ways: Sequence[ActionLink]


class ReviewLine(NamedTuple):
    """An ethics review, whether its validity has ended, and what the reader may do to it."""

    review: EthicsReview
    has_ended: bool
    ways: Sequence[ActionLink]


class UseLine(NamedTuple):
    """Data used; `is_uncovered` where that began without a valid ethics review."""

    use: StudyDataset
    is_uncovered: bool
    ways: Sequence[ActionLink]


class DraftLine(NamedTuple):
    """A draft, whether comments are received today, and how many the reader may see."""

    draft: StudyDraft
    is_open: bool
    comment_count: int
    ways: Sequence[ActionLink]


class PageOfStudy(NamedTuple):
    """All that the page of a study shows beside the activity that it is."""

    steps: list[Step]
    protocol: Document | None
    contributions: list[ContributionLine]
    reviews: list[ReviewLine]
    uses: list[UseLine]
    drafts: list[DraftLine]
    publication: Document | None
    missing_languages: str
    is_overdue: bool
    contribution_ways: Sequence[ActionLink]
    review_ways: Sequence[ActionLink]
    use_ways: Sequence[ActionLink]
    draft_ways: Sequence[ActionLink]
    publication_ways: Sequence[ActionLink]


def page_of_study(study: Study, viewer: Viewer, person: User | None) -> PageOfStudy:
    """What a reader may see of a study today, by a fixed number of queries."""
    today = clock.today()
    reviews = list(ethics_reviews_visible_to(viewer).filter(study=study).prefetch_related(paper_of(viewer)))
    contributions = list(study_contributions_visible_to(viewer).filter(study=study))
    uses = list(study_datasets_visible_to(viewer).filter(study=study))
    drafts = list(study_drafts_visible_to(viewer).filter(study=study).prefetch_related(paper_of(viewer)))
    parts: Iterable[EthicsReview | StudyContribution | StudyDataset | StudyDraft] = (
        *reviews,
        *contributions,
        *uses,
        *drafts,
    )
    for part in parts:
        part.study = study
    shown = {each.pk: each for each in papers(viewer).filter(pk__in=[study.protocol_id, study.publication_id])}
    protocol, publication = shown.get(study.protocol_id or 0), shown.get(study.publication_id or 0)
    counts = dict(
        draft_comments_visible_to(viewer)
        .filter(draft__in=drafts)
        .order_by()
        .values_list("draft")
        .annotate(number=Count("pk"))
    )
    of_study = [
        named_action_links_for_each(names, [study], viewer, person)[0]
        for names in (
            ("add-study-contribution",),
            ("submit-ethics-review",),
            ("use-dataset",),
            ("add-study-draft",),
            OWN_WAYS,
        )
    ]
    return PageOfStudy(
        steps_of_study(study, protocol, reviews, contributions, uses, drafts),
        protocol,
        [
            ContributionLine(each, name_of(each.participant), _is_uncovered_work(each, reviews), ways)
            for each, ways in zip(contributions, action_links_for_each(contributions, viewer, person), strict=True)
        ],
        [
            ReviewLine(each, each.valid_until is not None and each.valid_until < today, ways)
            for each, ways in zip(reviews, action_links_for_each(reviews, viewer, person), strict=True)
        ],
        [
            UseLine(each, each.since_on is not None and not is_cleared_on(reviews, each.since_on), ways)
            for each, ways in zip(uses, action_links_for_each(uses, viewer, person), strict=True)
        ],
        [
            DraftLine(each, is_open_on(each, today), counts.get(each.pk, 0), ways)
            for each, ways in zip(drafts, action_links_for_each(drafts, viewer, person), strict=True)
        ],
        publication,
        missing_languages(publication),
        study.is_overdue_on(today),
        *of_study,
    )


def is_open_on(draft: StudyDraft, day: date) -> bool:
    """Whether comments on a draft are received on a day."""
    is_circulated = draft.status == StudyDraftStatus.CIRCULATED
    return is_circulated and (draft.comments_until is None or day <= draft.comments_until)


def name_of(participant: object) -> MultilingualText:
    """The State, in the name of today, or the organization."""
    return participant.name_today if isinstance(participant, State) else participant.name  # type: ignore[attr-defined]


def _is_uncovered_work(contribution: StudyContribution, reviews: Iterable[EthicsReview]) -> bool:
    since = contribution.since_on
    return contribution.role == StudyRole.FIELDWORK and since is not None and not is_cleared_on(reviews, since)


def missing_languages(document: Document | None) -> str:
    """The languages in which a document is meant to be and is not yet, as a sentence names them."""
    if document is None:
        return ""
    held = {version.language for version in document.versions.all()}
    meant = document.languages_expected or CODES
    names = [language_in_sentence(code) for code in CODES if code in meant and code not in held]
    return format_list(names, active_language().code) if names else ""


def steps_of_study(
    study: Study,
    protocol: Document | None,
    reviews: Sequence[EthicsReview],
    contributions: Sequence[StudyContribution],
    uses: Sequence[StudyDataset],
    drafts: Sequence[StudyDraft],
) -> list[Step]:
    """The steps from the authority of a study to its results; the one after the last that was taken is current."""
    activity, today = study.activity, clock.today()
    is_authorised = activity.state not in NEEDS_NO_AUTHORITY
    decided = [each for each in reviews if each.result in CLEARED]
    latest = max(decided, key=lambda each: (each.decided_on or date.min, each.number), default=None)
    asked = [each for each in reviews if each not in decided]
    worked = [each.since_on for each in contributions if each.role == StudyRole.FIELDWORK]
    begun = [day for day in (*worked, *(each.since_on for each in uses)) if day is not None and day <= today]
    circulated = [each for each in drafts if each.status != StudyDraftStatus.DRAFT]
    draft = max(circulated, key=lambda each: each.number, default=None)
    steps = [
        Step(_("Authorized"), _day(activity.authorised_on), "", is_authorised),
        Step(_("Protocol"), protocol.dated if protocol else None, "", protocol is not None),
        Step(
            _("Ethics review"),
            _day(latest.decided_on if latest else None),
            str((latest or asked[-1]).get_result_display()) if latest or asked else "",
            latest is not None,
        ),
        Step(_("Data and fieldwork"), _day(min(begun, default=None)), "", bool(begun)),
        Step(
            _("Comments on the draft"),
            _day(draft.circulated_on if draft else None),
            _comment_words(draft, today) if draft else "",
            draft is not None and not is_open_on(draft, today),
        ),
        _results(study),
    ]
    # A step that is not on record before one that is was not missed: the first one after the last step taken is next.
    following = max((number for number, each in enumerate(steps) if each.is_done), default=-1) + 1
    return [each._replace(is_current=number == following) for number, each in enumerate(steps)]


def _results(study: Study) -> Step:
    if study.published_on is not None:
        return Step(_("Results published"), _day(study.published_on), "", True)
    return Step(_("Results published"), study.results_due, "", False, is_due=True)


def _comment_words(draft: StudyDraft, today: date) -> str:
    if is_open_on(draft, today) or draft.status == StudyDraftStatus.CLOSED:
        return str(draft.get_status_display())
    return str(StudyDraftStatus.CLOSED.label)


def _day(day: date | None) -> PartialDate | None:
    return PartialDate(day) if day else None


class CommentLine(NamedTuple):
    """A comment with the name of who made it on that day, and what the reader may do to it."""

    comment: DraftComment
    name: MultilingualText
    ways: Sequence[ActionLink]


def comments_of_draft(draft: StudyDraft, viewer: Viewer) -> QuerySet[DraftComment]:
    """The comments on a draft that a reader may see, in the order of their numbers."""
    rows = draft_comments_visible_to(viewer).filter(draft=draft).select_related("draft__study__activity")
    return rows.prefetch_related("organisation__listednames").order_by("number")


def comment_lines(comments: Iterable[DraftComment], viewer: Viewer, person: User | None) -> list[CommentLine]:
    """Comments as lines of the table."""
    rows = list(comments)
    ways = action_links_for_each(rows, viewer, person)
    return [
        CommentLine(each, name_on(each.participant, each.made_on), of_each)
        for each, of_each in zip(rows, ways, strict=True)
    ]


def comments_file(draft: StudyDraft, comments: Iterable[DraftComment]) -> HttpResponseBase:
    """The comments on a draft with the replies as CSV, under headings in the reader's language."""
    language = active_language().code
    rows: list[list[Value]] = [
        [
            _("Number"),
            _("State or organization"),
            pgettext("in a text", "Place"),
            _("Comment"),
            _("Made on"),
            _("Decision"),
            _("Reply"),
            _("Answered on"),
        ]
    ]
    for each in comments:
        answered = format_day(PartialDate(each.answered_on), language) if each.answered_on else ""
        rows.append(
            [
                each.number,
                plain(name_on(each.participant, each.made_on)),
                each.place,
                each.text,
                format_day(PartialDate(each.made_on), language),
                str(each.get_answer_display()),
                each.reply,
                answered,
            ]
        )
    lines = csv_lines(rows, get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{draft.study.activity.slug}-draft-{draft.number}-comments.{language}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
