"""E-mail about rounds of comments: links to invited experts, and notices to delegations and organizations.

A letter never says what is restricted: the title of the tool stands only in letters to experts, who are invited by
name, and where everybody may read it.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Posting, User
from palermo.accounts.states import READS, Role
from palermo.core import clock, letters
from palermo.core.audiences import Audience
from palermo.core.speech.instants import localize_instant
from palermo.core.text import plain
from palermo.core.work import background
from palermo.toolkit.links import new_secret
from palermo.toolkit.models import ExpertDetails, ExpertLink, TextRound
from palermo.toolkit.states.discussion import RoundState

SENTENCES: Mapping[str, str | Promise] = {
    "opened": gettext_lazy("A text to which you are invited to comment is open for comments."),
    "extended": gettext_lazy("The period for comments on a text was extended."),
    "reminder": gettext_lazy("Your comments on a text have not been received yet."),
    "answered": gettext_lazy("The responses to the comments on a text were published."),
}


@background
def mail_expert_link(link_id: int) -> None:
    """Make the secret, keep its digest, and send it. Done again, it makes another: the mail before opens nothing."""
    with transaction.atomic():
        links = ExpertLink.objects.select_for_update(of=("self",)).filter(pk=link_id, ended_at=None)
        link = links.select_related("expert__round__tool__activity").first()
        details = ExpertDetails.objects.filter(expert=link.expert_id).first() if link else None
        if link is None or details is None:
            return
        address, link.digest = new_secret(details.language)
        link.save(update_fields=["digest"])
    with translation.override(details.language):
        title = plain(link.expert.round.tool.activity.title)
        subject = _("Invitation to comment: %(tool)s") % {"tool": title}
        letters.send_mail(subject, _invitation(link, details, title, address), details.email)


def _invitation(link: ExpertLink, details: ExpertDetails, title: str, address: str) -> str:
    values = {"name": details.name, "tool": title, "deadline": _deadline(link.expert.round), "link": address}
    return (
        _(
            "%(name)s,\n"
            "\n"
            "you are invited to comment on “%(tool)s”. Comments are received until %(deadline)s.\n"
            "\n"
            "The link is personal and needs no account. It opens the text, your comments and the responses to "
            "them. Do not share it:\n"
            "%(link)s"
        )
        % values
    )


def _deadline(round: TextRound) -> str:
    assert round.closes_at is not None
    return localize_instant(round.closes_at, round.time_zone)


@background
@transaction.atomic
def notify_participants(name: str, round_id: int) -> int:
    """Enqueue a letter to each delegate and member of an organization who takes part in a round; return how many."""
    people = participants(TextRound.objects.select_related("tool__activity").get(pk=round_id), name)
    keys = people.values_list("pk", flat=True)
    for person_id in keys:
        write_notice.enqueue(name, person_id, round_id, letters.new_message())
    return len(keys)


@background
def write_notice(name: str, person_id: int, round_id: int, message: str) -> None:
    """Write one letter; none to a person whom it no longer concerns."""
    round = TextRound.objects.select_related("tool__activity").get(pk=round_id)
    person = participants(round, name).filter(pk=person_id).first()
    if person is None or round.state == RoundState.PREPARED:
        return
    language = letters.language_of(person.language)
    with translation.override(language):
        parts = [str(SENTENCES[name])]
        if round.tool.activity.audience == Audience.PUBLIC:
            parts.append(plain(round.tool.activity.title))
        if round.state == RoundState.OPEN:
            parts.append(_("Deadline: %(deadline)s") % {"deadline": _deadline(round)})
        parts.append(_("Sign in to read more: %(address)s") % {"address": letters.address(round.get_absolute_url())})
        subject = _("Comments on a text")
        letters.send(letters.Letter(person.email, language, subject, "\n\n".join(parts), message))


def participants(round: TextRound, name: str) -> QuerySet[User]:
    """Delegates of invited States and members of invited organizations who may see the tool.

    A reminder is only for those whose State or organization has not commented.
    """
    audience = round.tool.activity.audience
    roles = [role for role in Role if audience in READS[role]]
    states, organisations = round.states.values("pk"), round.organisations.values("pk")
    of_states = Q(role=Role.DELEGATE, state__isnull=False)
    if not round.all_states:
        of_states &= Q(state__in=states)
    posted = Posting.objects.current_on(clock.today()).filter(role__in=roles)
    posted = posted.filter(of_states | Q(role=Role.COMMITTEE_MEMBER, organisation__in=organisations))
    if name == "reminder":
        commented = round.comments.exclude(by_state=None).values("by_state")
        of_agencies = round.comments.exclude(organisation=None).values("organisation")
        posted = posted.exclude(state__in=commented).exclude(organisation__in=of_agencies)
    return User.objects.filter(is_active=True, pk__in=posted.order_by().values("user"))
