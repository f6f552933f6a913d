"""The button by which what a page shows is followed.

{% follow_button %}   of the record of the page; nothing for visitors, and on pages of what cannot be followed
"""

from django import template

from palermo.following.models import Subscription
from palermo.following.states import Frequency
from palermo.following.targets import name_of_target

register = template.Library()

# By the address of a page, the name under which its template knows the record, and what of it is followed.
SHOWN = {
    "event": "event",
    "tool": "tool",
    "study": "study",
    "activity": "activity",
    "mandate": "mandate",
    "decision": "decision",
    "consultation": "meeting",
    "committee_meeting": "meeting",
    "topic": "topic",
}


@register.inclusion_tag("following/button.html", takes_context=True)
def follow_button(context: dict[str, object]) -> dict[str, object]:
    """A small form in the margin: follow, or follow no longer."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    record = context.get(SHOWN.get(match.url_name or "", "")) if match else None
    # What the Commission decides is followed as the Commission's.
    record = record.body if match and match.url_name == "decision" and record else record
    found = name_of_target(record) if record is not None and request.user.is_authenticated else None
    if found is None:
        return {}
    name, target = found
    mine = Subscription.objects.filter(user=request.user, **{name: target}).first()
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "what": f"{name} {target.slug}",
        "body": target.display_name() if name == "body" else "",
        "mine": mine,
        "daily": Frequency.DAILY.value,
    }
