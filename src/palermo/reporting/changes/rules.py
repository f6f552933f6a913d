"""Which reports can be changed by a corrigendum, an addendum, a revision or a reissue, and what these need; and which
have an advance unedited version.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.reporting import rules
from palermo.reporting.changes.places import Place, PlaceKind
from palermo.reporting.models import Report
from palermo.reporting.states import ReportRelation, ReportState


def check_can_begin_change(user: Actor, report: Report) -> None:
    """The secretariat, a report that was issued; an advance unedited version is not changed, the report replaces it."""
    check_may(user, Permission.PREPARE_REPORT)
    _check_is_issued(report)
    _check_is_no_advance_version(report)


def check_can_add_to(user: Actor, report: Report) -> None:
    """As `check_can_begin_change`, but not to a corrigendum or a reissue: what is added belongs to the text."""
    check_can_begin_change(user, report)
    if report.relation in {ReportRelation.CORRIGENDUM, ReportRelation.REISSUE}:
        raise Refused(_("Begin this from the report that the document changes."))


def check_can_reissue(user: Actor, report: Report) -> None:
    """Whoever may issue reports, a report that was issued; no advance unedited version."""
    check_may(user, Permission.ISSUE_REPORT)
    _check_is_issued(report)
    _check_is_no_advance_version(report)


def check_can_issue_in_advance(user: Actor, report: Report) -> None:
    """Whoever may issue reports, once, a report in preparation that is a text of its own; clearance is not needed."""
    rules.check_can_issue(user, report)
    if report.relation == ReportRelation.CORRIGENDUM:
        raise Refused(_("A corrigendum has no advance unedited version. Issue the corrigendum."))
    if Report.objects.filter(changes=report, relation=ReportRelation.ADVANCE).exists():
        raise Refused(_("This report already has an advance unedited version. The issued report replaces it."))


def check_languages_in_advance(languages: Iterable[str]) -> list[str]:
    """The codes of the language versions that are issued in advance, in their order.

    Refused if there are none, or one is not a language of reports.
    """
    chosen = set(languages)
    if not chosen or not chosen <= set(CODES):
        raise Refused(_("Choose at least one language version."))
    return [code for code in CODES if code in chosen]


def check_can_correct(report: Report, language: str, places: Mapping[str, Place], key: str, text: str) -> None:
    """A paragraph is deleted as a whole or corrected in its words, not both in one corrigendum.

    `places` are those of the issued text in this language, `text` is how the one of this key should read. Refused if
    it is both, or a text is given for a paragraph that is deleted.
    """
    place = places[key]
    if place.kind is PlaceKind.INSERTION or text == " ".join(place.words.split()):
        return
    others = report.corrections.filter(language=language)
    if place.kind is PlaceKind.WHOLE:
        if text:
            raise Refused(_("Correct the words of this paragraph, or delete it."))
        own = [each.key for each in places.values() if each.part == place.part and each.kind is PlaceKind.WORDS]
        if others.filter(place__in=own).exists():
            raise Refused(_("This corrigendum corrects words of this paragraph. Restore them before deleting it."))
    elif others.filter(place=f"whole-{place.number}").exists():
        raise Refused(_("This corrigendum deletes this paragraph. Restore it before correcting its words."))


def check_reason(reason: str) -> str:
    """The reason without blanks around it. Refused if there is none."""
    if not reason.strip():
        raise Refused(_("State the reason."))
    return reason.strip()


def check_is_corrigendum(report: Report) -> Report:
    """The report that a corrigendum corrects. Refused if the report is no corrigendum."""
    if report.relation != ReportRelation.CORRIGENDUM or report.changes is None:
        raise Refused(_("Only a corrigendum has corrections."))
    return report.changes


def check_has_corrections(report: Report) -> None:
    """A corrigendum is issued with at least one correction. Refused if it has none."""
    if report.relation == ReportRelation.CORRIGENDUM and not report.corrections.exists():
        raise Refused(_("This corrigendum has no corrections. Add one before issuing it."))


def _check_is_no_advance_version(report: Report) -> None:
    if report.relation == ReportRelation.ADVANCE:
        raise Refused(_("This is an advance unedited version. The issued report replaces it: edit the report."))


def _check_is_issued(report: Report) -> None:
    if report.state != ReportState.ISSUED:
        raise Refused(_("This report has not been issued. Edit it instead."))
