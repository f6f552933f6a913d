"""{% threshold procedure %}   of whom a written approval needs how many: "at least half of all Member States"."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.governance.models import Procedure
from palermo.governance.states.endorsements import Electorate

register = template.Library()

# Translators: the subject of "the text is approved if … approve it before the deadline".
THRESHOLDS = {
    (1, 2, Electorate.ALL): gettext_lazy("at least half of all Member States"),
    (2, 3, Electorate.ALL): gettext_lazy("at least two thirds of all Member States"),
    (3, 4, Electorate.ALL): gettext_lazy("at least three quarters of all Member States"),
    (1, 1, Electorate.ALL): gettext_lazy("all Member States"),
    (1, 2, Electorate.ANSWERING): gettext_lazy("at least half of the Member States that replied"),
    (2, 3, Electorate.ANSWERING): gettext_lazy("at least two thirds of the Member States that replied"),
    (3, 4, Electorate.ANSWERING): gettext_lazy("at least three quarters of the Member States that replied"),
    (1, 1, Electorate.ANSWERING): gettext_lazy("all Member States that replied"),
}


@register.simple_tag
def threshold(procedure: Procedure) -> str:
    """Of whom a written approval needs how many; an unusual share in figures."""
    share = procedure.numerator, procedure.denominator
    if words := THRESHOLDS.get((*share, Electorate(procedure.electorate))):
        return str(words)
    part, whole = share
    if procedure.electorate == Electorate.ALL:
        return _("%(part)d of every %(whole)d Member States") % {"part": part, "whole": whole}
    return _("%(part)d of every %(whole)d Member States that replied") % {"part": part, "whole": whole}
