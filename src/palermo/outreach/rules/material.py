"""Who writes, reviews and publishes material of campaigns. No victim is shown: a second person confirms it."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.core.kinds import slug_of
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.speech.lists import format_list
from palermo.outreach.material_types import FILMS, PICTURES, SOUNDS
from palermo.outreach.models import Campaign, Material, MaterialFile
from palermo.outreach.rules.campaigns import check_has_authority
from palermo.outreach.states.campaigns import MATERIAL_MOVES, REVIEWED, MaterialStatus

# Whoever did one of these to material is an author of it.
WRITING = ("material.added", "material.changed", "material.file_added", "material.file_removed")
WRITABLE = REVIEWED | {MaterialStatus.DRAFT}


def check_may_add_material(user: Actor, campaign: Campaign) -> None:
    """The secretariat adds material to a campaign under a mandate.

    Refused to anyone else, and while the campaign is a proposal.
    """
    check_may(user, Permission.RUN_CAMPAIGN)
    check_has_authority(campaign)


def check_may_write_material(user: Actor, material: Material) -> None:
    """The secretariat edits material that is neither published nor withdrawn."""
    check_may(user, Permission.RUN_CAMPAIGN)
    if material.status == MaterialStatus.PUBLISHED:
        raise Refused(_("This material is published. Send it back to draft before you change it."))
    if material.status not in WRITABLE:
        raise Refused(_("This material was withdrawn on %(day)s.") % {"day": localize_day(material.withdrawn_on)})


def check_may_remove_file(user: Actor, file: MaterialFile) -> None:
    """As `check_may_write_material`, of a file."""
    check_may_write_material(user, file.material)


def check_file_is_described(media_type: str, alt: str) -> None:
    """Refuse a picture without words for those who do not see it."""
    if media_type in PICTURES and not alt.strip():
        raise Refused(_("Enter the text alternative: what the picture shows, for readers who cannot see it."))


def check_may_submit_material(user: Actor, material: Material) -> None:
    """The secretariat submits a draft for review."""
    check_may(user, Permission.RUN_CAMPAIGN)
    check_move(MATERIAL_MOVES, material.status, MaterialStatus.SUBMITTED)


def check_can_submit_material(user: Actor, material: Material) -> None:
    """As `check_may_submit_material`, of material that is complete: words or files, each film with its transcript."""
    check_may_submit_material(user, material)
    files = list(material.files.all())
    if not (material.text or files):
        raise Refused(_("Enter the text, or add a file, before you submit the material for review."))
    heard = {file.language for file in files if file.media_type in FILMS | SOUNDS}
    silent = [language.name for language in LANGUAGES if language.code in heard and language.code not in material.text]
    if silent:
        raise Refused(
            _("Enter the transcript of the film or recording as the text of the material in %(languages)s.")
            % {"languages": format_list(silent, active_language().code)}
        )


def check_may_clear_material(user: Actor, material: Material) -> None:
    """Somebody of the secretariat who has not written the material reviews it.

    Refused to anyone else, to an author, and where nothing was submitted.
    """
    check_may(user, Permission.RUN_CAMPAIGN)
    check_move(MATERIAL_MOVES, material.status, MaterialStatus.CLEARED)
    if not isinstance(user, str) and _is_author(user.pk, material):
        raise Refused(_("You have written this material. Another officer reviews it."))


def check_can_clear_material(user: Actor, material: Material, *, shows_no_victim: bool) -> None:
    """As `check_may_clear_material`; the reviewer confirms that no victim is shown."""
    check_may_clear_material(user, material)
    if not shows_no_victim:
        raise Refused(_("Confirm that no victim is shown or can be recognized, or send the material back."))


def check_may_return_material(user: Actor, material: Material) -> None:
    """The secretariat sends material back to draft, also when it is published."""
    check_may(user, Permission.RUN_CAMPAIGN)
    check_move(MATERIAL_MOVES, material.status, MaterialStatus.DRAFT)


def check_may_publish_material(user: Actor, material: Material) -> None:
    """The secretariat publishes cleared material for as long as its rights last."""
    check_may(user, Permission.RUN_CAMPAIGN)
    check_move(MATERIAL_MOVES, material.status, MaterialStatus.PUBLISHED)
    if material.rights_until_on is not None and material.rights_until_on < clock.today():
        raise Refused(
            _("The right to use this material ended on %(day)s.") % {"day": localize_day(material.rights_until_on)}
        )


def check_may_withdraw_material(user: Actor, material: Material) -> None:
    """The secretariat withdraws material."""
    check_may(user, Permission.RUN_CAMPAIGN)
    check_move(MATERIAL_MOVES, material.status, MaterialStatus.WITHDRAWN)


def _is_author(user_id: int, material: Material) -> bool:
    written = AuditEvent.objects.filter(target_kind=slug_of(Material), target_id=material.slug, verb__in=WRITING)
    return written.filter(actor_id=str(user_id)).exists()
