"""Who keeps questionnaires, and what may be done to an edition of one."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.knowledge.layouts import series_columns
from palermo.returns.code_lists import codes_of
from palermo.returns.models import Questionnaire, QuestionnaireEdition
from palermo.returns.read_structure import LARGEST, check_structure
from palermo.returns.states.rounds import QUESTIONNAIRE_MOVES, QuestionnaireStatus


def check_may_keep_questionnaire(user: Actor, questionnaire: Questionnaire | None) -> None:
    """The secretariat keeps questionnaires."""
    check_may(user, Permission.KEEP_ROUNDS)


def check_may_begin_questionnaire_edition(user: Actor, questionnaire: Questionnaire) -> None:
    """The secretariat begins an edition when no other is in draft."""
    check_may(user, Permission.KEEP_ROUNDS)
    drafts = questionnaire.editions.filter(status=QuestionnaireStatus.DRAFT)
    if (draft := drafts.first()) is not None:
        raise Refused(_("Edition %(number)d is still a draft. Publish or remove it first.") % {"number": draft.number})


def check_may_change_questionnaire_edition(user: Actor, edition: QuestionnaireEdition) -> None:
    """The secretariat changes a draft; a published edition stays as it is."""
    check_may(user, Permission.KEEP_ROUNDS)
    if edition.status != QuestionnaireStatus.DRAFT:
        raise Refused(_("A published edition does not change. Begin a new edition instead."))


def check_may_remove_questionnaire_edition(user: Actor, edition: QuestionnaireEdition) -> None:
    """The secretariat removes a draft that no round uses."""
    check_may_change_questionnaire_edition(user, edition)
    if edition.rounds.exists():
        raise Refused(_("A round uses this edition. Choose another edition for the round first."))


def check_can_keep_content(user: Actor, edition: QuestionnaireEdition, content: str) -> None:
    """As `check_may_change_questionnaire_edition`; a draft may have faults, but not be larger than can be read."""
    check_may_change_questionnaire_edition(user, edition)
    size = len(content.encode())
    if size > LARGEST:
        sentence = _("The file is too large: expected at most %(most)d bytes, found %(size)d.")
        raise Refused(sentence % {"most": LARGEST, "size": size})


def check_may_publish_questionnaire_edition(user: Actor, edition: QuestionnaireEdition) -> None:
    """The secretariat publishes a draft without faults.

    Refused to anyone else, for what is published, and with the number of faults.
    """
    check_may(user, Permission.KEEP_ROUNDS)
    check_move(QUESTIONNAIRE_MOVES, edition.status, QuestionnaireStatus.PUBLISHED)
    if faults := check_structure(edition.content, codes_of, series_columns).faults:
        sentence = ngettext(
            "The questionnaire has %(number)d fault. Its page lists it; correct it first. %(first)s",
            "The questionnaire has %(number)d faults. Its page lists them; correct them first. %(first)s",
            len(faults),
        )
        raise Refused(sentence % {"number": len(faults), "first": faults[0]})
