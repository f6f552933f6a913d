"""The receipt of a return as a letter, in the active language."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.speech.instants import localize_instant
from palermo.core.speech.numbers import format_integer
from palermo.core.text import MultilingualText, plain
from palermo.returns.models import ReturnReceipt
from palermo.returns.states.returns import ReturnStatus
from palermo.site.letters.letter import Letter, day_here


def receipt_letter(receipt: ReturnReceipt) -> Letter:
    """What was handed in, when, how many figures, and the digest by which it can be verified."""
    language, national_return = active_language(), receipt.of
    code = language.code
    owner = MultilingualText(settings.PALERMO_OWNER)
    state = plain(national_return.state.name_today)
    day = timezone.localdate(receipt.issued_at)
    return Letter(
        language=language,
        day=day,
        dated=day_here(day),
        title=_("Receipt of a national return"),
        addressee=(state,),
        greeting="",
        opening=opening_of(receipt),
        facts=tuple(facts_of(receipt)),
        paragraphs=(
            _(
                "The digest is the SHA-256 of the file of the return, which the State can download from its page. Any "
                "change of a figure, a note or a source changes it."
            ),
        ),
        closing="",
        signature="",
        author=owner.get(code, ""),
        sender=owner.get(code, ""),
        reference=receipt.display_name(),
    )


def opening_of(receipt: ReturnReceipt) -> str:
    """What the receipt states."""
    if receipt.status == ReturnStatus.ACCEPTED:
        return _("The secretariat accepted the following national return.")
    return _("The secretariat received the following national return.")


def facts_of(receipt: ReturnReceipt) -> list[tuple[str, str]]:
    """The facts of a receipt, each under its heading."""
    national_return = receipt.of
    code = active_language().code
    return [
        (_("Return"), national_return.slug),
        (_("Round"), plain(national_return.round.title)),
        (_("Year of the figures"), str(national_return.round.year)),
        (_("Number"), str(national_return.number)),
        (_("Issued"), localize_instant(receipt.issued_at, settings.TIME_ZONE)),
        (_("Figures"), format_integer(receipt.figure_count, code)),
        (_("Digest"), receipt.digest),
    ]
