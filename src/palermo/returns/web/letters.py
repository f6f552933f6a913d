"""A note verbale that invites all States of a round, as a draft in the active language."""

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.core.speech.instants import ISOLATED
from palermo.core.text import plain
from palermo.returns.models import Round
from palermo.site.letters.letter import Letter, day_here


def note_on_round(round_: Round) -> Letter:
    """The note: what is asked, on which year, under which mandate, by when."""
    return Letter(
        language=active_language(),
        day=clock.today(),
        dated=_("[Draft, not sent: undated]"),
        title=_("Note verbale"),
        addressee=(_("Permanent Missions to the United Nations"), _("(To all States invited)")),
        greeting="",
        opening=_(
            "The Secretariat presents its compliments to the Permanent Missions of the States invited and has the "
            "honour to invite them to submit national returns in the round of data collection named in this note."
        ),
        facts=(
            (_("Round of data collection"), plain(round_.title)),
            (_("Year of the figures"), str(round_.year)),
            (_("Questionnaire"), round_.edition.display_name()),
            (_("Mandate"), plain(round_.mandate.title) if round_.mandate else ""),
            (_("Opens on"), day_here(round_.opens_on) if round_.opens_on else ""),
            (_("Due on"), day_here(round_.due_on) if round_.due_on else ""),
            (_("Web address"), _aside(address(round_.get_absolute_url()))),
            (_("Contact"), _aside(settings.DEFAULT_FROM_EMAIL)),
        ),
        paragraphs=(
            _(
                "Returns are filled in by the national data focal point, online or in a workbook, and approved by the "
                "delegation. A figure that is not recorded, does not apply or is withheld is marked as such; it is not "
                "taken for zero."
            ),
            _(
                "A return is available to its State and to the Secretariat only. Figures are published after they have "
                "been checked for the protection of persons."
            ),
        ),
        closing=_(
            "The Secretariat avails itself of this opportunity to renew to the Permanent Missions the assurances of "
            "its highest consideration."
        ),
        signature="",
        author=_("The secretariat of the initiative against trafficking in persons"),
        is_note_verbale=True,
    )


def _aside(words: str) -> str:
    return ISOLATED.format(words) if active_language().right_to_left else words
