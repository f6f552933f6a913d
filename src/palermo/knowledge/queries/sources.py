"""Who may see which source of data and which agreement; which agreements are in force on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.states.sources import AgreementStatus


def own_source_condition(viewer: Viewer, path: str = "") -> Q:
    """That the source at the end of a path is of a State or an organization for which the viewer acts."""
    organisations = sorted(viewer.agency_ids | viewer.partner_ids)
    return Q(**{f"{path}state__in": sorted(viewer.state_ids)}) | Q(**{f"{path}organisation__in": organisations})


def source_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the source at the end of a path."""
    if viewer.is_secretariat:
        return Q()
    return Q(**{f"{path}audience__in": sorted(viewer.audiences)}) | own_source_condition(viewer, path)


def sources_visible_to(viewer: Viewer) -> QuerySet[Source]:
    """Sources for the viewer's audiences, and those of the States and organizations that the viewer acts for."""
    joined = Source.objects.select_related("state", "organisation").prefetch_related("state__former_names")
    return joined.filter(source_condition(viewer))


def agreement_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the agreement at the end of a path: drafts are for the secretariat."""
    if viewer.is_secretariat:
        return Q()
    open_to = Q(**{f"{path}audience__in": sorted(viewer.audiences)}) & source_condition(viewer, f"{path}source__")
    return ~Q(**{f"{path}status": AgreementStatus.DRAFT}) & (open_to | own_source_condition(viewer, f"{path}source__"))


def agreement_version_condition(viewer: Viewer) -> Q:
    """That a version of an agreement may be read: what a draft was stays with the secretariat."""
    if viewer.is_secretariat:
        return Q()
    known = [AgreementStatus.SIGNED, AgreementStatus.ENDED]
    return Q(audience__in=sorted(viewer.audiences)) & Q(status__in=known)


def agreements_visible_to(viewer: Viewer) -> QuerySet[Agreement]:
    """Agreements for the viewer's audiences, and those of the States and organizations that the viewer acts for."""
    return Agreement.objects.filter(agreement_condition(viewer)).select_related("source")


def in_force(on: date, path: str = "") -> Q:
    """That the agreement at the end of a path is in force on a day; `Agreement.is_in_force` is the same for today."""
    return (
        ~Q(**{f"{path}status": AgreementStatus.DRAFT})
        & Q(**{f"{path}starts_on__lte": on})
        & (Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": on}))
        & (Q(**{f"{path}ended_on": None}) | Q(**{f"{path}ended_on__gte": on}))
    )
