"""What of this room has its versions kept."""

from palermo.audit.versions import keep
from palermo.knowledge.models import Study

keep(Study, of="activity")
