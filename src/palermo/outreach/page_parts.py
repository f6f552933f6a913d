"""What the partners of the initiative add to pages of the slices below: links to their own pages."""

from palermo.governance.queries.partners import register_page_finder
from palermo.outreach.queries.organisations import with_partner_pages

register_page_finder(with_partner_pages)
