"""Returns of the invented States in the rounds of the demonstration at the real date: one in each status.

A return belongs to its State and the secretariat, and is in no report; that it is invented stands in the names of the
State and of the round, and in the note of the State.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.config.example.return_figures import Profile, make_figures
from palermo.config.example.returns import PREFIX
from palermo.config.other_days import as_on
from palermo.returns.actions import filling, return_queries, returns, rounds
from palermo.returns.cells import Place
from palermo.returns.entries import Entry
from palermo.returns.figures import structure_of
from palermo.returns.models import Return, ReturnBlock, Round, RoundInvitation

SEED = 55182
PROFILES: Mapping[str, Profile] = {
    "arvania": Profile(420, lacking=("forced_military",)),
    "belmora": Profile(160, unrecorded=("victims-means", "suspected-form"), growth=6.5),
    "cordelia": Profile(75, lacking=("illegal_adoption", "forced_surrogacy"), withholds=True),
    "doriland": Profile(260, unrecorded=("assistance-services",)),
    "estrania": Profile(130, withholds=True),
}
# How far the return for the last year has come; a State that is not here has begun none.
LAST_STEP = {"arvania": "accept", "belmora": "query", "cordelia": "receive", "doriland": "complete", "estrania": "fill"}
STEPS = ("fill", "complete", "approve", "receive", "query", "accept")
# Of a draft that was begun.
BEGUN = ("offences", "suspected")
NOTE = "Invented figures of an invented State. They show how a return is filled in and say nothing of any State."
EXPLAINED = "Invented: two persons whose age was found out only after the end of the year are in the total alone."
QUERY = "Invented: this is more than five times the figure for the year before. What has changed?"
ANSWER = "Invented: a second agency began to record; its cases are included for the first time."
REASON = "Invented: one district had sent its figures twice."


@transaction.atomic
def add_returns(two_rounds: list[Round], *, by: Actor) -> None:
    """Add the returns for two years, once, and close the earlier round."""
    if Return.objects.filter(round__in=two_rounds).exists():
        return
    earlier, later = two_rounds
    for name, profile in PROFILES.items():
        state = f"{PREFIX}{name}"
        random = Random(f"{SEED}-{name}")  # noqa: S311 -- the same figures each time
        first = _add(earlier, state, profile, random, 1 / profile.growth, by)
        _carry_on(first, "accept", by)
        if name == "arvania":
            _correct(first, by)
        second = _add(later, state, profile, random, 1.0, by, begun=BEGUN if LAST_STEP[name] == "fill" else ())
        _carry_on(second, LAST_STEP[name], by)
    with as_on(_day(earlier, 260)):
        rounds.close_round(earlier, on=_day(earlier, 260), by=by)


def _day(round_: Round, days: int) -> date:
    """So many days after the round opened."""
    assert round_.opens_on is not None
    return round_.opens_on + timedelta(days=days)


def _add(
    round_: Round,
    state: str,
    profile: Profile,
    random: Random,
    scale: float,
    by: Actor,
    begun: tuple[str, ...] = (),
) -> Return:
    """A return that is filled in; of a draft only the sections that were begun."""
    invitation = RoundInvitation.objects.get(round=round_, state__slug=state)
    structure = structure_of(round_.edition)
    figures = _explain(make_figures(structure, profile, random, scale=scale))
    if begun:
        tables = {table.key for section in structure.sections if section.key in begun for table in section.tables}
        figures = {place: entry for place, entry in figures.items() if place[0] in tables}
    with as_on(_day(round_, 21)):
        national_return = returns.open_return(invitation, by=by)
        returns.write_note(national_return, note=NOTE, by=by)
    with as_on(_day(round_, 48)):
        _describe(national_return)
        filling.save_figures(national_return, figures, seen=0, by=by, with_notes=True)
    return national_return


def _explain(figures: dict[Place, Entry]) -> dict[Place, Entry]:
    """A total that is greater than its parts, with the note that explains it; where the figure is a number."""
    place = ("suspected-sex-age", "female.total")
    entry = figures[place]
    if entry.value:
        figures[place] = replace(entry, value=entry.value + 2, note=EXPLAINED)
    return figures


def _describe(national_return: Return) -> None:
    """Note who recorded the figures of each table, under which article and in which unit."""
    tables = structure_of(national_return.round.edition).tables
    state = national_return.state.short_name["en"]
    blocks = list(national_return.blocks.all())
    for block in blocks:
        asks = tables[block.table].asks
        justice = block.table.startswith(("offences", "suspected", "prosecuted", "convicted"))
        block.agency = f"{'Ministry of Justice' if justice else 'National Police'} of {state}"
        block.unit = tables[block.table].units[0]
        block.article_text = "Criminal Code, article 12 (invented)" if "article" in asks else ""
    ReturnBlock.objects.bulk_update(blocks, ["agency", "unit", "article_text"])


def _carry_on(national_return: Return, until: str, by: Actor) -> None:
    """Take a return to a step, each step on a day of its own."""
    round_ = national_return.round
    for number, step in enumerate(STEPS[1 : STEPS.index(until) + 1]):
        with as_on(_day(round_, 62 + 9 * number)):
            if step == "query":
                if until == "query" or national_return.number > 1:
                    _query(national_return, by)
                continue
            act = {
                "complete": returns.complete_return,
                "approve": returns.approve_return,
                "receive": returns.receive_return,
                "accept": returns.accept_return,
            }[step]
            act(national_return, by=by)


def _query(national_return: Return, by: Actor) -> None:
    """One query that was answered, and one that awaits an answer."""
    block = ReturnBlock.objects.get(of=national_return, table="victims-sex-age")
    first = return_queries.ask_about_table(block, cell="total.total", text=QUERY, by=by)
    return_queries.answer_query(first, answer=ANSWER, by=by)
    block = ReturnBlock.objects.get(of=national_return, table="suspected-sex-age")
    return_queries.ask_about_table(block, cell="total.total", text=QUERY, by=by)


def _correct(national_return: Return, by: Actor) -> None:
    """Correct an accepted return by a new one, which is accepted too."""
    with as_on(_day(national_return.round, 120)):
        corrected = returns.correct_return(national_return, reason=REASON, by=by)
        place = ("offences-place", "domestic.figure")
        change = {
            ("offences-place", cell): _less(corrected, "offences-place", cell) for cell in ("total.figure", place[1])
        }
        change["offences-form", "total.figure"] = change["offences-place", "total.figure"]
        change["offences-form", "sexual.figure"] = _less(corrected, "offences-form", "sexual.figure")
        filling.save_figures(corrected, change, seen=0, by=by, with_notes=True)
    for number, act in enumerate(
        (returns.complete_return, returns.approve_return, returns.receive_return, returns.accept_return)
    ):
        with as_on(_day(national_return.round, 125 + 7 * number)):
            act(corrected, by=by)


def _less(national_return: Return, table: str, cell: str) -> Entry:
    """A figure without one case that was counted twice."""
    figure = national_return.figures.get(table=table, cell=cell)
    assert figure.value is not None
    return Entry(figure.kind, figure.value - 1, note=figure.note)
