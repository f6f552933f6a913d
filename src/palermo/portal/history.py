"""What of this room has its versions kept, and who reads a version."""

from palermo.audit.versioned_models import for_secretariat
from palermo.audit.versions import keep
from palermo.portal.offline.models import OfflineBundle
from palermo.portal.offline.queries import bundle_records_of

keep(OfflineBundle, visible_to=bundle_records_of, seen=for_secretariat)
