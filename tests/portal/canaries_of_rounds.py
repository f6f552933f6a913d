"""Words planted in questionnaires, rounds of data collection and invitations."""

from datetime import date
from typing import Any

from palermo.core.audiences import Audience
from tests.factories.common import text
from tests.factories.returns import SMALL, make_questionnaire_edition, make_round, make_round_invitation

SECRETARIAT = Audience.SECRETARIAT


def plant(cage: Any) -> None:
    """Published and draft questionnaires, open and planned rounds, and invitations, which others never see."""
    for readers, status in ((Audience.PUBLIC, "published"), (SECRETARIAT, "draft")):
        word = cage.word("questionnaire", readers, status)
        edition = _edition(word, status)
        edition.questionnaire.title = edition.questionnaire.summary = text(word)
        edition.questionnaire.save()
        cage.keep(word, "questionnaire", readers, status, edition.questionnaire.slug)
    published = _edition("Fields", "published")
    word = cage.word("questionnaireedition", SECRETARIAT, "draft")
    _edition(word, "draft", questionnaire=published.questionnaire)
    cage.keep(word, "questionnaire_edition", SECRETARIAT, "draft", published.questionnaire.slug)
    for readers, status in ((Audience.PUBLIC, "open"), (Audience.PUBLIC, "closed"), (SECRETARIAT, "planned")):
        word = cage.word("dataround", readers, status)
        round_ = make_round(edition=published, title=text(word), guidance=text(word), status=status)
        cage.keep(word, "data_round", readers, status, round_.slug)
    word = cage.word("roundinvitation", SECRETARIAT, "extended")
    invitation = make_round_invitation(
        make_round(edition=published), extended_to=date(2100, 7, 16), extension_reason=word
    )
    cage.keep(word, "round_invitation", SECRETARIAT, "extended", invitation.round.slug)


def _edition(word: str, status: str, **fields: Any) -> Any:
    empty = {"published_on": None, "digest": ""} if status == "draft" else {}
    content = SMALL.replace("Detected victims", word)
    return make_questionnaire_edition(status=status, content=content, changes=text(word), **empty, **fields)
