"""What of this room has its versions kept."""

from palermo.audit.versions import keep
from palermo.toolkit.models import Edition, Tool

keep(Tool, of="activity")
keep(Edition, of="tool")
