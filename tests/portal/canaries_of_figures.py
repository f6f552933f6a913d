"""Words planted in indicators, registers and releases of figures."""

from datetime import UTC, date, datetime
from typing import Any

from palermo.core.audiences import Audience
from palermo.figures.models import FigureOrigin, ReleaseDecision
from palermo.figures.states.releases import PUBLISHED, ReleaseStatus
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_register, make_release
from tests.factories.releases import make_draft

DAY = date(2007, 7, 16)
SECRETARIAT, PUBLIC = Audience.SECRETARIAT, Audience.PUBLIC
MEANING = ("definition", "method", "comparability", "articles", "changes")


def plant(cage: Any) -> None:
    """What was published and released, and what is in preparation, which only the secretariat sees."""
    for readers, status in ((PUBLIC, "published"), (SECRETARIAT, "draft")):
        word = cage.word("indicator", readers, status)
        indicator = make_indicator(word, **_meaning(word), **_standing(status))
        cage.keep(word, "indicator", readers, status, indicator.slug)
    word = cage.word("indicatoredition", SECRETARIAT, "draft")
    published = make_indicator()
    published.editions.create(number=2, title=text(word), unit="persons", **{each: text(word) for each in MEANING})
    cage.keep(word, "indicator_edition", SECRETARIAT, "draft", published.slug)
    word = cage.word("register", PUBLIC, "begun")
    register = make_register(title=text(word), summary=text(word))
    cage.keep(word, "release_register", PUBLIC, "begun", register.slug)
    for status in ReleaseStatus:
        if status in PUBLISHED:
            _published(cage, status)
        else:
            _in_preparation(cage, status, register)


def _standing(status: str) -> dict[str, object]:
    return {"edition_status": status, "edition_published_on": DAY if status == "published" else None}


def _meaning(word: str) -> dict[str, object]:
    return {f"edition_{each}": text(word) for each in MEANING}


def _in_preparation(cage: Any, status: str, register: Any) -> None:
    word = cage.word("figurerelease", SECRETARIAT, status)
    release = make_draft(
        make_user(name=word),
        register=register,
        title=text(word),
        summary=text(word),
        notes=word,
        population=word,
        population_edition=word,
        refusal=word,
        loss={"declarations": [word]},
        declarations=[{"about": word, "reason": word, "by": word}],
        status=status,
        attempt=1,
    )
    FigureOrigin.objects.create(release=release, number=1, unit="persons", source_text=word, agency=word, table=word)
    cage.keep(word, "figure_release", SECRETARIAT, status, release.slug)
    _decision(cage, release, status)


def _published(cage: Any, status: str) -> None:
    word = cage.word("figurerelease", PUBLIC, status)
    release = make_release({key_of("victims", "aut", 2006): 40}, title=text(word), summary=text(word), notes=word)
    if status == ReleaseStatus.WITHDRAWN:
        release.status, release.withdrawn_on, release.reason = status, DAY, text(word)
        release.save()
    cage.keep(word, "figure_release", PUBLIC, status, release.slug)


def _decision(cage: Any, release: Any, status: str) -> None:
    word = cage.word("releasedecision", SECRETARIAT, status)
    ReleaseDecision.objects.create(
        release=release,
        attempt=1,
        person=make_user(name=word),
        verdict="returned",
        note=word,
        decided_at=datetime(2007, 7, 16, 12, tzinfo=UTC),
    )
    cage.keep(word, "release_decision", SECRETARIAT, status, release.slug)
