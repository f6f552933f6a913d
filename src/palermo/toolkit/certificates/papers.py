"""A certificate as a tagged PDF, with the signed statement attached for machines."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.models import Installation
from palermo.accounts.states import InstallationKind
from palermo.core import letters
from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE
from palermo.core.speech.dates import format_day, format_period
from palermo.core.text import plain
from palermo.site.qr_codes import draw_qr_code
from palermo.site.typesetting import set_pdf
from palermo.toolkit.actions.certificates import IssuedCertificate
from palermo.toolkit.certificates.statements import write_attachment, write_token
from palermo.toolkit.models import TrainingSession
from palermo.treaties.models.participants import display_name_on

REGIONS = {"zh": "CN", "en": "GB"}


def certificate_pdf(issued: IssuedCertificate) -> bytes:
    """The certificate in its language: one page with the name, a code, a QR code and the signed statement."""
    language = BY_CODE[issued.certificate.language]
    with translation.override(language.django_code):
        return set_pdf(_template(), _words(issued), name="certificate", dated=issued.certificate.issued_on)


@cache
def _template() -> bytes:
    return files("palermo.toolkit.certificates").joinpath("certificate.typ").read_bytes()


def _words(issued: IssuedCertificate) -> dict[str, object]:
    certificate, session = issued.certificate, issued.certificate.session
    language = BY_CODE[certificate.language]
    page = letters.address(reverse("verify_certificate"))
    organizer = display_name_on(session.participant, session.starts_on)
    address = f"{page}?{urlencode({'code': certificate.code})}#{write_token(issued.signed)}"
    return {
        "language": language.code,
        "region": REGIONS.get(language.code),
        "right_to_left": language.right_to_left,
        "issuer": _("Organized by %(organizer)s") % {"organizer": organizer},
        "title": _("Certificate of participation"),
        "opening": _("This is to certify that"),
        "name": issued.name,
        "body": _("took part in the training course"),
        "course": plain(session.course.title),
        "facts": list(_facts(session, certificate.issued_on, language.code)),
        "code_label": _("Code: "),
        "code": certificate.code,
        "verify": _("Anyone can verify this certificate with its code and the name on it:"),
        "address": page,
        "notice": _("Issued by a demonstration; not an official certificate.") if _is_demonstration() else "",
        "qr": draw_qr_code(address, is_long=True),
        "qr_alt": _("QR code with the address at which this certificate is verified, and its signature"),
        "attached": write_attachment(issued.signed, issued.name).decode(),
        "attachment": _("Signed statement of this certificate"),
    }


def _facts(session: TrainingSession, issued_on: date, code: str) -> Iterator[str]:
    where = plain(session.place.name) if session.place else _("online")
    when = format_period(session.starts_on, session.ends_on, code)
    yield _("%(place)s, %(period)s") % {"place": where, "period": when}
    if hours := session.course.hours:
        yield ngettext("%(hours)d hour of instruction", "%(hours)d hours of instruction", hours) % {"hours": hours}
    yield _("Issued on %(day)s") % {"day": format_day(PartialDate(issued_on), code)}


def _is_demonstration() -> bool:
    return Installation.objects.filter(kind=InstallationKind.DEMONSTRATION).exists()
