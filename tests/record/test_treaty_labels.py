"""Lists of the depositary find every State by each name that it has had, on the days of that name and later."""

from datetime import date, timedelta

import pytest

from palermo.accounts.models import State
from palermo.treaties.labels import Labels
from palermo.treaties.status import Participant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

LATEST = date(2014, 4, 2)
# As the depositary writes them.
LABELS = {
    "cpv": "Cape Verde",
    "civ": "Cote d'Ivoire",
    "cze": "Czech Republic",
    "fsm": "Micronesia (Federated States of)",
    "kna": "St. Kitts and Nevis",
    "lca": "St. Lucia",
    "mkd": "The former Yugoslav Republic of Macedonia",
    "pse": "State of Palestine",
    "stp": "Sao Tome and Principe",
    "swz": "Swaziland",
    "tur": "Turkey",
    "vat": "Holy See",
    "vct": "St. Vincent and the Grenadines",
}


def test_each_former_name_means_its_state_alone():
    later, wrong = Labels(LATEST), []
    for state in State.objects.prefetch_related("former_names"):
        for naming in state.namings():
            name = naming.short_name["en"]
            day = naming.until - timedelta(days=1) if naming.until else LATEST
            if Labels(day).find(name) != {Participant(state.pk)} or later.find(name) != {Participant(state.pk)}:
                wrong.append((state.slug, name))
    assert wrong == []


def test_names_of_lists_are_known():
    keys = {state.slug: Participant(state.pk) for state in State.objects.filter(slug__in=LABELS)}
    labels = Labels(LATEST)
    assert {slug: labels.find(label) for slug, label in LABELS.items()} == {slug: {key} for slug, key in keys.items()}
