"""Pages by which people register who have no account; applications count with them."""

from palermo.site.by_link import open_by_link

KEY = "registration"
guarded = open_by_link(KEY, rate="60/5m")
