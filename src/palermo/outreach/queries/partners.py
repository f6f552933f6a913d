"""Who may see which partner, and for which partners a reader acts."""

from django.db.models import Q, QuerySet

from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.outreach.models import DueDiligenceCheck, PartnerContact, PartnerInvitation, PartnerRule, Partnership
from palermo.outreach.states.partners import WERE_ADMITTED, PartnershipStatus


def partner_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the partner at the end of a path ("partnership__" from a commitment).

    The public sees partners that agree to be listed; the people of a partner see their own, whatever its status; the
    secretariat sees all.
    """
    if viewer.is_secretariat:
        return Q()
    listed = Q(**{f"{path}is_listed": True, f"{path}status__in": sorted(WERE_ADMITTED)})
    return listed | own_partner_condition(viewer, path)


def own_partner_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer acts for the partner at the end of a path, by a posting as representative of partners.

    Of a partner that is an organization of the record the posting says so; of any other, its contacts.
    """
    if Role.PARTNER not in viewer.roles or viewer.user_id is None:
        return Q(**{f"{path}pk__in": []})
    contacts = PartnerContact.objects.filter(user=viewer.user_id, ended_on=None, partnership__organisation=None)
    own = Q(**{f"{path}pk__in": contacts.order_by().values("partnership")})
    if viewer.partner_ids:
        own |= Q(**{f"{path}organisation_id__in": sorted(viewer.partner_ids)})
    return own


def partners_visible_to(viewer: Viewer) -> QuerySet[Partnership]:
    """Partners that the viewer may see."""
    return Partnership.objects.filter(partner_condition(viewer)).select_related("organisation")


def partner_records_of(viewer: Viewer) -> QuerySet[Partnership]:
    """Partners whose whole past the viewer may read: all of them for the secretariat."""
    return Partnership.objects.filter(_of_the_secretariat(viewer))


def partners_of(viewer: Viewer) -> QuerySet[Partnership]:
    """The partners for which the viewer acts, applications that came to nothing left out."""
    own = Partnership.objects.filter(own_partner_condition(viewer)).select_related("organisation")
    return own.exclude(status__in=[PartnershipStatus.DECLINED, PartnershipStatus.WITHDRAWN])


def contacts_visible_to(viewer: Viewer) -> QuerySet[PartnerContact]:
    """Contacts of the partners for which the viewer acts; all of them for the secretariat."""
    if viewer.is_secretariat:
        return PartnerContact.objects.all()
    return PartnerContact.objects.filter(own_partner_condition(viewer, "partnership__"))


def checks_visible_to(viewer: Viewer) -> QuerySet[DueDiligenceCheck]:
    """Due diligence checks: for the secretariat alone."""
    return DueDiligenceCheck.objects.filter(_of_the_secretariat(viewer))


def partner_invitations_visible_to(viewer: Viewer) -> QuerySet[PartnerInvitation]:
    """Invitations to apply: for the secretariat alone."""
    return PartnerInvitation.objects.filter(_of_the_secretariat(viewer))


def partner_rules_visible_to(viewer: Viewer) -> QuerySet[PartnerRule]:
    """What is required of partners: for the secretariat alone."""
    return PartnerRule.objects.filter(_of_the_secretariat(viewer))


def _of_the_secretariat(viewer: Viewer) -> Q:
    return Q() if viewer.is_secretariat else Q(pk__in=[])
