"""Who sees which request for assistance, and which requests wait for whom."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import OfferOfAssistance, RequestForAssistance
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.assistance import UNDER_CONSIDERATION, AssistanceStatus, OfferStatus
from palermo.treaties.queries.laws import reviews_visible_to
from palermo.treaties.queries.participation import with_participants


def of_own(viewer: Viewer) -> Q:
    """That a State or an organization is one for which the viewer is posted."""
    return Q(state__in=sorted(viewer.state_ids)) | Q(organisation__in=sorted(viewer.organisation_ids))


def of_represented(viewer: Viewer) -> Q:
    """That a State or an organization is one for which the viewer acts, as a delegate or a member of the Committee."""
    return Q(state__in=sorted(viewer.delegation_ids)) | Q(organisation__in=sorted(viewer.agency_ids))


def assistance_condition(viewer: Viewer) -> Q:
    """Recorded requests for their audience; every request, proposals too, for those who ask and the secretariat."""
    if viewer.is_secretariat:
        return Q()
    return Q(recorded_on__isnull=False, audience__in=sorted(viewer.audiences)) | of_own(viewer)


def assistance_visible_to(viewer: Viewer) -> QuerySet[RequestForAssistance]:
    """Requests for assistance that the viewer may see."""
    return RequestForAssistance.objects.filter(assistance_condition(viewer))


def offers_visible_to(viewer: Viewer) -> QuerySet[OfferOfAssistance]:
    """Offers on the requests that the viewer may see."""
    return OfferOfAssistance.objects.filter(request__in=assistance_visible_to(viewer))


def with_offers(requests: QuerySet[RequestForAssistance]) -> QuerySet[RequestForAssistance]:
    """Requests with what names them and who asked, and with their offers in order."""
    offers = with_participants(OfferOfAssistance.objects.order_by("number"))
    return with_participants(requests).select_related("treaty").prefetch_related(Prefetch("offers", offers))


def with_visible_relations(requests: QuerySet[RequestForAssistance], viewer: Viewer) -> QuerySet[RequestForAssistance]:
    """Requests joined with the tool, the review and the mandate where the viewer may see these, else with None."""
    return requests.select_related("about").prefetch_related(
        Prefetch("tool", activities_visible_to(viewer)),
        Prefetch("review", reviews_visible_to(viewer)),
        Prefetch("mandate", mandates_visible_to(viewer)),
    )


def assistance_of(viewer: Viewer) -> QuerySet[RequestForAssistance]:
    """What the viewer's State or organization asked for, and those to which it made an offer."""
    offered = OfferOfAssistance.objects.filter(of_own(viewer), request=OuterRef("pk"))
    return assistance_visible_to(viewer).filter(of_own(viewer) | Exists(offered))


def offers_to_decide(viewer: Viewer) -> QuerySet[OfferOfAssistance]:
    """Offers that await a reply of those for whom the viewer acts."""
    requests = RequestForAssistance.objects.filter(of_represented(viewer), status__in=sorted(UNDER_CONSIDERATION))
    return OfferOfAssistance.objects.filter(request__in=requests, status=OfferStatus.MADE)


def assistance_to_answer(viewer: Viewer) -> QuerySet[RequestForAssistance]:
    """Requests without an offer that those for whom the viewer acts have not made themselves."""
    return assistance_visible_to(viewer).filter(status=AssistanceStatus.OPEN).exclude(of_represented(viewer))


def assistance_proposed(viewer: Viewer) -> QuerySet[RequestForAssistance]:
    """Proposals that await a decision of the secretariat."""
    return assistance_visible_to(viewer).filter(status=AssistanceStatus.PROPOSED)
