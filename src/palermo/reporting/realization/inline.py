"""Inline nodes in words.

A message is formatted by ICU with a private-use character in place of each inline node; then the node's
own runs are set where its character came to stand. So footnotes are numbered in the order of reading,
nothing in a record's text is ever taken for syntax, and a node the grammar leaves out is not missed.

Beside each argument ICU is given what the grammar may want to know of it:

- of dates, other forms: `{due_when}` "in March 2007", `{due_by}` "by March 2007", `{due_since}`;
- of a list, its length: `{topics_count}`;
- of a text of the record, whether there is one in this language: `{acronym_given, select, yes{…} other{…}}`;
- of a number, itself in words if it is small, before nouns of each gender: `{n_words}`, `{n_words_f}`, `{n_words_n}`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from palermo.core.speech.dates import format_day, format_day_list, format_period, format_period_list
from palermo.core.speech.lists import joints
from palermo.core.speech.numbers import spell_count
from palermo.reporting import tree
from palermo.reporting.realization.catalogue import message, with_spaces
from palermo.reporting.realization.labels import footnote_label
from palermo.reporting.realization.names import FORMS, behind, realize_name
from palermo.reporting.realization.raised import raise_letters
from palermo.reporting.realization.telling import Telling
from palermo.reporting.spoken import Footnote, NoteCall, Run, Spoken
from palermo.reporting.states import Case
from palermo.site.docx.text import Style

_FIRST_MARK = 0xF0000
_GENDERS = {"words": "m", "words_f": "f", "words_n": "n"}
_DAY_FORMS = ("when", "by", "since")
_BETWEEN_SENTENCES = {"zh": ""}
# The record's sentences begin without one, since they are also read on their own.
_CONJUNCTIONS = {"ar": "و"}

Realizer = Callable[[Telling], Spoken]


def realize_all(content: Sequence[tree.Inline], telling: Telling) -> Spoken:
    """Sentences one after the other, each with a capital; a note is called without a space before it."""
    sentences: list[Spoken] = []
    before: tree.Inline | None = None
    for node in content:
        runs = realize(node, telling)
        if isinstance(node, tree.RecordText) and isinstance(before, tree.RecordText):
            runs = follow(sentences[-1], runs, telling.lang)
        sentences.append(_with_capital(runs) if isinstance(node, tree.Message) else runs)
        before = node
    return raise_letters(join_sentences(sentences, telling.lang), telling.lang)


def join_sentences(sentences: Iterable[Spoken], lang: str) -> Spoken:
    """Sentences one after the other; a note is called without a space before it."""
    parts: list[Run | NoteCall] = []
    for sentence in sentences:
        if parts and sentence and not isinstance(sentence[0], NoteCall):
            parts.append(Run(_BETWEEN_SENTENCES.get(lang, " ")))
        parts.extend(sentence)
    return _merge_runs(parts)


def follow(before: Spoken, sentence: Spoken, lang: str) -> Spoken:
    """A sentence of the record behind another one: Arabic joins them by a conjunction, except behind a colon."""
    conjunction = _CONJUNCTIONS.get(lang)
    first = sentence[0] if sentence else None
    if not (conjunction and before and isinstance(first, Run)) or first.style is Style.GAP:
        return sentence
    return sentence if plain(before).endswith(":") else (Run(conjunction + first.text, first.style), *sentence[1:])


def realize(node: tree.Inline, telling: Telling) -> Spoken:
    """One inline node."""
    match node:
        case tree.RecordText():
            return _realize_text(node, telling)
        case tree.Written():
            return _realize_written(node, telling)
        case tree.Day(on):
            return (Run(format_day(on, telling.lang)),)
        case tree.Days(first, last):
            return (Run(format_period(first, last, telling.lang)),)
        case tree.Name():
            return realize_name(node, telling)
        case tree.DayList(days, with_year):
            return (Run(format_day_list(days, telling.lang, with_year=with_year)),)
        case tree.Periods(periods):
            return (Run(format_period_list(periods, telling.lang)),)
        case tree.Symbol(text):
            return (Run(text, Style.SYMBOL),)
        case tree.Listed(items):
            return _realize_list(items, telling)
        case tree.Emphasis(content):
            return tuple(map(_emphasise_run, realize_all(content, telling)))
        case tree.Note(content):
            return _call_note(content, telling)
        case tree.Message(key, args):
            return _realize_message(key, args, telling)


def plain(spoken: Iterable[Run | NoteCall]) -> str:
    """The words alone."""
    return "".join(part.text for part in spoken if isinstance(part, Run))


def _realize_text(node: tree.RecordText, telling: Telling) -> Spoken:
    words = node.text.get(telling.lang)
    if words:
        telling.mention(tree.Fact(node.source.kind, node.source.id, node.field), words)
        return (Run(with_spaces(words, telling.lang)),)
    fact = tree.Fact(node.source.kind, node.source.id, node.field)
    return (telling.miss(fact, node.text),)


def _realize_written(node: tree.Written, telling: Telling) -> Spoken:
    """An officer's words as they are: neither a capital nor a space is set into them."""
    for fact, words in node.names:
        telling.mention(fact, words)
        telling.mentioned.add(fact)
    return _merge_runs(
        run for part in node.parts for run in ((Run(part),) if isinstance(part, str) else realize(part, telling))
    )


