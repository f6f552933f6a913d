"""Treaties, what is done and said in respect of them, and who does it."""

from palermo.treaties.models.actions import TreatyAction
from palermo.treaties.models.participants import ParticipantName
from palermo.treaties.models.statements import Statement
from palermo.treaties.models.treaties import EffectRule, Treaty

__all__ = ["EffectRule", "ParticipantName", "Statement", "Treaty", "TreatyAction"]
