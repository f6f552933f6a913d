"""Words planted in sources of data, agreements, datasets and what was found in them."""

from datetime import date
from typing import Any

from palermo.accounts.models import Organisation
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from tests.factories.common import text
from tests.factories.knowledge import make_agreement, make_dataset, make_dataset_edition, make_finding, make_source
from tests.portal.canaries_of_outreach import OF_THE_PARTNER, OWN

DAY = date(2007, 7, 16)
SECRETARIAT = Audience.SECRETARIAT


def plant(cage: Any) -> None:
    """All of it for each audience; findings, returned editions and drafts are for the source and the secretariat."""
    _own(cage)
    for audience in Audience:
        word = cage.word("source", audience, "kept")
        source = make_source(word, audience=audience, summary=text(word))
        cage.keep(word, "data_source", audience, "kept", source.slug)
        for standing, readers in (("draft", SECRETARIAT), ("signed", audience), ("ended", audience)):
            _agreement(cage, source, readers, standing, audience)
        _dataset(cage, source, audience)
    open_source = make_source("Open source of data")
    for audience in Audience:
        _dataset(cage, open_source, audience)


def _agreement(cage: Any, source: Any, readers: str, standing: str, audience: str) -> None:
    word = cage.word("agreement", readers, standing)
    ended = {"ended_on": DAY, "reason": text(word)} if standing == "ended" else {}
    words = {"title": text(word), "terms": text(word)}
    agreement = make_agreement(source, status=standing, audience=audience, **words, **ended)
    cage.keep(word, "data_agreement", readers, standing, agreement.slug)


def _dataset(cage: Any, source: Any, audience: str) -> None:
    word = cage.word("dataset", audience, "kept")
    dataset = make_dataset(source, title=text(word), summary=text(word), audience=audience)
    cage.keep(word, "dataset", audience, "kept", dataset.slug)
    _editions(cage, dataset, SECRETARIAT)


def _editions(cage: Any, dataset: Any, readers: str) -> None:
    """An accepted edition and one that was returned; what was found in them, and why, is for few."""
    for standing in ("accepted", "refused"):
        word = cage.word("finding", readers, standing)
        edition = make_dataset_edition(dataset, status="checked", file_name=f"{word}.csv", row_count=9)
        edition.counts = {"out-of-range": 1}
        details = {"found": word, "words": {"lowest": "0", "highest": "9"}}
        make_finding(edition, details=details, status="explained", explanation=word)
        edition.status, edition.reason = standing, text(word) if standing == "refused" else MultilingualText()
        edition.save()
        cage.keep(word, "finding", readers, standing, dataset.slug)


def _own(cage: Any) -> None:
    """The source for which the partner among the readers acts."""
    organisation = Organisation.objects.get(slug=OWN)
    word = cage.word("source", OF_THE_PARTNER, "own")
    source = make_source(word, organisation=organisation, audience=SECRETARIAT)
    cage.keep(word, "data_source", OF_THE_PARTNER, "own", source.slug)
    word = cage.word("dataset", OF_THE_PARTNER, "own")
    dataset = make_dataset(source, title=text(word), audience=SECRETARIAT)
    cage.keep(word, "dataset", OF_THE_PARTNER, "own", dataset.slug)
    _editions(cage, dataset, OF_THE_PARTNER)
