"""What is new of studies and good practices: results, drafts open for comments, practices published."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.knowledge.models import GoodPractice, Study, StudyDraft
from palermo.knowledge.queries.practices import practices_visible_to
from palermo.knowledge.queries.studies import studies_visible_to, study_drafts_visible_to
from palermo.knowledge.states.practices import PracticeStatus
from palermo.knowledge.states.studies import StudyDraftStatus
from palermo.site.news import NewsGroup, NewsSource, register_news

STUDIES = NewsGroup("studies", _("Studies"), 21)
PRACTICES = NewsGroup("good-practices", _("Good practices"), 22)


def _published(viewer: Viewer) -> QuerySet[Study]:
    return studies_visible_to(viewer).filter(published_on__isnull=False).select_related("activity")


def _circulated(viewer: Viewer) -> QuerySet[StudyDraft]:
    """Drafts that their readers have; to the secretariat, too, one in preparation is no news."""
    drafts = study_drafts_visible_to(viewer).exclude(status=StudyDraftStatus.DRAFT)
    return drafts.select_related("study__activity")


def _practices(viewer: Viewer) -> QuerySet[GoodPractice]:
    """Practices that stand; examples that this installation supplied are no news."""
    return practices_visible_to(viewer).filter(status=PracticeStatus.PUBLISHED, arranged=[])


def _title_of_study(study: Study) -> MultilingualText:
    return study.activity.title


def _title_of_draft(draft: StudyDraft) -> MultilingualText:
    return draft.study.activity.title


register_news(
    NewsSource(
        name="study-results",
        group=STUDIES,
        label=_("Results of studies"),
        model=Study,
        records=_published,
        day="published_on",
        kind=lambda study: _("Results of a study"),
        verbs=frozenset({"study.published"}),
        about={"activity": ("activity",)},
        title=_title_of_study,
        key="activity__slug",
        readers_of=lambda study: study.activity.audience,
    ),
    NewsSource(
        name="study-drafts",
        group=STUDIES,
        label=_("Drafts of studies"),
        model=StudyDraft,
        records=_circulated,
        day="circulated_on",
        kind=lambda draft: _("Draft of a study open for comments"),
        verbs=frozenset({"study_draft.circulated"}),
        about={"activity": ("study__activity",)},
        title=_title_of_draft,
        related=("study__activity",),
        readers_of=lambda draft: draft.audience,
    ),
    NewsSource(
        name="good-practices",
        group=PRACTICES,
        label=_("Good practices"),
        model=GoodPractice,
        records=_practices,
        day="published_on",
        kind=lambda practice: _("Good practice"),
        verbs=frozenset({"practice.published"}),
        about={"state": ("states",), "activity": ("activities",)},
        readers_of=lambda practice: practice.audience,
    ),
)
