"""How the depositary's lists write participants, as at the day of a list."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from palermo.accounts.models import Organisation, State
from palermo.treaties.lists import sort_key
from palermo.treaties.models import ListedName
from palermo.treaties.queries.participation import participant_key
from palermo.treaties.status import Participant

ENGLISH = "en"


class Labels:
    """Participants by label, and labels by participant, as at the day of a list; reads the record once.

    A name or label in use on the day prevails over one of another day. Accents and capitals make no difference.
    """

    def __init__(self, on: date) -> None:
        self.on = on
        self._labels: dict[Participant, str] = {}
        self._now: dict[str, set[Participant]] = defaultdict(set)
        self._ever: dict[str, set[Participant]] = defaultdict(set)
        for key, label, is_current in self._names():
            self._ever[sort_key(label)].add(key)
            if is_current:
                self._now[sort_key(label)].add(key)

    def find(self, label: str) -> set[Participant]:
        """The participants that a label can mean: none where it is unknown, several where it is ambiguous."""
        key = sort_key(label)
        return self._now.get(key) or self._ever.get(key) or set()

    def label_of(self, participant: Participant) -> str:
        """How a list of the day writes a participant."""
        return self._labels[participant]

    def _names(self) -> Iterator[tuple[Participant, str, bool]]:
        for state in State.objects.prefetch_related("former_names"):
            key = Participant(state.pk)
            current = state.list_name_on(self.on).get(ENGLISH) or state.slug
            self._labels[key] = current
            yield key, current, True
            yield key, state.short_name_on(self.on).get(ENGLISH, current), True
            yield key, state.formal_name_on(self.on).get(ENGLISH, current), True
            for naming in state.namings():
                yield key, naming.short_name.get(ENGLISH, current), False
        for organisation in Organisation.objects.all():
            key = Participant(organisation.pk, is_organisation=True)
            self._labels[key] = organisation.name.get(ENGLISH) or organisation.slug
            yield key, self._labels[key], True
        for name in ListedName.objects.all():
            if name.is_used_on(self.on):
                self._labels[participant_key(name)] = name.label
            yield participant_key(name), name.label, name.is_used_on(self.on)
