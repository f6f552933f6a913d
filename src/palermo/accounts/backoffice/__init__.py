"""The back office: how records are edited in Wagtail's admin. Read by each app's `wagtail_hooks.py`."""

from palermo.accounts.backoffice.choosers import record_chooser
from palermo.accounts.backoffice.forms import RecordForm
from palermo.accounts.backoffice.viewsets import record_group, record_viewset

__all__ = ["RecordForm", "record_chooser", "record_group", "record_viewset"]
