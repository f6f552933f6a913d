"""Mail about events, each to one reader and in their language."""

from palermo.events.notices.accreditations import mail_accreditation
from palermo.events.notices.listings import mail_listing
from palermo.events.notices.speakers import mail_speaker_link

__all__ = ["mail_accreditation", "mail_listing", "mail_speaker_link"]
