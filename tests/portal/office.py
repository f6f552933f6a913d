"""What the tests of the administration share: who enters, where a form is, what a browser sends."""

from django.contrib.auth.models import Group
from django.db import models
from django.test import Client
from django.urls import reverse

from palermo.accounts.actions.accounts import EDITORIAL_GROUPS
from palermo.accounts.models import User
from palermo.core.languages import CODES
from palermo.site.administration.viewsets import VIEWSETS
from tests.factories.accounts import make_group, make_group_membership, make_organisation, make_place, make_state
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document


def signed_in(user: User) -> Client:
    user.groups.set(Group.objects.filter(name__in=EDITORIAL_GROUPS))
    client = Client()
    client.force_login(user)
    return client


def texts(name: str, words: str = "", *codes: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" if code in codes else "" for code in CODES}


def address(model: type[models.Model], view: str, *args: object) -> str:
    return reverse(VIEWSETS[model].get_url_name(view), args=args)


def errors_of(response) -> dict:
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def fill(client: Client, url: str) -> dict[str, str]:
    """What a browser would send back from a form that was only looked at."""
    form = client.get(url).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "decompress"):
            widget = bound.field.widget
            parts = zip(widget.widgets_names, widget.decompress(value), strict=True)
            data |= {f"{bound.name}{part}": words for part, words in parts}
        elif value is not None and value is not False:
            data[bound.name] = bound.field.prepare_value(value)
    return data


def one_of_each() -> list[models.Model]:
    """One record for every viewset that stands at the top, and some of what belongs to them."""
    event, group = make_event(), make_group()
    outcome = make_outcome(event, recommendations=1)
    return [
        make_organisation(),
        make_place(),
        make_document(words="A text"),
        make_decision(),
        make_decision().paragraphs.get(),
        make_mandate(),
        make_guidance(),
        make_endorsement(),
        make_meeting(),
        make_body(),
        make_activity(),
        event,
        outcome,
        outcome.recommendations.get(),
        make_tool(),
        make_study(),
        group,
        make_group_membership(group, make_state()),
    ]
