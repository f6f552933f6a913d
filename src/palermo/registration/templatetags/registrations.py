"""For whom somebody comes.

{% party letter %}   the State or organisation of a participant or a letter, in the reader's language
"""

from typing import Any

from django import template

from palermo.registration.parties import party_words

register = template.Library()


@register.simple_tag
def party(row: Any) -> str:
    """A State as lists have it, an organisation, a medium."""
    return str(party_words(row))