def _realize_list(items: tuple[tree.Inline, ...], telling: Telling, *, form: str = "") -> Spoken:
    spoken_items = [_realize_form(item, telling, form) for item in items]
    between = joints([plain(item) for item in spoken_items], telling.lang)
    parts: list[Run | NoteCall] = list(spoken_items[0]) if spoken_items else []
    for joint, item in zip(between, spoken_items[1:], strict=True):
        parts += [Run(with_spaces(joint, telling.lang)), *item]
    return _merge_runs(parts)


def _emphasise_run(part: Run | NoteCall) -> Run | NoteCall:
    return Run(part.text, Style.EMPHASIS) if isinstance(part, Run) and part.style is Style.PLAIN else part


def _call_note(content: tuple[tree.Inline, ...], telling: Telling) -> Spoken:
    number = len(telling.footnotes) + 1
    runs = tuple(part for part in realize_all(content, telling) if isinstance(part, Run))
    label = footnote_label(number, telling.lang)
    telling.footnotes.append(Footnote(number, runs, label=label))
    return (NoteCall(number, label=label),)


def _realize_message(key: str, args: tree.Mapping[str, tree.Argument], telling: Telling) -> Spoken:
    given: dict[str, str | int] = {}
    realizers: dict[str, Realizer] = {}
    for name, argument in args.items():
        if isinstance(argument, str | int):
            given[name] = argument
        else:
            realizers.update(_forms(name, argument))
        given.update(_known_of(name, argument, telling))
    marks = {name: chr(_FIRST_MARK + at) for at, name in enumerate(realizers)}
    words = message(key, telling.lang).format({**given, **marks})
    return _merge_runs(_set_in(words, {marks[name]: realizer for name, realizer in realizers.items()}, telling))


def _forms(name: str, node: tree.Inline) -> dict[str, Realizer]:
    """The node under its name and, of dates, under the names of their other forms."""
    forms: dict[str, Realizer] = {name: partial(realize, node)}
    match node:
        case tree.Day(on):
            forms |= {f"{name}_{form}": _words(partial(format_day, on, form=form)) for form in _DAY_FORMS}
        case tree.Days(first, last):
            forms[f"{name}_when"] = _words(partial(format_period, first, last, form="when"))
        case tree.DayList(days, with_year):
            forms[f"{name}_when"] = _words(partial(format_day_list, days, form="when", with_year=with_year))
        case tree.Name():
            forms |= {f"{name}_{form}": partial(_realize_form, node, form=form) for form in FORMS}
        case tree.RecordText():
            forms |= {f"{name}_{form}": partial(_realize_form, node, form=form) for form in FORMS}
        case tree.Listed(items):
            forms |= {f"{name}_{form}": partial(_realize_list, items, form=form) for form in FORMS}
    return forms


def _realize_form(node: tree.Inline, telling: Telling, form: str = "") -> Spoken:
    """A name or a text of the record behind a preposition or in a case; anything else as it is."""
    match node:
        case tree.Name():
            return realize_name(node, telling, form)
        case tree.RecordText() if form not in Case.values:
            parts = _realize_text(node, telling)
            first = parts[0]
            assert isinstance(first, Run)
            return (Run(behind(first.text, telling.lang, form) if form else first.text, first.style), *parts[1:])
    return realize(node, telling)


def _words(realizer: Callable[..., str]) -> Realizer:
    return lambda telling: (Run(realizer(lang=telling.lang)),)


def _known_of(name: str, argument: tree.Argument, telling: Telling) -> dict[str, str | int]:
    match argument:
        case bool() | str():
            return {}
        case int():
            return {f"{name}_{form}": spell_count(argument, telling.lang, gender) for form, gender in _GENDERS.items()}
        case tree.RecordText(text):
            return {f"{name}_given": "yes" if telling.lang in text else "no"}
        case tree.Listed(items):
            return {f"{name}_count": len(items)}
        case tree.DayList(days):
            return {f"{name}_count": len(days)}
        case tree.Periods(periods):
            return {f"{name}_count": len(periods)}
    return {}


def _set_in(words: str, realizers: dict[str, Realizer], telling: Telling) -> list[Run | NoteCall]:
    parts: list[Run | NoteCall] = []
    plain_words = ""
    for sign in words:
        if sign not in realizers:
            plain_words += sign
            continue
        parts += [Run(plain_words), *realizers[sign](telling)]
        plain_words = ""
    return [*parts, Run(plain_words)]


def _with_capital(spoken: Spoken) -> Spoken:
    """The first letter large, where it is ours to change: symbols and gaps are left alone."""
    if not spoken or not isinstance(spoken[0], Run) or spoken[0].style in (Style.SYMBOL, Style.GAP):
        return spoken
    first = spoken[0]
    return (Run(first.text[:1].upper() + first.text[1:], first.style), *spoken[1:])


def _merge_runs(parts: Iterable[Run | NoteCall]) -> Spoken:
    """Neighbours of one style as one run, empty ones left out."""
    merged: list[Run | NoteCall] = []
    for part in parts:
        if isinstance(part, Run) and not part.text:
            continue
        before = merged[-1] if merged else None
        if isinstance(part, Run) and isinstance(before, Run) and before.style is part.style:
            merged[-1] = Run(before.text + part.text, part.style)
        else:
            merged.append(part)
    return tuple(merged)
