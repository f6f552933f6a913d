"""Addresses and names of records, for the pages of the two sites.

{% address record %}            the page of a record
{{ record|name }}               what a link to it says
{% link record %}               a link under its name
{% link record record.title %}  a link under other words; a multilingual text is shown as everywhere
{% languages_of document as held %}   code → address of the languages a document is held in
{{ topic|as_heading }}          a multilingual noun phrase with a capital, to stand by itself
{{ code|own_name }}        a language by its own name
{{ state|named_on:day }}        the short name a State had on a day
{% standing endorsement %}      where an endorsement stands now, whether or not anybody wrote it down
{{ act|verb_words }}            what an entry of the audit log says was done
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import Model
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import State
from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.core.languages import BY_CODE
from palermo.core.text import MultilingualText, as_heading
from palermo.governance.models import Endorsement
from palermo.governance.web.open_endorsements import add_standing_if_due
from palermo.library.models import Document
from palermo.library.web import papers
from palermo.site.templatetags.marks import state
from palermo.site.templatetags.texts import localized_text

register = template.Library()

VERBS = {
    "account.changed": _("changed an account"),
    "account.closed": _("closed an account"),
    "account.created": _("made an account"),
    "account.signed_out_elsewhere": _("signed out elsewhere"),
    "account.told_of_closing": _("told somebody that their account will be closed"),
    "accreditation.applied": _("applied for accreditation"),
    "accreditation.approved": _("approved an application"),
    "accreditation.invited": _("invited an organization"),
    "accreditation.link_sent": _("sent a link by which people are registered"),
    "accreditation.refused": _("refused an application"),
    "activity.authorised": _("authorised an activity"),
    "activity.cancelled": _("cancelled an activity"),
    "activity.completed": _("completed an activity"),
    "activity.coordinated": _("said who leads and who supports an activity"),
    "activity.given_up": _("gave up a proposal"),
    "activity.proposed": _("proposed an activity"),
    "activity.transferred": _("put an activity under another mandate"),
    "activity.under_way": _("began an activity"),
    "amendment.accepted": _("recorded that an amendment was accepted"),
    "amendment.proposed": _("recorded an amendment"),
    "amendment.rejected": _("recorded that an amendment was rejected"),
    "amendment.withdrawn": _("recorded that an amendment was withdrawn"),
    "badge.revoked": _("revoked a badge"),
    "badges.issued": _("made badges"),
    "bundle.built": _("built a bundle"),
    "bundle.failed": _("could not build a bundle"),
    "bundle.ordered": _("ordered a bundle"),
    "bundle.withdrawn": _("withdrew a bundle"),
    "calendar_key.made": _("made a secret address of their calendar"),
    "calendar_key.revoked": _("revoked a secret address of their calendar"),
    "check_in.told": _("checked somebody in"),
    "check_in.undone": _("undid a check-in"),
    "device.linked": _("made the link of a device at a door"),
    "device.opened": _("opened a device for a door"),
    "device.revoked": _("revoked a device at a door"),
    "device.used": _("took a device at a door into use"),
    "correction.accepted": _("accepted a correction"),
    "correction.declined": _("declined a correction"),
    "correction.proposed": _("proposed a correction of the notes"),
    "correction.withdrawn": _("withdrew a correction"),
    "decision.adopted": _("recorded that a decision was adopted"),
    "decision.drafted": _("drafted a decision"),
    "decision.numbered": _("gave a decision its number"),
    "decision.set_aside": _("recorded that a draft was not adopted"),
    "decision.superseded": _("recorded that a decision was superseded"),
    "document.derestricted": _("opened a document to more readers"),
    "document.issued": _("issued a document"),
    "document.opened": _("recorded that a document opened to more readers on its day"),
    "document.opening_called_off": _("called off the opening of a document"),
    "document.opening_planned": _("set the day on which a document opens to more readers"),
    "document.reader_named": _("named a reader for a document"),
    "document.reader_removed": _("took a document from a named reader"),
    "document.released": _("released a report to Member States"),
    "document.restricted": _("restricted a document"),
    "document.symbol_assigned": _("gave a document its symbol"),
    "document.version_replaced": _("replaced a text or file of a document"),
    "document.withdrawn": _("withdrew a document"),
    "endorsement.announced": _("announced the result of an endorsement"),
    "endorsement.closed": _("recorded the result of an endorsement"),
    "endorsement.extended": _("extended a deadline"),
    "endorsement.prepared": _("prepared a text for Member States"),
    "endorsement.put": _("put a text to Member States"),
    "endorsement.settled": _("decided an endorsement"),
    "endorsement.withdrawn": _("withdrew a text from Member States"),
    "event.attended": _("recorded who came to an event"),
    "event.described": _("described an event"),
    "event.concept_note_drafted": _("wrote the concept note of an event"),
    "event.names_forgotten": _("removed the names of participants"),
    "event.speakers_taken": _("took the people proposed for an event away as a table"),
    "event.participants_taken": _("took a list of participants away as a table"),
    "event.prepared": _("prepared an event"),
    "event.rescheduled": _("moved or renamed an event"),
    "event_invitation.accepted": _("accepted an invitation to an event"),
    "event_invitation.declined": _("declined an invitation to an event"),
    "event_invitation.sent": _("sent an invitation to an event"),
    "event_invitation.withdrawn": _("withdrew an invitation to an event"),
    "feedback.begun": _("began to ask participants what they think of an event"),
    "feedback.changed": _("changed what participants are asked"),
    "feedback.handed_in": _("answered what participants are asked"),
    "feedback.link_revoked": _("revoked a link for participants"),
    "feedback.links_made": _("made links for participants"),
    "floor.ended": _("ended a statement"),
    "floor.given": _("gave somebody the floor"),
    "floor.moved": _("changed the order of a speakers' list"),
    "floor.requested": _("asked for the floor"),
    "floor.withdrawn": _("withdrew a request for the floor"),
    "follow_up.accepted": _("accepted a report on progress"),
    "follow_up.assigned": _("named who is responsible for an entry of the register"),
    "follow_up.moved": _("said how far an entry of the register is"),
    "follow_up.queried": _("asked about a report on progress"),
    "follow_up.reported": _("reported progress"),
    "follow_up.rescheduled": _("changed the due date of an entry of the register"),
    "follow_up.taken_over": _("took something over into the register"),
    "guidance.answered": _("answered guidance"),
    "guidance.recorded": _("recorded guidance"),
    "installation.begun": _("began this installation"),
    "installation_key.noted": _("recorded the fingerprint of a key"),
    "installation_key.begun": _("began to use a new key"),
    "invitation.accepted": _("took up an invitation"),
    "invitation.proposed": _("proposed a colleague for an account"),
    "invitation.sent": _("sent an invitation"),
    "invitation.withdrawn": _("withdrew an invitation"),
    "letter.handed_in": _("handed in a letter of credentials"),
    "logistics.begun": _("began the preparations of an event"),
    "logistics.moved": _("moved the preparations of an event with its opening"),
    "mandate.ended": _("recorded the end of a mandate"),
    "mandate.made": _("recorded a mandate"),
    "mandate.narrowed": _("narrowed a mandate"),
    "meeting.action_point_added": _("recorded an action point of a meeting"),
    "meeting.attendance_recorded": _("recorded who attended a meeting"),
    "meeting.briefing_added": _("recorded a briefing"),
    "meeting.cancelled": _("cancelled a meeting"),
    "meeting.moved": _("moved a meeting"),
    "meeting.notes_opened": _("opened the notes of a meeting for correction"),
    "meeting.point_added": _("recorded a point raised"),
    "meeting.report_released": _("released the report of a meeting to Member States"),
    "meeting.scheduled": _("scheduled a meeting"),
    "meeting.summarised": _("wrote the summary of a meeting"),
    "need.deleted": _("deleted what a participant needed"),
    "need.met": _("arranged what a participant needed"),
    "need.recorded": _("recorded what a participant needs"),
    "note.changed": _("changed the draft of a note verbale"),
    "note.discarded": _("gave up the draft of a note verbale"),
    "note.drafted": _("drafted a note verbale"),
    "note.issued": _("issued a note verbale"),
    "outcome.adopted": _("recorded that a draft of an event was adopted"),
    "outcome.changed": _("changed an outcome of an event"),
    "outcome.item_added": _("added an item to an outcome"),
    "outcome.item_changed": _("changed an item of an outcome"),
    "outcome.recorded": _("recorded an outcome of an event"),
    "outcome.withdrawn": _("withdrew an outcome of an event"),
    "participant.accredited": _("accredited a participant"),
    "participant.changed": _("corrected the details of a participant"),
    "participant.listing_answered": _("said themselves whether they are in the list of participants"),
    "participant.refused": _("refused a participant"),
    "participant.registered": _("registered a participant"),
    "participant.withdrawn": _("withdrew a participant"),
    "participants.released": _("released a list of participants"),
    "participants.taken_back": _("took a list of participants back"),
    "notice.changed": _("changed the draft of a notice on the screens"),
    "notice.published": _("published a notice on the screens"),
    "notice.withdrawn": _("withdrew a notice from the screens"),
    "notice.written": _("wrote a notice for the screens"),
    "posting.ended": _("ended a posting"),
    "posting.focal_point_named": _("named a focal point of a mission or agency"),
    "posting.focal_point_relieved": _("relieved a focal point of a mission or agency"),
    "programme.begun": _("began the programme of an event"),
    "programme.changed": _("changed the programme of an event"),
    "programme.exported": _("took people or parts of a programme away as a table"),
    "programme.imported": _("brought the programme of another system into the working copy"),
    "programme.put": _("put a version of a programme to Member States"),
    "programme.released": _("released a version of a programme"),
    "programme.withdrawn": _("withdrew a version of a programme"),
    "reads.exported": _("took the log of reads away as a file"),
    "reads.forgotten": _("removed old entries of the log of reads"),
    "record.changed": _("changed a record"),
    "record.imported": _("imported a record"),
    "register.exported": _("took the register away as a file"),
    "registration.category_set": _("set a category of registration"),
    "registration.changed": _("changed the terms of registration"),
    "registration.opened": _("opened registration for an event"),
    "registration.people_taken": _("took people registered for an event away as a table"),
    "registration.purged": _("deleted the names of participants"),
    "report.issued": _("issued a report"),
    "response.made": _("answered for a Member State"),
    "showing.marked": _("marked something to be shown at the Forum"),
    "showing.withdrawn": _("took something from what is shown at the Forum"),
    "screen.added": _("put up a screen"),
    "screen.address_changed": _("gave a screen another address"),
    "screen.changed": _("changed a screen"),
    "screen.removed": _("took down a screen"),
    "speakers_list.closed": _("closed a speakers' list"),
    "speakers_list.limited": _("changed the time limits of a speakers' list"),
    "speakers_list.opened": _("opened a speakers' list"),
    "speakers_list.reopened": _("reopened a speakers' list"),
    "task_template.added": _("added a template of preparations"),
    "task_template.changed": _("changed a template of preparations"),
    "task.added": _("added a task of the preparations"),
    "task.changed": _("changed a task of the preparations"),
    "task.done": _("did a task of the preparations"),
    "task.dropped": _("said that a task is not needed"),
    "task.open": _("reopened a task of the preparations"),
    "event.survivor_officer": _("named who acts on what survivors declare"),
    "speaker.accepted": _("recorded that somebody accepts an invitation to speak"),
    "speaker.advised_on": _("advised on a proposed speaker"),
    "speaker.biography_changed": _("changed the biography of a speaker"),
    "speaker.changed": _("changed the record of a speaker"),
    "speaker.chosen": _("recorded that a speaker is chosen"),
    "speaker.confirmed": _("confirmed a speaker"),
    "speaker.consent": _("changed a consent of a speaker"),
    "speaker.declined": _("recorded that somebody declines an invitation to speak"),
    "speaker.interest_declared": _("recorded a declaration of interest"),
    "speaker.invited": _("invited a speaker"),
    "speaker.link_sent": _("sent a new link to an invited person"),
    "speaker.not_chosen": _("recorded that a proposed speaker is not chosen"),
    "speaker.proposed": _("proposed a speaker"),
    "speaker.published": _("published name and biography of a speaker"),
    "speaker.replaced": _("named a substitute for a speaker"),
    "speaker.shared": _("shared a proposed speaker on the long list"),
    "speaker.short_listed": _("put a speaker on the short list"),
    "speaker.taken_back": _("took a proposed speaker back"),
    "speaker.unpublished": _("took a speaker off the public pages"),
    "speaker.withdrawn": _("recorded that a speaker does not take part any more"),
    "translation.confirmed": _("said that a translation still holds"),
    "translation.exported": _("took texts out for translation"),
    "translation.imported": _("brought translations in"),
    "work.given_up": _("gave up a piece of background work"),
    "work.run_again": _("had a piece of background work run again"),
}
# What is done in the back office to a record of any kind.
VERBS_OF_ANY = {"changed": VERBS["record.changed"], "created": _("added a record")}


@register.simple_tag
def address(record: Model) -> str:
    """The page of a record."""
    return record.get_absolute_url()


@register.filter
def name(record: Model) -> str:
    """What a link to a record says."""
    return record.display_name()


@register.simple_tag
def link(record: Model, words: Any = "") -> SafeString:
    """A link to a record, under its name or under the words given."""
    shown = localized_text(words) if isinstance(words, MultilingualText) else words
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), shown or record.display_name())


@register.simple_tag
def languages_of(document: Document) -> dict[str, str]:
    """Code → address of each language a document is held in."""
    return papers.languages_of(document)


@register.simple_tag
def standing(endorsement: Endorsement) -> SafeString:
    """Where an endorsement stands now; its `result` is then there, too."""
    return state(add_standing_if_due(endorsement))


register.filter(as_heading)


@register.filter
def own_name(code: str) -> SafeString:
    """A language by its own name."""
    language = BY_CODE[code]
    return format_html('<span lang="{}">{}</span>', language.tag, language.name)


@register.filter
def named_on(state: State, day: date | None) -> MultilingualText:
    """The short name a State had on a day; today where none is given."""
    return state.short_name_on((timezone.localdate(day) if isinstance(day, datetime) else day) or clock.today())


@register.filter
def verb_words(act: AuditEvent) -> str:
    """What was done, in words; an act nobody worded shows its verb."""
    return str(VERBS.get(act.verb) or VERBS_OF_ANY.get(act.verb.rpartition(".")[2], act.verb))
