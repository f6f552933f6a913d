"""What the site is made of: the addresses of every slice, and the slices whose rows are no part of the record."""

from importlib import import_module
from pathlib import Path

import palermo
from palermo.site import action_pages

SLICES = sorted(path.parents[1].name for path in Path(palermo.__file__).parent.glob("*/web/urls.py"))

urlpatterns = [
    pattern for slice_name in SLICES for pattern in import_module(f"palermo.{slice_name}.web.urls").urlpatterns
]

# What their models hold is the site's own or its readers', no part of the record.
OF_THE_SITE = frozenset({"portal", "offline", "following", "translations", "site"})

# Every action of the site: read with its addresses.
ACTIONS = action_pages.ACTIONS
