"""What no file of the record holds of the invented partners: due diligence checks, and who acts for a partner."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.outreach.models import DueDiligenceCheck, PartnerContact, Partnership
from palermo.outreach.states.partners import DueDiligenceKind, DueDiligenceResult

APPLICANT = "example-shipping"
INVENTED = "[Example invented for the demonstration]"
# What was checked, with which result, on which day, from which source, and what was found.
CHECKS: tuple[tuple[DueDiligenceKind, DueDiligenceResult, date | None, str, str], ...] = (
    (
        DueDiligenceKind.IDENTITY,
        DueDiligenceResult.PASSED,
        date(2008, 1, 17),
        "Register of companies",
        "The company is registered under the name given in the application.",
    ),
    (
        DueDiligenceKind.OWNERSHIP,
        DueDiligenceResult.PASSED,
        date(2008, 1, 18),
        "Annual report",
        "Two shareholders hold the company; both are named in the application.",
    ),
    (
        DueDiligenceKind.LABOUR,
        DueDiligenceResult.CONCERN,
        date(2008, 1, 24),
        "Reports of port inspections",
        "Wages of one crew were paid late in 2006. The company was asked to comment.",
    ),
    (DueDiligenceKind.SANCTIONS, DueDiligenceResult.PENDING, None, "", ""),
)


@transaction.atomic
def record_checks(*, by: Actor) -> None:
    """Record the checks of the application that is under review, once."""
    partnership = Partnership.objects.filter(slug=APPLICANT).first()
    if partnership is None or partnership.checks.exists():
        return
    for number, (kind, result, day, source, finding) in enumerate(CHECKS, start=1):
        check = DueDiligenceCheck.objects.create(
            partnership=partnership,
            number=number,
            kind=kind,
            result=result,
            checked_by="Secretariat officer" if day else "",
            checked_on=day,
            source=source,
            finding=f"{INVENTED} {finding}" if finding else "",
        )
        record("record.imported", check, by=by)


def add_representative(user: User, slug: str, *, by: Actor) -> None:
    """Let an account act for a partner, where the record has that partner."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return
    PartnerContact.objects.create(
        partnership=partnership, number=1, name=user.name, email=user.email, is_focal_point=True, user=user
    )
    record("record.changed", partnership, by=by)
