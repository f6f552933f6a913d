"""Translations back into the record: whole or not at all, by the same doors as an editor's change.

Only the words of the file's language change, never the original's. What was frozen stays: a text that was adopted,
issued or submitted to Member States gets a language it lacks where its rules allow that, and keeps every word it has.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.audit.actions import record
from palermo.core.constraints import refusing_in_sentences
from palermo.core.digests import digest_of_text
from palermo.core.kinds import kind_of, model_of, slug_of
from palermo.core.languages import BY_CODE
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import Decision, OperativeParagraph
from palermo.governance.states.decisions import DecisionState
from palermo.record.exchange.formats import Incoming
from palermo.record.exchange.passages import IncomingPassages, is_passage
from palermo.record.exchange.units import has_own_slug
from palermo.site.administration.forms import messages_of
from palermo.site.administration.viewsets import VIEWSETS
from palermo.translations import programmes
from palermo.translations.confirmed import confirm_text
from palermo.translations.desk import NAMED
from palermo.translations.models import TextGap
from palermo.translations.programmes import OF_PROGRAMMES
from palermo.translations.texts import BIT, open_fields

# What a program fills in, in the ways in which texts here name it.
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|\{[A-Za-z_][^{}]*\}|%[sd]")


class Change(NamedTuple):
    """What one unit changes: the words as they are, and as they came."""

    unit: str
    name: str
    before: str
    after: str


@dataclass
class Outcome:
    """The result of importing a file. With `faults` nothing is kept."""

    language: str
    changes: list[Change] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    same: int = 0
    unfinished: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class ChangedRecord:
    """A changed record as a form of the administration hands it to the action that saves it."""

    instance: models.Model
    seen: str
    cleaned_data: dict[str, object] = field(default_factory=dict)

    def linked_records(self) -> dict[str, object]:
        """No list of other records changes."""
        return {}


def import_translations(language: str, incoming: list[Incoming], *, by: User, check: bool = False) -> Outcome:
    """Import the units of a file in one transaction; with `check` only find out what that would change."""
    outcome = Outcome(language)
    if language not in BY_CODE:
        outcome.faults.append(_("Expected a file for one of the six languages."))
        return outcome
    with transaction.atomic():
        _import_units(outcome, incoming, by)
        if check or outcome.faults:
            transaction.set_rollback(True)
    return outcome


def _import_units(outcome: Outcome, incoming: list[Incoming], by: User) -> None:
    twice = [name for name, n in Counter(each.id for each in incoming).items() if n > 1]
    outcome.faults += [_("%(unit)s: appears more than once in the file.") % {"unit": name} for name in twice]
    known, passages = _Records(by), IncomingPassages(viewer_of(by), outcome.language)
    for each in incoming:
        try:
            if is_passage(each.id):
                _take_passage(outcome, each, passages)
            else:
                _take(outcome, each, known)
        except Refused as refusal:
            outcome.faults.append(
                _("%(unit)s (%(place)s): %(sentence)s")
                % {"unit": each.id or "?", "place": each.place, "sentence": refusal}
            )
    if not outcome.faults:
        _save(outcome, known, passages, by)


class _Records:
    """The records that units name, each asked for once, as they were when the file was imported."""

    def __init__(self, by: User) -> None:
        self.viewer = viewer_of(by)
        self.changed: dict[tuple[str, str], ChangedRecord] = {}
        self.confirmed: list[tuple[models.Model, str, str]] = []

    def find(self, name: str) -> tuple[ChangedRecord, str]:
        """The record and the field that a unit names. Refused if there is none that an editor can change."""
        kind, _slash, rest = name.partition("/")
        key, _slash, column = rest.rpartition("/")
        if column not in open_fields(kind):
            raise Refused(_("no translatable text has this name. Expected kind, identifier and field."))
        if (kind, key) not in self.changed:
            instance = self._instance(model_of(kind), key)
            seen = programmes.fingerprint_of(instance) if type(instance) in OF_PROGRAMMES else fingerprint(instance)
            self.changed[kind, key] = ChangedRecord(instance, seen)
        return self.changed[kind, key], column

    def _instance(self, model: type[models.Model], key: str) -> models.Model:
        visible_to = kind_of(model).past_visible_to
        records = visible_to(self.viewer) if visible_to else model._default_manager.all()
        has_slug = has_own_slug(model)
        is_number = key.isascii() and key.isdigit() and len(key) < 18
        matches = records.filter(slug=key) if has_slug else records.filter(pk=key) if is_number else records.none()
        instance = matches.first()
        if instance is None:
            raise Refused(_("there is no such record."))
        return instance


def _take(outcome: Outcome, unit: Incoming, known: _Records) -> None:
    """Put the words of one unit into its record, or count why not."""
    changed, column = known.find(unit.id)
    text: MultilingualText = getattr(changed.instance, column)
    before, after = text.get(outcome.language, ""), unit.target.strip()
    original = _original(text, unit, outcome.language)
    if not after or unit.is_unfinished:
        outcome.unfinished += 1
    elif after == before:
        outcome.same += 1
        if _is_stale(changed.instance, column, outcome.language):
            known.confirmed.append((changed.instance, column, original))
            outcome.held.append(unit.id)
    else:
        _check_target(unit, before, text[original], after)
        check_may_replace(changed.instance, before)
        setattr(changed.instance, column, MultilingualText({**text, outcome.language: after}))
        outcome.changes.append(Change(unit.id, _name(changed.instance), before, after))


def _take_passage(outcome: Outcome, unit: Incoming, passages: IncomingPassages) -> None:
    change = passages.take(unit)
    if change is None:
        if unit.target.strip() and not unit.is_unfinished:
            outcome.same += 1
        else:
            outcome.unfinished += 1
    elif change.is_confirmed:
        outcome.same += 1
        outcome.held.append(unit.id)
    else:
        name = change.passage.tool.display_name()
        outcome.changes.append(Change(unit.id, name, change.before, change.after))


def _original(text: MultilingualText, unit: Incoming, language: str) -> str:
    """The language in which the original still is what was taken out."""
    wanted = unit.digest or digest_of_text(unit.source.strip())
    unchanged = next(
        (code for code, words in text.items() if code != language and digest_of_text(words) == wanted), None
    )
    if unchanged:
        return unchanged
    now = next((words for code, words in text.items() if code != language), "")
    raise Refused(
        _("the original has changed since the export. Expected “%(now)s”, found “%(was)s”. Export it again.")
        % {"now": _short(now), "was": _short(unit.source)}
    )


def _check_target(unit: Incoming, before: str, source: str, after: str) -> None:
    if unit.target_digest and digest_of_text(before) != unit.target_digest:
        raise Refused(
            _("the translation has changed since the export; it is now “%(now)s”. Export it again.")
            % {"now": _short(before)}
        )
    lost, more = Counter(PLACEHOLDER.findall(source)), Counter(PLACEHOLDER.findall(after))
    if lost != more:
        values = {
            "expected": " ".join(sorted(lost.elements())) or "–",
            "found": " ".join(sorted(more.elements())) or "–",
        }
        raise Refused(_("expected the placeholders %(expected)s, found %(found)s. Keep them unchanged.") % values)


def check_may_replace(instance: models.Model, before: str) -> None:
    """A text that was adopted gets a language that it lacks; the words it has stay.

    Refused if words of an adopted text would change. Texts that were issued or submitted to Member States are checked
    by their own models' rules when saved.
    """
    decision = instance.decision if isinstance(instance, OperativeParagraph) else instance
    if before and isinstance(decision, Decision) and decision.state != DecisionState.DRAFT:
        raise Refused(_("this text was adopted and can no longer be changed here. Correct it in the administration."))


def _is_stale(instance: models.Model, column: str, language: str) -> bool:
    gap = TextGap.objects.filter(kind=slug_of(type(instance)), record=instance.pk, field=column).first()
    return bool(gap and gap.stale & BIT[language])


def _save(outcome: Outcome, known: _Records, passages: IncomingPassages, by: User) -> None:
    outcome.faults += passages.save(by)
    changed = {change.unit.rpartition("/")[0] for change in outcome.changes}
    for (kind, key), record_changed in known.changed.items():
        if f"{kind}/{key}" in changed:
            outcome.faults += _faults_of(f"{kind}/{key}", record_changed, by)
    for instance, column, original in known.confirmed:
        seen = digest_of_text(getattr(instance, column)[original])
        confirm_text(instance, column, outcome.language, original, seen=seen, by=by)
    if (outcome.changes or outcome.held) and not outcome.faults:
        details = {"language": outcome.language, "units": len(outcome.changes), "held": len(outcome.held)}
        record("translation.imported", by, by=by, **details)


def _faults_of(name: str, changed: ChangedRecord, by: User) -> Iterable[str]:
    """Save one record by the action of the administration; gives what that refuses."""
    model = type(changed.instance)
    try:
        with refusing_in_sentences(), transaction.atomic():
            if model in OF_PROGRAMMES:
                programmes.save_translation(changed.instance, changed.seen, by)
            else:
                VIEWSETS[model].change(changed, by=by)
    except Refused as refusal:
        return [f"{name}: {refusal}"]
    except ValidationError as error:
        return [f"{name}: {sentence}" for sentences in messages_of(error).values() for sentence in sentences]
    return []


def _name(instance: models.Model) -> str:
    texts = (getattr(instance, each, None) for each in NAMED)
    return next((plain(text) for text in texts if isinstance(text, MultilingualText) and text), str(instance))


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
