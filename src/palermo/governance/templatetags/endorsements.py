"""{% standing endorsement %}   the status of an endorsement now, whether or not anybody wrote it down."""

from django import template
from django.utils.safestring import SafeString

from palermo.governance.models import Endorsement
from palermo.governance.web.open_endorsements import add_standing_if_due
from palermo.site.templatetags.marks import state

register = template.Library()


@register.simple_tag
def standing(endorsement: Endorsement) -> SafeString:
    """Where an endorsement stands now; its `result` is then there, too."""
    return state(add_standing_if_due(endorsement))
