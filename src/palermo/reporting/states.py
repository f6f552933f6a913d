"""The status of a report, and the formats it is issued in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Blueprint(models.TextChoices):
    """The document types that are shipped, each with an outline of the same name."""

    PROGRESS = "progress", _("Progress report to a session")
    CONFERENCE = "conference", _("Report to the Conference of the Parties")
    FORUM = "forum", _("Report on the Forum")
    COMMITTEE = "committee", _("Report of a meeting of the Steering Committee")
    EVENT = "event", _("Report of an event")
    BRIEFING = "briefing", _("Briefing for a consultation")
    RESEARCH = "research", _("Report on the research")
    TRAFFICKING = "trafficking", _("Research report on trafficking in persons")
    DONOR = "donor", _("Report to a donor")
    FOLLOW_UP = "follow-up", _("Note on recommendations and their follow-up")


class Addressee(models.TextChoices):
    """For what a document is prepared: that much is asked when a report is begun."""

    SESSION = "session", _("A session of the governing body")
    ANY_SESSION = "any_session", _("A session of the governing body, if any")
    CONFERENCE = "conference", _("A session of the Conference of the Parties")
    CONSULTATION = "consultation", _("A consultation")
    MEETING = "meeting", _("A meeting of the Steering Committee")
    FORUM = "forum", _("A forum")
    EVENT = "event", _("An event")
    DONOR = "donor", _("A contribution")
    NOTHING = "nothing", _("Nothing in particular")


class Organ(models.TextChoices):
    """Who heads the first page."""

    GOVERNING = "governing", _("The governing body, under its principal organ")
    CONFERENCE = "conference", _("The Conference of the Parties")
    COMMITTEE = "committee", _("The Steering Committee")
    CONVENER = "convener", _("The organization that launched the initiative")


class DocumentTypeState(models.TextChoices):
    """A document type is changed as a draft, then offered for new reports until it is retired."""

    DRAFT = "draft", pgettext_lazy("document type", "Draft")
    ACTIVE = "active", pgettext_lazy("document type", "Active")
    RETIRED = "retired", pgettext_lazy("document type", "Retired")


DOCUMENT_TYPE_MOVES: dict[DocumentTypeState, frozenset[DocumentTypeState]] = {
    DocumentTypeState.DRAFT: frozenset({DocumentTypeState.ACTIVE, DocumentTypeState.RETIRED}),
    DocumentTypeState.ACTIVE: frozenset({DocumentTypeState.RETIRED}),
    DocumentTypeState.RETIRED: frozenset({DocumentTypeState.ACTIVE}),
}


class ReportState(models.TextChoices):
    """A report is prepared from the record until it is issued; then it is frozen."""

    PREPARED = "prepared", _("In preparation")
    ISSUED = "issued", _("Issued")


REPORT_MOVES: dict[ReportState, frozenset[ReportState]] = {
    ReportState.PREPARED: frozenset({ReportState.ISSUED}),
    ReportState.ISSUED: frozenset(),
}


class ReportRelation(models.TextChoices):
    """How a report changes one that was issued before it, or comes before one that is still to be issued."""

    CORRIGENDUM = "corrigendum", _("Corrigendum")
    ADDENDUM = "addendum", _("Addendum")
    REVISION = "revision", _("Revision")
    REISSUE = "reissue", _("Reissued for technical reasons")
    ADVANCE = "advance", _("Advance unedited version")


# Not issued in every language: a corrigendum in the versions that it corrects, an advance version in those that are
# ready.
IN_SOME_LANGUAGES = frozenset({ReportRelation.CORRIGENDUM, ReportRelation.ADVANCE})


class ParagraphKind(models.TextChoices):
    """What a part of a report is."""

    PARAGRAPH = "paragraph", _("Paragraph")
    TABLE = "table", _("Table")


class TextAct(models.TextChoices):
    """How a text of a paragraph came about. A rejected copy was written while somebody else changed the same words."""

    WRITTEN = "written", _("Edited")
    SUGGESTED = "suggested", _("Suggestion accepted")
    COMBINED = "combined", _("Combined with a colleague’s edit")
    REJECTED = "rejected", _("Not used: a colleague changed the same words")
    TAKEN = "taken", _("New draft accepted")
    KEPT = "kept", _("Kept")
    RESTORED = "restored", _("Restored")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
    CONFIRMED = "confirmed", _("Confirmed after a change of the original")


class SuggestionKind(models.TextChoices):
    """What somebody proposes; an edited Word file also leaves paragraphs as they were."""

    UNCHANGED = "unchanged", _("Unchanged")
    NEW_HEADING = "new-head", _("New heading")
    MOVED_HEADING = "moved-head", _("Moved heading")
    HEADING = "heading", _("Changed heading")
    CHANGED = "changed", _("Changed text")
    MOVED = "moved", _("Moved")
    DELETED = "deleted", _("Deleted")
    NEW = "new", _("New paragraph")
    SPLIT = "split", _("Split into paragraphs")
    MERGED = "merged", _("Merged with another paragraph")
    OTHER = "other", _("Not matched with any paragraph")
    DELETED_HEADING = "gone-head", _("Deleted heading")


OF_HEADINGS = frozenset(
    {
        SuggestionKind.NEW_HEADING,
        SuggestionKind.MOVED_HEADING,
        SuggestionKind.HEADING,
        SuggestionKind.DELETED_HEADING,
    }
)


class SuggestionState(models.TextChoices):
    """A suggestion is open until an officer accepts or declines it."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class StrayCommentState(models.TextChoices):
    """A comment of a Word file whose words are in no paragraph waits until an officer attaches or dismisses it."""

    OPEN = "open", _("Open")
    ATTACHED = "attached", _("Attached")
    DISMISSED = "dismissed", _("Dismissed")


class ClearanceStep(models.TextChoices):
    """The steps of the clearance of a report, in order; each is done for a version of the text."""

    DRAFTED = "drafted", _("Drafting")
    SUBSTANCE = "substance", _("Substantive clearance")
    EDITED = "edited", _("Editing")
    LANGUAGE = "language", _("Language version")
    SUBMITTED = "submitted", _("Submission")


class Case(models.TextChoices):
    """The cases of a Russian name, beside the nominative."""

    GENITIVE = "gen", _("Genitive")
    DATIVE = "dat", _("Dative")
    ACCUSATIVE = "acc", _("Accusative")
    INSTRUMENTAL = "ins", _("Instrumental")
    PREPOSITIONAL = "loc", _("Prepositional")


class Format(models.TextChoices):
    """The formats a report is set in."""

    HTML = "html", _("HTML")
    DOCX = "docx", _("Word")
    PDF = "pdf", _("PDF")
    AKN = "akn", _("Akoma Ntoso")

    @property
    def extension(self) -> str:
        """How the name of its files ends."""
        return "xml" if self is Format.AKN else self.value
