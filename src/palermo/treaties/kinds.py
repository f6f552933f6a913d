"""Treaties, their actions and statements as kinds of record."""

from palermo.core.kinds import RecordKind, register
from palermo.treaties.models import EffectRule, ParticipantName, Statement, Treaty, TreatyAction
from palermo.treaties.queries import actions_visible_to, statements_visible_to, treaties_visible_to

PARTICIPANTS = ("state", "organisation")

register(
    RecordKind(model=Treaty, slug="treaties", is_named_to_all=True, visible_to=treaties_visible_to),
    RecordKind(model=EffectRule, slug="effect-rules", key=("treaty__slug", "kind"), part_of=("treaty",)),
    RecordKind(
        model=TreatyAction,
        slug="treaty-actions",
        visible_to=actions_visible_to,
        key=("pk",),
        part_of=("treaty",),
        named_by=PARTICIPANTS,
    ),
    RecordKind(
        model=Statement, slug="statements", visible_to=statements_visible_to, part_of=("treaty",), named_by=PARTICIPANTS
    ),
    RecordKind(model=ParticipantName, slug="participant-names", key=("label",)),
)
