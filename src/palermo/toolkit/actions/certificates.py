"""What is done to certificates of training: they are issued to names that are kept nowhere, and revoked."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.languages import BY_CODE
from palermo.core.rows import lock_row
from palermo.core.text import MultilingualText
from palermo.site.signing import own_key
from palermo.toolkit.certificates.statements import (
    SignedStatement,
    Statement,
    digest_of_name,
    new_code,
    new_salt,
    sign_statement,
)
from palermo.toolkit.models import Certificate, TrainingSession
from palermo.toolkit.rules import training as rules


class IssuedCertificate(NamedTuple):
    """A certificate with the name, which only the file that is made of it keeps."""

    certificate: Certificate
    signed: SignedStatement
    name: str


@transaction.atomic
def issue_certificates(
    session: TrainingSession, *, names: Sequence[str], language: str, by: Actor
) -> list[IssuedCertificate]:
    """Issue a certificate to each of these names, in a language; of the names only salted digests are stored."""
    session = lock_row(session, "course__tool__activity", "place")
    rules.check_can_certify(by, session, names)
    key, issued = own_key(), []
    for name in names:
        statement = _statement(session, name, language)
        signed = sign_statement(statement, key)
        certificate = Certificate(
            code=statement.code,
            session=session,
            language=language,
            issued_on=clock.today(),
            statement=signed.text,
            signature=signed.signature.hex(),
        )
        certificate.full_clean()
        issued.append(IssuedCertificate(certificate, signed, name))
    Certificate.objects.bulk_create(each.certificate for each in issued)
    record("certificates.issued", session, by=by, codes=[each.certificate.code for each in issued])
    return issued


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: MultilingualText, by: Actor) -> Certificate:
    """Record that a certificate is no longer valid, with the reason."""
    certificate = lock_row(certificate, "session__course__tool__activity")
    rules.check_can_revoke_certificate(by, certificate, reason)
    certificate.revoked_on, certificate.reason = clock.today(), reason
    certificate.save(update_fields=["revoked_on", "reason"])
    record("certificates.revoked", certificate.session, by=by, code=certificate.code, reason=dict(reason))
    return certificate


def _statement(session: TrainingSession, name: str, language: str) -> Statement:
    course, salt = session.course, new_salt()
    one_day = session.starts_on == session.ends_on
    shown = course.title.shown_in(BY_CODE[language].code)
    return Statement(
        code=new_code(),
        issuer=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost",
        course=shown.words if shown else course.slug,
        session=session.slug,
        dates=session.starts_on.isoformat() if one_day else f"{session.starts_on}/{session.ends_on}",
        hours=str(course.hours or ""),
        language=language,
        issued=clock.today().isoformat(),
        salt=salt,
        name=digest_of_name(name, salt),
    )
