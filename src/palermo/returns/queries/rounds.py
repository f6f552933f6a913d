"""Who may see which questionnaire and round."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.returns.models import Questionnaire, QuestionnaireEdition, Return, Round, RoundInvitation
from palermo.returns.states.rounds import QuestionnaireStatus, RoundStatus


def questionnaire_editions_visible_to(viewer: Viewer) -> QuerySet[QuestionnaireEdition]:
    """Published editions; for the secretariat also drafts."""
    editions = QuestionnaireEdition.objects.select_related("questionnaire")
    return editions if viewer.is_secretariat else editions.filter(status=QuestionnaireStatus.PUBLISHED)


def questionnaires_visible_to(viewer: Viewer) -> QuerySet[Questionnaire]:
    """Questionnaires with an edition that the viewer may see; for the secretariat all."""
    if viewer.is_secretariat:
        return Questionnaire.objects.all()
    return Questionnaire.objects.filter(editions__status=QuestionnaireStatus.PUBLISHED).distinct()


def round_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the round at the end of a path: open or closed ones, and never who has not answered."""
    return Q() if viewer.is_secretariat else ~Q(**{f"{path}status": RoundStatus.PLANNED})


def rounds_visible_to(viewer: Viewer) -> QuerySet[Round]:
    """Rounds that are open or closed; for the secretariat also planned ones."""
    return Round.objects.filter(round_condition(viewer)).select_related("edition__questionnaire")


def round_invitations_visible_to(viewer: Viewer) -> QuerySet[RoundInvitation]:
    """Invitations: for the secretariat and the people of the State alone."""
    invitations = RoundInvitation.objects.select_related("round", "state").prefetch_related("state__former_names")
    if viewer.is_secretariat:
        return invitations
    return invitations.filter(round_condition(viewer, "round__"), state__in=sorted(viewer.state_ids))


def note_returns(invitations: QuerySet[RoundInvitation]) -> QuerySet[RoundInvitation]:
    """Invitations, each with whether its State has begun its return, so that a page need not ask for each."""
    begun = Return.objects.filter(round=OuterRef("round"), state=OuterRef("state"))
    return invitations.annotate(is_begun=Exists(begun))


def has_return(invitation: RoundInvitation) -> bool:
    """Whether the State has begun its return."""
    noted: bool | None = getattr(invitation, "is_begun", None)
    if noted is not None:
        return noted
    return Return.objects.filter(round=invitation.round_id, state=invitation.state_id).exists()
