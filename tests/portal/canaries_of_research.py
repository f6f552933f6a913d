"""Words planted in drafts of studies, comments on them and good practices."""

from datetime import date
from typing import Any

from palermo.core.audiences import Audience
from palermo.knowledge.states.practices import PracticeStatus
from tests.factories.accounts import make_organisation, make_state
from tests.factories.activities import make_event, make_outcome, make_tool
from tests.factories.common import text
from tests.factories.governance import make_activity, make_mandate
from tests.factories.knowledge import make_agreement, make_dataset, make_dataset_edition, make_practice, make_source
from tests.factories.knowledge import make_study as describe_study
from tests.factories.library import make_document

DAY = date(2007, 7, 16)
AHEAD = date(2100, 7, 16)
SECRETARIAT = Audience.SECRETARIAT


def plant(cage: Any) -> None:
    """All of it for each audience, around studies, tools and outcomes that everybody sees."""
    for audience in Audience:
        _drafts(cage, audience)
        _data(cage, audience)
        _practices(cage, audience)


def _study() -> Any:
    return describe_study(activity=make_activity("Open study", kind="study", mandate=make_mandate()))


def _drafts(cage: Any, audience: str) -> None:
    """In preparation, open and closed; comments of a State for which no reader acts."""
    study = _study()
    for number, status in enumerate(("draft", "circulated", "closed"), 1):
        dates = {} if status == "draft" else {"circulated_on": DAY, "comments_until": AHEAD}
        word = cage.word("study_draft", audience, status)
        # A document has readers of its own, whatever the draft that it is.
        paper = make_document("Draft on paper", words="Found", audience=audience)
        draft = study.drafts.create(
            number=number, document=paper, status=status, audience=audience, note=text(word), **dates
        )
        cage.keep(word, "study_draft", SECRETARIAT if status == "draft" else audience, status, study.activity.slug)
        word = cage.word("draft_comment", audience, "made")
        draft.comments.create(
            number=1, state=make_state(), place=word, text=word, made_on=DAY, answer="declined", reply=word
        )
        cage.keep(word, "draft_comment", SECRETARIAT, "made", study.activity.slug)


def _data(cage: Any, audience: str) -> None:
    """Data for an audience, used by a study that everybody sees."""
    word = cage.word("data_used", audience, "used")
    source = make_source("Open source", audience=audience)
    edition = make_dataset_edition(
        make_dataset(source, title=text(word), audience=audience),
        agreement=make_agreement(source, purposes=["research"]),
    )
    study = _study()
    study.datasets.create(edition=edition, use=text(word))
    cage.keep(word, "data_used", audience, "used", study.activity.slug)


def _practices(cage: Any, audience: str) -> None:
    """In each status, of a State and tied to a tool, a study and an outcome that everybody sees."""
    state, tool, study = make_state(), make_tool("Open tool with practices"), _study()
    outcome = make_outcome(make_event("Open event with practices"), "Open outcome", audience=Audience.PUBLIC)
    for status in PracticeStatus:
        word = cage.word("practice", audience, status)
        words = dict.fromkeys(("evidence", "evaluation", "evaluated_by", "transferability"), text(word))
        gone = {"withdrawn_on": DAY, "reason": text(word)} if status == PracticeStatus.WITHDRAWN else {}
        practice = make_practice(
            word, status=status, audience=audience, carried_out_by=text(word), published_on=DAY, **words, **gone
        )
        practice.states.add(state)
        practice.organisations.add(make_organisation())
        practice.activities.add(tool.activity, study.activity)
        practice.outcomes.add(outcome)
        readers = SECRETARIAT if status == PracticeStatus.DRAFT else audience
        cage.keep(word, "practice", readers, status, practice.slug)
