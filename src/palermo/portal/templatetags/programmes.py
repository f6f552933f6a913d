"""Who does what in an item of a programme.

{{ item.roles|roles_markup }}   a list of definitions: each role with its people; four hundred people on one page are
                                said faster so than by a loop of the template
"""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.portal.programmes.rows import PersonRow, RoleRow

register = template.Library()


@register.filter
def roles_markup(roles: list[RoleRow]) -> SafeString:
    """Every part is escaped here, and nothing else is put together."""
    if not roles:
        return SafeString("")
    unsure = conditional_escape(_("to be confirmed"))
    rows = [
        f"<div><dt>{conditional_escape(role.label)}</dt>{''.join(_person(each, unsure) for each in role.people)}</div>"
        for role in roles
    ]
    return SafeString(f'<dl class="roles">{"".join(rows)}</dl>')


def _person(person: PersonRow, unsure: str) -> str:
    minutes = f' <span class="quiet">{person.minutes}′</span>' if person.minutes else ""
    if not person.name:
        return f'<dd><span class="quiet">{unsure}</span>{minutes}</dd>'
    name = f'<a href="?{conditional_escape(person.query)}">{conditional_escape(person.name)}</a>'
    about = f' <span class="quiet">{conditional_escape(person.about)}</span>' if person.about else ""
    waits = "" if person.is_confirmed else f' <span class="quiet">({unsure})</span>'
    return f"<dd>{name}{about}{waits}{minutes}</dd>"
