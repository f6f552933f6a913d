"""Questionnaires, rounds and national returns."""

from datetime import date

from palermo.accounts.models import State
from palermo.returns.models import (
    Questionnaire,
    QuestionnaireEdition,
    Return,
    ReturnBlock,
    ReturnFigure,
    ReturnQuery,
    Round,
    RoundInvitation,
)
from tests.factories.accounts import make_state
from tests.factories.common import number, text
from tests.factories.governance import make_mandate
from tests.factories.knowledge import DIGEST, make_agreement, make_source

# Two tables of two sections: victims by sex and age, and proceedings by stage; one with open rows.
SMALL = """
units:
  persons: {en: Persons, fr: Personnes}
dimensions:
  sex:
    title: {en: Sex, fr: Sexe}
    list: sex/1
    codes: {total: {en: Total}, female: {en: Female, fr: Femmes}, male: {en: Male, fr: Hommes}}
  age:
    title: {en: Age}
    codes: {total: {en: Total}, adult: {en: Adults}, child: {en: Children}}
  citizenship: {title: {en: Citizenship}, list: m49/1, open: true}
  year: {title: {en: Year}, codes: {figure: {en: Number}}}
sections:
  - key: victims
    title: {en: Victims, fr: Victimes}
    tables:
      - key: detected
        title: {en: Detected victims, fr: Victimes détectées}
        guidance: {en: Count each person once.}
        units: [persons]
        asks: [article, agency, unit]
        rows: [{dimension: sex, total: total}]
        columns: [{dimension: age, total: total}]
      - key: citizenships
        title: {en: Victims by citizenship}
        units: [persons]
        rows: [{dimension: citizenship}]
        columns: [{dimension: year}]
  - key: justice
    title: {en: Criminal justice}
    tables:
      - key: convicted
        title: {en: Persons convicted}
        units: [persons]
        asks: [article, agency, unit]
        rows: [{dimension: sex, total: total}]
        columns: [{dimension: year}]
rules:
  - {id: sum-of-sexes, kind: sum, table: detected, side: rows, code: total, of: [female, male]}
  - {id: sum-of-ages, kind: sum, table: detected, side: columns, code: total, of: [adult, child]}
  - {id: jump, kind: jump, table: detected, factor: 5, severity: warning}
"""


def make_questionnaire_edition(**fields) -> QuestionnaireEdition:
    """A published edition of a small questionnaire."""
    if "questionnaire" not in fields:
        fields["questionnaire"] = Questionnaire.objects.create(
            slug=f"questionnaire-{number()}", title=text("Questionnaire")
        )
    return QuestionnaireEdition.objects.create(
        **{
            "number": fields["questionnaire"].editions.count() + 1,
            "status": "published",
            "content": SMALL,
            "published_on": date(2007, 6, 1),
            "digest": DIGEST,
            **fields,
        }
    )


def make_round(**fields) -> Round:
    """An open round on the figures of 2007."""
    for name, make in (("edition", make_questionnaire_edition), ("mandate", make_mandate)):
        if name not in fields:
            fields[name] = make()
    return Round.objects.create(
        **{
            "slug": f"round-{number()}",
            "title": text("Round"),
            "year": 2007,
            "status": "open",
            "opens_on": date(2008, 1, 7),
            "due_on": date(2008, 3, 31),
            **fields,
        }
    )


def make_round_invitation(round_: Round | None = None, state: State | None = None, **fields) -> RoundInvitation:
    """The invitation of a State, with the agreement on its data."""
    state = state or make_state()
    if "agreement" not in fields:
        fields["agreement"] = make_agreement(make_source(state=state, audience="secretariat"))
    return RoundInvitation.objects.create(
        **{"round": round_ or make_round(), "state": state, "invited_on": date(2008, 1, 7), **fields}
    )


def make_return(state: State | None = None, **fields) -> Return:
    """A draft of a return by an invited State."""
    if "agreement" not in fields:
        invitation = make_round_invitation(fields.get("round"), state)
        fields |= {"round": invitation.round, "state": invitation.state, "agreement": invitation.agreement}
    given = {"slug": f"return-{number()}", "opened_on": date(2008, 1, 10), **({"state": state} if state else {})}
    if fields.get("status", "draft") != "draft":
        given |= {"completed_on": date(2008, 1, 15), "digest": DIGEST}
    return Return.objects.create(**{**given, **fields})


def make_figure(of: Return, table: str, cell: str, value: int | None = 12, **fields) -> ReturnFigure:
    """A figure; a count unless fields say otherwise."""
    kind = "zero" if value == 0 else "count"
    return ReturnFigure.objects.create(
        **{"of": of, "table": table, "cell": cell, "kind": kind, "value": value, **fields}
    )


def make_block(of: Return, table: str, *people, **fields) -> ReturnBlock:
    """A table of a return, with the people who are asked to fill it in."""
    block = ReturnBlock.objects.create(of=of, table=table, **fields)
    block.people.set(people)
    return block


def make_return_query(of: Return, **fields) -> ReturnQuery:
    """An open query about the first cell."""
    return ReturnQuery.objects.create(
        **{
            "of": of,
            "number": of.queries.count() + 1,
            "table": "detected",
            "cell": "total.total",
            "text": "Please check this figure.",
            "asked_on": date(2008, 1, 20),
            **fields,
        }
    )
