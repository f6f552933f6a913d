"""For whom somebody comes.

{% party letter %}   the State or organization of a participant or a letter, in the reader's language
"""

from django import template

from palermo.registration.models import CredentialsLetter, Participant
from palermo.registration.parties import party_words

register = template.Library()


@register.simple_tag
def party(row: Participant | CredentialsLetter) -> str:
    """For whom a participant comes or from whom a letter is, in the reader's language."""
    return str(party_words(row))
