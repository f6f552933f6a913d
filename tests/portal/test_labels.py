"""Labels of fields: a history, a list of missing translations or a table to import shows none in English only."""

import re

from django.db.models import Model
from django.utils import translation

from palermo.core.fields import MultilingualField
from palermo.core.kinds import all_kinds
from palermo.core.records import field_label
from palermo.governance.models import Decision, FollowUp, Mandate
from palermo.history.fields import shown_fields
from palermo.record.forms import key_label
from palermo.record.tabular.targets import TARGETS
from palermo.reporting.models import RecordName

ARABIC = re.compile("[\u0621-\u064a]")


def labels_in_arabic(fields: set[tuple[type[Model], str]]) -> dict[str, str]:
    with translation.override("ar"):
        return {f"{model.__name__}.{name}": field_label(model, name) for model, name in fields}


def untranslated(labels: dict[str, str]) -> list[str]:
    return sorted(name for name, label in labels.items() if not ARABIC.search(label))


def test_every_field_in_a_history_has_a_label():
    models = [kind.model for kind in all_kinds() if kind.is_versioned]
    fields = {(model, field.name) for model in models for field in shown_fields(model)}
    assert len(fields) > 400
    assert untranslated(labels_in_arabic(fields)) == []


def test_every_text_on_the_translation_desk_has_a_label():
    models = [kind.model for kind in all_kinds()]
    fields = {
        (model, field.name) for model in models for field in model._meta.fields if isinstance(field, MultilingualField)
    }
    assert untranslated(labels_in_arabic(fields)) == []


def test_every_column_of_a_table_has_a_label():
    with translation.override("ar"):
        labels = {f"{name}: {key.path}": key_label(key) for name, target in TARGETS.items() for key in target.keys}
    # The path after the dash stays as files have it.
    assert untranslated({key: label.rpartition(" – ")[0] for key, label in labels.items()}) == []


def test_label_of_a_field_is_its_own():
    assert field_label(FollowUp, "state") == "Status"
    assert field_label(FollowUp, "state_on") == "Status since"


def test_label_of_a_partial_date_is_that_of_its_day():
    assert field_label(Mandate, "due") == "Due"
    assert field_label(Decision, "adopted") == "Adopted on"


def test_label_of_an_identifier_is_found_without_its_ending():
    assert field_label(RecordName, "record") == "Record"


def test_name_that_is_no_field_is_its_own_label():
    assert field_label(Mandate, "nothing") == "nothing"
