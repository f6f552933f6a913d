"""Who may see which round of comments, and which comments in it."""

from django.db.models import Count, Prefetch, Q, QuerySet

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import DraftingMember, ExpertLink, Passage, PassageComment, RoundExpert, TextRound
from palermo.toolkit.states.discussion import CommentState, RoundState


def drafted_by(viewer: Viewer) -> QuerySet[DraftingMember, int]:
    """The keys of the tools whose text the viewer drafts together with the secretariat."""
    return DraftingMember.objects.filter(user=viewer.user_id or 0).values_list("tool", flat=True)


def rounds_visible_to(viewer: Viewer) -> QuerySet[TextRound]:
    """All rounds for the secretariat and the drafting group; once open, for those who are invited."""
    rounds = TextRound.objects.filter(activity_seen_by(viewer, "tool__activity__"))
    if viewer.is_secretariat:
        return rounds
    if not viewer.user_id:
        return rounds.none()
    of_states = TextRound.states.through.objects.filter(state__in=sorted(viewer.delegation_ids))
    of_agencies = TextRound.organisations.through.objects.filter(organisation__in=sorted(viewer.agency_ids))
    invited = Q(pk__in=of_states.values("textround")) | Q(pk__in=of_agencies.values("textround"))
    if viewer.delegation_ids:
        invited |= Q(all_states=True)
    return rounds.filter((invited & ~Q(state=RoundState.PREPARED)) | Q(tool__in=drafted_by(viewer)))


def _is_own(viewer: Viewer, path: str = "") -> Q:
    """Comments of the viewer, of their delegation or of their organization, at the end of a path."""
    return (
        Q(**{f"{path}given_by": viewer.user_id})
        | Q(**{f"{path}by_state__in": sorted(viewer.delegation_ids)})
        | Q(**{f"{path}organisation__in": sorted(viewer.agency_ids)})
    )


# In these rounds participants see each other's comments.
SHOWN = Q(round__shows_comments=True) | Q(round__state=RoundState.ANSWERED)


def comments_visible_to(viewer: Viewer) -> QuerySet[PassageComment]:
    """Comments in rounds that the viewer may see.

    All for the secretariat and the drafting group; one's own and the replies to them for other participants, and
    those of others where the round shows them, or once its responses are published.
    """
    comments = PassageComment.objects.filter(round__in=rounds_visible_to(viewer).order_by().values("pk"))
    if viewer.is_secretariat:
        return comments
    if not viewer.user_id:
        return comments.none()
    own = _is_own(viewer) | Q(reply_to__in=PassageComment.objects.filter(_is_own(viewer)).order_by().values("pk"))
    return comments.filter(own | SHOWN | Q(round__tool__in=drafted_by(viewer)))


def comments_shown_to_expert(expert: RoundExpert) -> QuerySet[PassageComment]:
    """What an invited expert reads of their round: as other participants, one's own and replies, or all."""
    return expert.round.comments.filter(Q(expert=expert) | Q(reply_to__expert=expert) | SHOWN)


def experts_visible_to(viewer: Viewer) -> QuerySet[RoundExpert]:
    """Who was invited by a link: for the secretariat."""
    return RoundExpert.objects.all() if viewer.is_secretariat else RoundExpert.objects.none()


def round_records_of(viewer: Viewer) -> QuerySet[TextRound]:
    """Rounds of which the viewer may read the history: all for the secretariat."""
    return TextRound.objects.all() if viewer.is_secretariat else TextRound.objects.none()


def comment_records_of(viewer: Viewer) -> QuerySet[PassageComment]:
    """Comments of which the viewer may read the history: all for the secretariat."""
    return PassageComment.objects.all() if viewer.is_secretariat else PassageComment.objects.none()


def with_authors(comments: QuerySet[PassageComment]) -> QuerySet[PassageComment]:
    """Comments with what names their authors: three queries, however many there are."""
    return comments.select_related("organisation", "expert__details", "led_to").prefetch_related(
        Prefetch("by_state", State.objects.prefetch_related("former_names"))
    )


def passage_of_comment(comment: PassageComment) -> Passage | None:
    """The passage of the text in preparation on which a comment is; None where it was removed."""
    return comment.round.tool.passages.filter(key=comment.passage, is_removed=False).first()


def find_link(digest: str) -> ExpertLink | None:
    """The link of which the secret has this digest."""
    links = ExpertLink.objects.select_related("expert__round__version", "expert__round__tool__activity")
    return links.filter(digest=digest).first()


def rounds_to_comment(viewer: Viewer) -> QuerySet[TextRound]:
    """Rounds that await comments from the delegation or the organization of a viewer."""
    if not (viewer.delegation_ids or viewer.agency_ids):
        return TextRound.objects.none()
    commented = PassageComment.objects.filter(
        Q(by_state__in=sorted(viewer.delegation_ids)) | Q(organisation__in=sorted(viewer.agency_ids))
    )
    rounds = rounds_visible_to(viewer).filter(state=RoundState.OPEN).exclude(tool__in=drafted_by(viewer))
    return rounds.exclude(pk__in=commented.values("round")).select_related("tool__activity")


def rounds_to_answer(viewer: Viewer) -> QuerySet[TextRound]:
    """Rounds with comments to respond to (`unanswered` says how many), and those to close or to publish."""
    unanswered = Count("comments", filter=Q(comments__state=CommentState.OPEN, comments__reply_to=None))
    rounds = rounds_visible_to(viewer).filter(state__in=[RoundState.OPEN, RoundState.CLOSED])
    if not viewer.is_secretariat:
        rounds = rounds.filter(tool__in=drafted_by(viewer))
    waiting = rounds.annotate(unanswered=unanswered)
    waiting = waiting.exclude(state=RoundState.OPEN, unanswered=0, closes_at__gt=clock.now())
    return waiting.select_related("tool__activity")
