"""Letters about what is new, to those who follow it.

A letter leaves the site's rooms: of what is public it gives the title, of everything else only how much there is of
which kind for whom. What is new is what acts did since the reader's last letter and what the reader may see now.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock, letters
from palermo.core.audiences import Audience
from palermo.core.languages import active_language
from palermo.core.records import address_of, name_of
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.core.work import background
from palermo.following.leaving import leaving_path
from palermo.following.models import Subscription
from palermo.following.reader_news import done_between, public_among
from palermo.following.states import Frequency
from palermo.following.targets import followed_targets
from palermo.library.models import Document
from palermo.site.news import NEWS_SOURCES, News
from palermo.site.undo import settled_place

# A letter is read in a minute: what is more is on the page.
MOST = 40


def enqueue_digests(frequency: str) -> int:
    """Enqueue a letter to each reader of this frequency whose last letter is older than the latest act.

    What somebody can still undo, and what came after it, waits for the next letter.

    Returns how many readers those are.
    """
    if frequency == Frequency.OFF:
        return 0
    until = settled_place()
    waiting = Subscription.objects.filter(frequency=frequency, notified_until__lt=until, user__is_active=True)
    people = waiting.order_by("user").values_list("user", flat=True).distinct()
    with transaction.atomic():
        for user_id in people:
            write_digest.enqueue(user_id, str(frequency), until, letters.new_message())
    return len(people)


@background
def write_digest(user_id: int, frequency: str, until: int, message: str) -> bool:
    """Write one reader's letter, if anything is new to them, and note its place in the log; return whether one went.

    The place is noted once the mail server has the letter: a failure is tried again with the same news.
    """
    waiting = Subscription.objects.filter(user=user_id, frequency=frequency, notified_until__lt=until)
    subscriptions, user = list(waiting.order_by("pk")), User.objects.filter(pk=user_id, is_active=True).first()
    if not subscriptions or user is None or frequency == Frequency.OFF:
        return False
    viewer = viewer_of(user)
    with translation.override(letters.language_of(user.language)):
        news = _news(viewer, subscriptions, until)
        if news:
            # Outside any transaction: nobody's act waits for a mail server.
            letters.send(_letter(user, viewer, frequency, news, message))
    progress = {"notified_until": until} | ({"notified_at": clock.now()} if news else {})
    waiting.filter(pk__in=[each.pk for each in subscriptions]).update(**progress)
    return bool(news)


def _news(viewer: Viewer, subscriptions: list[Subscription], until: int) -> list[News]:
    """What is new of what these follow; each record once, though several ways lead to it."""
    by_record: dict[tuple[type, int, str], News] = {}
    by_place: dict[int, list[Subscription]] = {}
    for each in subscriptions:
        by_place.setdefault(each.notified_until, []).append(each)
    for place, group in by_place.items():
        for news in done_between(viewer, place, until, followed_targets(viewer, group)):
            by_record.setdefault((type(news.record), news.record.pk, str(news.kind)), news)
    return sorted(by_record.values(), key=lambda each: each.day, reverse=True)


def _letter(user: User, viewer: Viewer, frequency: str, news: list[News], message: str) -> letters.Letter:
    language = letters.language_of(user.language)
    leave = letters.address(leaving_path(user.pk, frequency))
    return letters.Letter(user.email, language, _("Updates"), _body(viewer, news, leave), message, leave)


def _body(viewer: Viewer, news: list[News], leave: str) -> str:
    public = public_among(news)
    readable = [each for each in news if (each.source, each.record.pk) in public]
    closed = [each for each in news if (each.source, each.record.pk) not in public]
    parts = ["\n\n".join(_line(each) for each in readable[:MOST]), _restricted_summary(viewer, closed)]
    page, own = letters.address(reverse("updates")), letters.address(reverse("following"))
    parts += [
        _("All your updates: %(address)s") % {"address": page},
        _("Manage what you follow and how often you receive e-mails: %(address)s") % {"address": own},
        _("Unsubscribe: %(address)s") % {"address": leave},
    ]
    return "\n\n".join(part for part in parts if part)


def _line(news: News) -> str:
    """What everybody may read: when, what kind of thing, its title, and where it is."""
    title = capfirst(plain(news.title)) or name_of(news.record)
    if isinstance(news.record, Document) and news.record.symbol:
        title = f"{news.record.symbol}  {title}"
    day = format_day(news.on, active_language().code)
    return f"{day} · {news.kind}\n{title}\n{letters.address(address_of(news.record))}"


def _restricted_summary(viewer: Viewer, news: Iterable[News]) -> str:
    """How much of each kind is new that is not public, and for whom it is."""
    counts = Counter((str(NEWS_SOURCES[each.source].label), _readers(viewer, each.audience)) for each in news)
    if not counts:
        return ""
    lines = [
        _("%(kind)s (%(readers)s): %(number)s") % {"kind": kind, "readers": readers, "number": number}
        for (kind, readers), number in sorted(counts.items())
    ]
    return "\n".join([_("Sign in to read:"), *lines])


def _readers(viewer: Viewer, audience: str) -> str:
    """The audience in words; what is for none of the reader's audiences is for readers named one by one."""
    return str(Audience(audience).label) if audience in viewer.audiences else _("named readers")
