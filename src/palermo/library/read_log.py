"""Logs who was given which restricted paper, before it is given, and removes entries that are old."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from palermo.accounts.actors import Actor
from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE, Language
from palermo.library.models import AlternativeFormat, LanguageVersion, Read
from palermo.library.states import Paper, ReadBy

# A file that a program asks for piece by piece is given once.
ONE_READ = timedelta(minutes=1)


class ServedPaper(NamedTuple):
    """A paper as it is given to a reader: which one, for whom it is meant, in which language and by which way."""

    paper: Paper
    record: int
    slug: str
    symbol: str
    audience: str
    language: str
    by: ReadBy
    form: str = ""
    sha256: str = ""

    @property
    def is_restricted(self) -> bool:
        return self.audience != Audience.PUBLIC


def served_version(version: LanguageVersion, by: ReadBy) -> ServedPaper:
    """A language version of a document, given as a text or as its file."""
    document = version.document
    details = Paper.DOCUMENT, document.pk, document.slug, document.symbol, document.audience_today, version.language, by
    if by == ReadBy.PAGE or not version.file:
        return ServedPaper(*details)
    return ServedPaper(*details, form_of(version.file_name), version.sha256)


def served_alternative(alternative: AlternativeFormat) -> ServedPaper:
    """A language version of a document, given as its file in another format."""
    served = served_version(alternative.version, ReadBy.FILE)
    return served._replace(form=form_of(alternative.file_name), sha256=alternative.sha256)


def form_of(name: str) -> str:
    """The ending of a file's name, as short as the log keeps it."""
    return name.rpartition(".")[2].lower()[:10] if "." in name else ""


def note_reads(papers: Iterable[ServedPaper], *, by: User, is_part: bool = False) -> None:
    """Write down what of this is restricted, one row for each. With `is_part`, unless its first part was just given.

    What is given together was so, or was not, together.
    """
    restricted = [each for each in papers if each.is_restricted]
    if not restricted or (is_part and _was_just_served(restricted[0], by)):
        return
    who = {"at": clock.now(), "reader": by.pk, "reader_name": str(by.name or by)[:200], "acting_for": acting_for(by)}
    Read.objects.bulk_create([Read(**who, **each._asdict()) for each in restricted], batch_size=500)


def _was_just_served(paper: ServedPaper, by: User) -> bool:
    same = {"paper": paper.paper, "record": paper.record, "language": paper.language, "sha256": paper.sha256}
    since = clock.now() - ONE_READ
    return Read.objects.filter(reader=by.pk, at__gte=since, by=paper.by, **same).exists()


def acting_for(user: User) -> str:
    """The State, the organization or the secretariat for which somebody acts today, in the log's own English."""
    return "; ".join(sides_of(user, BY_CODE["en"]))[:300]


def sides_of(user: User, language: Language) -> list[str]:
    """The States, organizations and the secretariat for which people act, as names in a language, each once."""
    postings = Posting.objects.filter(user=user).current_on(clock.today()).select_related("state", "organisation")
    with override(language.django_code):
        names = [_side(posting, language.code) for posting in postings.order_by("pk")]
    return list(dict.fromkeys(filter(None, names)))


def _side(posting: Posting, code: str) -> str:
    if posting.role == Role.SECRETARIAT:
        return str(Audience.SECRETARIAT.label)
    name = posting.state.name_today if posting.state else posting.organisation.name if posting.organisation else None
    shown = name.shown_in(code) if name else None
    return shown.words if shown else ""


@transaction.atomic
def forget_old_reads(*, by: Actor) -> int:
    """Remove what is older than PALERMO_KEEP_READS_DAYS; the log of acts keeps how many there were."""
    before = clock.now() - timedelta(days=settings.PALERMO_KEEP_READS_DAYS)
    removed, _by_model = Read.objects.filter(at__lt=before).delete()
    if removed:
        record("reads.forgotten", Read(slug="reads"), by=by, removed=removed, before=before.isoformat())
    return removed


def reads_visible_to(viewer: Viewer) -> QuerySet[Read]:
    """All to the secretariat; to others, what they read themselves."""
    return Read.objects.all() if viewer.is_secretariat else Read.objects.filter(reader=viewer.user_id or 0)
