"""Treaties as a kind of record."""

from palermo.core.kinds import RecordKind, register
from palermo.treaties.models import Treaty

register(RecordKind(model=Treaty, slug="treaties", is_named_to_all=True))
