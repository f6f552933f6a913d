"""Where a record is stated: the report paragraphs, for readers of those reports."""

from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.portal.addresses import name_of
from palermo.portal.chains import Part
from palermo.reporting.queries import paragraphs_stating


def statement_parts(kind: str, record_id: str, viewer: Viewer) -> list[Part]:
    """Links to the paragraphs that state a record."""
    return [
        Part(
            _("%(report)s, paragraph %(number)s") % {"report": name_of(stated.report), "number": stated.paragraph},
            f"{reverse('report', args=[stated.report.slug])}#p{stated.paragraph}",
        )
        for stated in paragraphs_stating(viewer, kind, record_id)
    ]
