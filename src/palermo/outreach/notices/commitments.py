"""Letters to those that made a commitment: the decision on it, questions about a report, and the due date to come."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from secrets import token_urlsafe
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.core import clock, letters
from palermo.core.digests import digest_of_text
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.core.work import background
from palermo.governance.states.follow_ups import SETTLED
from palermo.outreach.models import Commitment, PartnerContact, PledgeContact
from palermo.outreach.states.commitments import CommitmentStatus

CONFIRMED, DECLINED, QUERIED, DUE = "confirmed", "declined", "queried", "due"
SENTENCES: Mapping[str, str | Promise] = {
    CONFIRMED: gettext_lazy("Your commitment has been recorded. Please report its progress until it is carried out."),
    DECLINED: gettext_lazy("Your commitment was not recorded. The reason is shown on the page of the commitment."),
    QUERIED: gettext_lazy("The secretariat has a question about your report on a commitment."),
    DUE: gettext_lazy("A commitment that you made is due soon. Please report its progress."),
}
# From so long before its due date on, those that made a commitment are reminded of it, once.
AHEAD = timedelta(days=28)


class Recipient(NamedTuple):
    """Who is written to, in which language; one who pledged by a form has a personal link and no account.

    `key` is that of the row which has the address, so that background work is given no address.
    """

    key: int
    email: str
    language: str
    has_account: bool
    has_link: bool = False


@background
@transaction.atomic
def notify_of_decision(commitment_id: int) -> int:
    """Enqueue letters to those that made a commitment, which was recorded or declined; gives how many."""
    commitment = Commitment.objects.get(pk=commitment_id)
    return _enqueue(commitment, CONFIRMED if commitment.status == CommitmentStatus.RECORDED else DECLINED)


@background
@transaction.atomic
def notify_of_query(follow_up_id: int) -> int:
    """Enqueue letters to those that made a commitment on which a report was queried; gives how many."""
    commitment = Commitment.objects.filter(follow_up=follow_up_id).first()
    return _enqueue(commitment, QUERIED) if commitment else 0


def remind_of_due_dates() -> int:
    """Enqueue letters to those that made commitments due in four weeks or less, once for each due date.

    Asked once a day, also after days on which it was not; gives how many letters.
    """
    today, due_on = clock.today(), F("follow_up__due_on")
    standing = Commitment.objects.filter(
        status=CommitmentStatus.RECORDED, follow_up__due_on__range=(today, today + AHEAD)
    )
    unsettled = standing.exclude(follow_up__state__in=sorted(SETTLED))
    due = unsettled.filter(Q(reminded_of=None) | Q(reminded_of__lt=due_on) | Q(reminded_of__gt=due_on))
    letters_sent = 0
    with transaction.atomic():
        for each in due.select_related("follow_up").order_by("slug"):
            if number := _enqueue(each, DUE):
                assert each.follow_up is not None
                Commitment.objects.filter(pk=each.pk).update(reminded_of=each.follow_up.due_on)
                letters_sent += number
    return letters_sent


def _enqueue(commitment: Commitment, name: str) -> int:
    recipients = list(recipients_of(commitment))
    for each in recipients:
        write_to_maker.enqueue(commitment.pk, name, each.key, letters.new_message())
    return len(recipients)


def recipients_of(commitment: Commitment) -> Iterator[Recipient]:
    """The person who pledged for a group; else the contacts of the partner, or the people of the State or organization.

    Of several the focal points, where there are any.
    """
    if commitment.partnership_id is not None:
        yield from _contacts_of_partner(commitment.partnership_id)
    elif commitment.state_id or commitment.organisation_id:
        yield from _posted_for(commitment)
    else:
        for contact in PledgeContact.objects.filter(commitment=commitment).exclude(email=""):
            yield Recipient(contact.pk, contact.email, contact.language, has_account=False, has_link=True)


def _contacts_of_partner(partnership: int) -> list[Recipient]:
    current = PartnerContact.objects.filter(partnership=partnership, ended_on=None).exclude(email="")
    contacts = list(current.select_related("user").order_by("number"))
    chosen = [each for each in contacts if each.is_focal_point] or contacts
    return [
        Recipient(each.pk, each.email, each.user.language if each.user else each.language, each.user is not None)
        for each in chosen
    ]


def _posted_for(commitment: Commitment) -> list[Recipient]:
    of_state = Q(role=Role.DELEGATE, state=commitment.state_id, state__isnull=False)
    of_agency = Q(role=Role.COMMITTEE_MEMBER, organisation=commitment.organisation_id, organisation__isnull=False)
    current = Posting.objects.current_on(clock.today()).filter(of_state | of_agency, user__is_active=True)
    postings = list(current.select_related("user").order_by("user__email"))
    chosen = [each for each in postings if each.is_mission_focal_point] or postings
    return [Recipient(each.user.pk, each.user.email, each.user.language, has_account=True) for each in chosen]


@background
def write_to_maker(commitment_id: int, name: str, key: int, message: str) -> None:
    """Write one letter; none to a person who is no longer to be written to about the commitment."""
    commitment = Commitment.objects.select_related("follow_up").get(pk=commitment_id)
    recipient = next((each for each in recipients_of(commitment) if each.key == key), None)
    if recipient is None:
        return
    language = letters.language_of(recipient.language)
    with translation.override(language):
        parts = [str(SENTENCES[name]), plain(commitment.title)]
        if name == DUE and commitment.follow_up and commitment.follow_up.due:
            parts.append(_("Due: %(day)s") % {"day": localize_day(commitment.follow_up.due)})
        if recipient.has_account:
            address = letters.address(commitment.get_absolute_url())
            parts.append(_("Sign in to read more: %(address)s") % {"address": address})
        elif recipient.has_link:
            parts.append(_("Use the personal link that you received when you made the commitment."))
        else:
            address = letters.address(commitment.get_absolute_url())
            parts.append(_("For further information: %(address)s") % {"address": address})
        letters.send(letters.Letter(recipient.email, language, _("Your commitment"), "\n\n".join(parts), message))


@background
def mail_pledge_link(commitment_id: int) -> None:
    """Make the secret, keep its digest, and send it. Done again, it makes another, and the first ends."""
    with transaction.atomic():
        contacts = PledgeContact.objects.select_for_update(of=("self",)).select_related("commitment")
        contact = contacts.filter(commitment=commitment_id).exclude(email="").first()
        if contact is None:
            return
        secret = token_urlsafe(32)
        contact.digest = digest_of_text(secret)
        contact.save(update_fields=["digest"])
    with translation.override(letters.language_of(contact.language)):
        values = {
            "name": contact.name,
            "title": plain(contact.commitment.title),
            "link": letters.address(reverse("pledge_link", args=[secret])),
        }
        body = (
            _(
                "%(name)s,\n"
                "\n"
                "with this personal link you can correct, withdraw or report on your commitment “%(title)s”. Please "
                "keep it and do not share it:\n"
                "%(link)s"
            )
            % values
        )
        letters.send_mail(_("Your commitment"), body, contact.email)
