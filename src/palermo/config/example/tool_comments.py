"""Two rounds of invented comments on the model law of the demonstration, with the versions that were discussed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.events.models.events import Event
from palermo.toolkit.actions.texts import freeze_version, publish_version
from palermo.toolkit.models import (
    ExpertDetails,
    PassageComment,
    PassageText,
    RoundExpert,
    TextRound,
    Tool,
    ToolVersion,
    VersionText,
)
from palermo.toolkit.queries.texts import current_rows
from palermo.toolkit.texts.passages import Row, digest_rows, rows_to_json

FILE = Path(__file__).with_suffix(".yaml")
LANGUAGES = ("en", "zh")
FOR_EXPERTS = MultilingualText(
    {
        "ar": "مسودة لاجتماع فريق الخبراء",
        "zh": "专家组会议草案",
        "en": "Draft for the expert group meeting",
        "fr": "Projet pour la réunion du groupe d’experts",
        "ru": "Проект для совещания группы экспертов",
        "es": "Borrador para la reunión del grupo de expertos",
    }
)
FOR_STATES = MultilingualText(
    {
        "ar": "مسودة للتشاور مع الدول الأعضاء",
        "zh": "征求会员国意见的草案",
        "en": "Draft for consultation of Member States",
        "fr": "Projet pour la consultation des États Membres",
        "ru": "Проект для консультаций с государствами-членами",
        "es": "Borrador para la consulta de los Estados Miembros",
    }
)
REVISED = MultilingualText(
    {
        "ar": "النص المنقح بعد التشاور",
        "zh": "磋商后修订案文",
        "en": "Text revised after the consultation",
        "fr": "Texte révisé après la consultation",
        "ru": "Текст, пересмотренный после консультаций",
        "es": "Texto revisado tras la consulta",
    }
)
NAMES = (FOR_EXPERTS, FOR_STATES)


@transaction.atomic
def load_rounds(*, by: Actor) -> None:
    """Load the rounds, once, after the texts of the tools."""
    stored = yaml.safe_load(FILE.read_text())
    tool = Tool.objects.select_related("activity").filter(activity__slug=stored["tool"]).first()
    if tool is None or tool.rounds.exists() or not tool.passages.exists():
        return
    rounds = stored["rounds"]
    for at, each in enumerate(rounds):
        version = _freeze(tool, rounds[at:], NAMES[at], each["opened_on"], by)
        _load_round(tool, version, each, by)
    last = freeze_version(tool, name=REVISED, on=rounds[-1]["answered_on"], by=by)
    publish_version(last, audience=Audience.MEMBER_STATES, on=rounds[-1]["answered_on"], by=by)


def _freeze(tool: Tool, rounds: list[dict[str, Any]], name: MultilingualText, on: date, by: Actor) -> ToolVersion:
    """The version before a round: the present text with the words that this round and the later ones changed."""
    version = freeze_version(tool, name=name, languages=LANGUAGES, on=on, by=by)
    for code in LANGUAGES:
        earlier = {each["key"]: each["text"][code] for later in reversed(rounds) for each in later["earlier"]}
        absent = {key for later in rounds for key in later.get("absent", ())}
        rows = _rows_before(current_rows(tool, code), earlier, absent)
        VersionText.objects.filter(version=version, language=code).update(
            content=rows_to_json(rows), digest=digest_rows(rows)
        )
    return publish_version(version, audience=Audience.MEMBER_STATES, on=on, by=by)


def _rows_before(rows: Iterable[Row], earlier: Mapping[str, str], absent: set[str]) -> list[Row]:
    return [
        Row(row.key, row.kind, row.parent, earlier.get(row.key, row.content), row.document, row.is_missing)
        for row in rows
        if row.key not in absent and row.parent not in absent
    ]


def _load_round(tool: Tool, version: ToolVersion, stored: Mapping[str, Any], by: Actor) -> None:
    round = TextRound.objects.create(
        slug=f"{tool.activity.slug}-round-{stored['number']}",
        tool=tool,
        version=version,
        number=stored["number"],
        kind=stored["kind"],
        event=Event.objects.filter(activity__slug=stored.get("event", "")).first(),
        all_states=stored["kind"] == "states",
        instructions=MultilingualText(stored["instructions"]),
        state=stored["state"],
        **{name: stored[name] for name in ("opened_on", "closes_at", "closed_on", "answered_on")},
    )
    record("text_round.prepared", round, by=by, tool=tool.activity.slug, version=version.number)
    experts = {each["number"]: _load_expert(round, stored["opened_on"], each) for each in stored.get("experts", ())}
    for each in stored["comments"]:
        _load_comment(round, each, experts, stored["decided_on"])
    record("text_round.answered", round, by=by)


def _load_expert(round: TextRound, opened_on: date, stored: Mapping[str, Any]) -> RoundExpert:
    assert round.opened_on, "a round of the demonstration that was never opened"
    expert = RoundExpert.objects.create(
        round=round, number=stored["number"], is_named=stored["is_named"], invited_on=opened_on
    )
    ExpertDetails.objects.create(
        expert=expert,
        name=stored["name"]["en"],
        function=stored["function"]["en"],
        email=stored["email"],
        language=stored["language"],
    )
    return expert


def _load_comment(
    round: TextRound, stored: Mapping[str, Any], experts: Mapping[int, RoundExpert], decided_on: date
) -> None:
    written_at = stored["written_at"]
    assert isinstance(written_at, datetime)
    led_to = PassageText.objects.filter(
        passage__tool=round.tool, passage__key=stored.get("led_to", ""), language="en", is_current=True
    )
    by_state = State.objects.filter(slug=stored.get("by_state", "")).first()
    PassageComment.objects.create(
        round=round,
        number=stored["number"],
        passage=stored["passage"],
        language=stored["language"],
        quote=stored.get("quote", ""),
        topic=stored["topic"],
        text=stored.get("text", ""),
        proposal=stored.get("proposal", ""),
        expert=experts.get(stored.get("expert", 0)),
        by_state=by_state,
        written_at=written_at,
        state=stored["state"],
        response=MultilingualText(stored.get("response", {})),
        decided_on=None if stored["state"] == "open" else decided_on,
        led_to=led_to.first(),
    )
