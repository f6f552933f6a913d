"""Notes verbales and letters of invitation to an event, in the active language."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.core.speech.instants import ISOLATED
from palermo.core.speech.lists import format_list
from palermo.core.speech.numbers import format_integer
from palermo.core.text import MultilingualText, as_heading, plain
from palermo.events.models import Event, EventInvitation, ParticipantGroup
from palermo.events.queries.preparation import event_invitations_visible_to
from palermo.events.states.preparation import EventInvitationState, InvitationChannel
from palermo.governance.models import Partner
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.activities import PartnerRole
from palermo.site.letters.letter import Letter, day_here, days_of

# What the file of a draft bears, which has no day of its own: the same draft gives the same bytes on every day.
NO_DAY = date(1980, 1, 1)


def invitations_with_letters(viewer: Viewer, slug: str) -> QuerySet[EventInvitation]:
    """What a letter is made of, for an event; what was withdrawn is not written out again.

    A letter leaves the house, and is one for all who get it: it names the mandate where a visitor may read of it.
    """
    invitations = event_invitations_visible_to(viewer).filter(event__activity__slug=slug)
    invitations = invitations.exclude(state=EventInvitationState.WITHDRAWN).select_related(
        "event__activity__lead",
        "event__place",
        "state_invited",
        "organisation",
        "participant__state",
        "participant__organisation",
        "participant__named",
    )
    partners = Partner.objects.select_related("state", "organisation").prefetch_related("state__former_names")
    return invitations.prefetch_related(
        Prefetch("event__activity__partners", partners),
        Prefetch("event__activity__mandate", mandates_visible_to(VISITOR)),
        "state_invited__former_names",
        "participant__state__former_names",
    )


def letter_of(invitation: EventInvitation) -> Letter:
    """The note or the letter as it was sent; while the invitation is planned, its draft."""
    is_note = invitation.channel == InvitationChannel.NOTE_VERBALE
    sent, secretariat = invitation.sent_on, _("The secretariat of the initiative against trafficking in persons")
    dated = _("%(organisation)s, %(day)s") % {"organisation": secretariat, "day": day_here(sent)} if sent else ""
    return Letter(
        language=active_language(),
        day=sent or NO_DAY,
        dated=(dated if is_note else day_here(sent)) if sent else _("[Draft, not sent: undated]"),
        title=(_("Note verbale") if is_note else _("Invitation: %(event)s") % {"event": _title(invitation)}),
        addressee=_addressee(invitation, sent or clock.today()),
        greeting="" if is_note else _greeting(invitation),
        opening=_note_opening(invitation) if is_note else _letter_opening(),
        facts=tuple((label, words) for label, words in _facts(invitation) if words),
        paragraphs=(_request_in_note(invitation) if is_note else _request_in_letter(invitation),),
        closing=_note_closing(invitation) if is_note else _("We look forward to your reply."),
        signature="" if is_note else secretariat,
        author=secretariat,
        reference=_reference(invitation),
        is_note_verbale=is_note,
    )


def _title(invitation: EventInvitation) -> str:
    return plain(invitation.event.activity.title)


def _reference(invitation: EventInvitation) -> str:
    return _("Reference: %(reference)s") % {"reference": _aside(invitation.reference)} if invitation.reference else ""


def _aside(words: str) -> str:
    """Numbers and addresses in Latin letters keep their order in a text that is read from the right."""
    return ISOLATED.format(words) if active_language().right_to_left else words


def _addressee(invitation: EventInvitation, day: date) -> tuple[str, ...]:
    if invitation.state_invited:
        state = invitation.state_invited.short_name_on(day)
        return (_("Permanent Mission to the United Nations"), plain(state))
    if invitation.organisation:
        return (plain(invitation.organisation.name),)
    return _participant(invitation.participant, day) if invitation.participant else ()


def _participant(line: ParticipantGroup, day: date) -> tuple[str, ...]:
    named = getattr(line, "named", None)
    first = [named.name, named.function] if named else [str(line.get_category_display())]
    of = [plain(line.organisation.name)] if line.organisation else []
    of += [plain(line.state.short_name_on(day))] if line.state else []
    return tuple(filter(None, [*first, *of]))


def _greeting(invitation: EventInvitation) -> str:
    named = getattr(invitation.participant, "named", None)
    if named:
        return pgettext("letter", "%(name)s,") % {"name": named.name}
    return _("Excellency,") if invitation.state_invited_id else _("Dear Sir or Madam,")


def _note_opening(invitation: EventInvitation) -> str:
    if invitation.state_invited_id:
        return _(
            "The Secretariat presents its compliments to the Permanent Mission named below and has the "
            "honour to invite its Government to participate in the event described in this note."
        )
    return _(
        "The Secretariat presents its compliments to the organization named below and has the honour to "
        "invite it to participate in the event described in this note."
    )


def _letter_opening() -> str:
    return _("We have the honour to invite you to participate in the event named below.")


def _request_in_note(invitation: EventInvitation) -> str:
    if invitation.reply_by:
        return _(
            "The Secretariat would be grateful to receive a reply, with the names and functional titles of "
            "the participants, by the date indicated above."
        )
    return _(
        "The Secretariat would be grateful to receive a reply, with the names and functional titles of the "
        "participants, at its earliest convenience."
    )


def _request_in_letter(invitation: EventInvitation) -> str:
    if invitation.reply_by:
        return _(
            "Please let us know by the date indicated above whether you accept, with the functional title "
            "of each participant."
        )
    return _("Please let us know whether you accept, with the functional title of each participant.")


def _note_closing(invitation: EventInvitation) -> str:
    if invitation.state_invited_id:
        return _(
            "The Secretariat avails itself of this opportunity to renew to the Permanent Mission the assurances of its "
            "highest consideration."
        )
    return _(
        "The Secretariat avails itself of this opportunity to renew to the organization the assurances of its highest "
        "consideration."
    )


def _facts(invitation: EventInvitation) -> list[tuple[str, str]]:
    event, code = invitation.event, active_language().code
    of_account = invitation.state_invited_id or invitation.organisation_id
    return [
        (_("Event"), _title(invitation)),
        (_("Subject"), plain(as_heading(event.theme))),
        (_("Dates"), days_of(event.activity.starts, event.activity.ends)),
        (_("Place"), plain(event.place.name) if event.place else ""),
        (_("Hosted by"), _partners(event, PartnerRole.HOST)),
        (_("Organized by"), _organisers(event)),
        (_("Held under the mandate"), plain(event.activity.mandate.title) if event.activity.mandate else ""),
        (_("Number of persons invited"), format_integer(invitation.seats, code) if invitation.seats else ""),
        (_("Reply requested by"), day_here(invitation.reply_by) if invitation.reply_by else ""),
        (
            _("Reply online"),
            _aside(address(reverse("event_preparation", args=[event.activity.slug]))) if of_account else "",
        ),
        (_("Contact"), _aside(settings.DEFAULT_FROM_EMAIL)),
    ]


def _organisers(event: Event) -> str:
    lead = event.activity.lead
    return _join_names([*([lead.name] if lead else []), *_names(event, PartnerRole.CO_ORGANISER)])


def _partners(event: Event, role: PartnerRole) -> str:
    return _join_names(_names(event, role))


def _names(event: Event, role: PartnerRole) -> Iterable[MultilingualText]:
    for partner in event.activity.partners.all():
        if partner.role != role:
            continue
        if partner.state:
            yield partner.state.short_name_on(clock.today())
        elif partner.organisation:
            yield partner.organisation.name


def _join_names(names: Iterable[MultilingualText]) -> str:
    return format_list([plain(name) for name in names], active_language().code)
