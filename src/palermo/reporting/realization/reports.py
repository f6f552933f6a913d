"""A whole report in one language: sections and paragraphs numbered, its masthead, its length."""

from dataclasses import replace
from itertools import count
from typing import Any

from palermo.core.languages import BY_CODE, Language
from palermo.reporting import spoken, tree
from palermo.reporting.realization.catalogue import message
from palermo.reporting.realization.gaps import RecordLabels, no_labels
from palermo.reporting.realization.inline import follow, join_sentences, plain, realize_all
from palermo.reporting.realization.labels import annex_label, section_label, subparagraph_label
from palermo.reporting.realization.telling import Telling
from palermo.reporting.realization.words import words_of

_LABELS = ("summary", "contents", "paragraphs", "page", "sources")
# Official papers in these languages print distribution, date and languages in English.
_PARTICULARS_IN_ENGLISH = frozenset({"ar", "zh", "ru"})


def speak(report: tree.Report, language: Language | str, *, labels: RecordLabels = no_labels) -> spoken.Report:
    """The report in a language.

    Parameters
    ----------
    report : tree.Report
    language : Language or str
        One of the six, or its code.
    labels : callable
        What readers know a record by whose text is missing.

    Returns
    -------
    spoken.Report
        With every text the record lacks marked as a gap and listed in `problems`.
    """
    telling = Telling(BY_CODE[language] if isinstance(language, str) else language, labels=labels)
    # In the order of reading: footnotes are numbered on the way.
    masthead = _masthead(report.masthead, telling)
    marked_notes = _marked_notes(telling)
    title, subtitle = (
        _realize_content("title", report.title, telling),
        _realize_content("title", report.subtitle, telling),
    )
    # Summary and body are read on their own: each names everything in full at its first mention.
    telling.mentioned.clear()
    summary = tuple(_paragraph(paragraph, None, telling) for paragraph in report.summary)
    telling.mentioned.clear()
    sections = _sections(report.sections, telling)
    footnotes = tuple(telling.footnotes)
    wording = spoken.Report(
        blueprint=report.blueprint,
        version=report.version,
        cutoff=report.cutoff,
        language=telling.language,
        masthead=masthead,
        title=title,
        subtitle=subtitle,
        summary=summary,
        sections=sections,
        footnotes=footnotes,
        labels=_labels(telling.lang),
        has_contents=report.has_contents,
        words=0,
        word_limit=report.word_limit,
        problems=(),
        marked_notes=marked_notes,
    )
    words = words_of(wording)
    _object_to_length(words, report.word_limit, telling)
    return replace(wording, words=words, problems=(*telling.problems, *_questions(report, telling)))


def speak_block(
    block: tree.Block, language: str
) -> list[tuple[spoken.Paragraph | spoken.Table, list[spoken.Footnote]]]:
    """A paragraph or table on its own, with its footnotes: with every name in full at its first mention, then in short.

    Which of both a report reads depends on what stands before the paragraph.
    """
    telling, renditions = Telling(BY_CODE[language]), []
    for _times in range(2):
        telling.footnotes.clear()
        renditions.append((_block(block, count(1), telling), list(telling.footnotes)))
    return renditions


def speak_words(content: tuple[tree.Inline, ...], language: str) -> str:
    """Words on their own, such as those of a heading, with names in full."""
    return plain(realize_all(content, Telling(BY_CODE[language])))


def _realize_content(where: str, content: tuple[tree.Inline, ...], telling: Telling) -> spoken.Spoken:
    telling.where = where
    return realize_all(content, telling)


def _realize_optional(content: tuple[tree.Inline, ...] | None, telling: Telling) -> spoken.Spoken | None:
    return None if content is None else _realize_content("masthead", content, telling)


def _masthead(masthead: tree.Masthead, telling: Telling) -> spoken.Masthead:
    in_english = telling.lang in _PARTICULARS_IN_ENGLISH
    # Nothing there is read from the record, so nothing can be missing.
    particulars = Telling(BY_CODE["en"]) if in_english else telling
    original = tree.Message("common.original", {"language": masthead.original_language})
    is_original = masthead.original_language == telling.lang
    version = None if is_original else (tree.Message("common.version", {"language": telling.lang}),)
    return spoken.Masthead(
        organ=_realize_content("masthead", masthead.organ, telling),
        symbol=masthead.symbol,
        symbol_line=_realize_optional(_symbol(masthead), telling),
        distribution=_realize_content("masthead", masthead.distribution, particulars),
        date=_realize_optional((tree.Day(masthead.date),) if masthead.date else None, particulars),
        original=_realize_content("masthead", (original,), particulars),
        session=_realize_optional(masthead.session, telling),
        place_and_dates=_realize_optional(masthead.place_and_dates, telling),
        agenda_item=_with_marks(_realize_optional(masthead.agenda_item, telling)),
        organization=_realize_content("masthead", masthead.organization, telling),
        subsidiary=_realize_optional(masthead.subsidiary, telling),
        version=_realize_optional(version, particulars),
        agenda_item_title=_realize_optional(masthead.agenda_item_title, telling),
        particulars_language=particulars.lang if in_english else "",
        original_language=masthead.original_language,
        body=masthead.body,
        issued_on=masthead.date.value if masthead.date else None,
        changes=masthead.changes,
        changes_on=masthead.changes_on,
    )


def _symbol(masthead: tree.Masthead) -> tuple[tree.Inline, ...] | None:
    """The symbol, or that it is pending; a paper issued without one has no such line."""
    if masthead.symbol:
        return (tree.Symbol(masthead.symbol),)
    if masthead.date:
        return None
    if masthead.symbol_prefix:
        return (tree.Message("common.symbol_pending_under", {"prefix": tree.Symbol(masthead.symbol_prefix)}),)
    return (tree.Message("common.symbol_pending"),)


def _with_marks(words: spoken.Spoken | None) -> spoken.Spoken | None:
    """The line with asterisks where notes are called: one for the first note, two for the second."""
    if words is None:
        return None
    return tuple(
        spoken.NoteCall(None, "*" * part.number) if isinstance(part, spoken.NoteCall) and part.number else part
        for part in words
    )


def _marked_notes(telling: Telling) -> tuple[spoken.Footnote, ...]:
    """The notes that the masthead called, with their asterisks; the first footnote after them is number 1."""
    notes = tuple(spoken.Footnote(None, note.content, "*" * at) for at, note in enumerate(telling.footnotes, start=1))
    telling.footnotes.clear()
    return notes


def _sections(sections: tuple[tree.Section, ...], telling: Telling) -> tuple[spoken.Section, ...]:
    numbers, places = count(1), {False: count(1), True: count(1)}
    annexes = sum(section.is_annex for section in sections)
    labels = [
        ""
        if not section.title
        else annex_label(next(places[True]), annexes, telling.lang)
        if section.is_annex
        else section_label(next(places[False]), telling.lang)
        for section in sections
    ]
    return tuple(_section(label, section, numbers, telling) for label, section in zip(labels, sections, strict=True))


def _section(label: str, section: tree.Section, numbers: "count[int]", telling: Telling) -> spoken.Section:
    telling.take_mentions()
    title = _realize_content(section.key, section.title, telling)
    mentions = telling.take_mentions()
    blocks = tuple(_block(block, numbers, telling) for block in section.blocks)
    counted = [block.number for block in blocks if isinstance(block, spoken.Paragraph) and block.number]
    return spoken.Section(
        key=section.key,
        label=label,
        title=title,
        blocks=blocks,
        first_paragraph=counted[0] if counted else None,
        last_paragraph=counted[-1] if counted else None,
        mentions=mentions,
    )


def _block(block: tree.Block, numbers: "count[int]", telling: Telling) -> spoken.Paragraph | spoken.Table:
    if isinstance(block, tree.Table):
        return _table(block, telling)
    return _paragraph(block, next(numbers) if block.numbered else None, telling)


def _paragraph(paragraph: tree.Paragraph, number: int | None, telling: Telling) -> spoken.Paragraph:
    return spoken.Paragraph(
        key=paragraph.key,
        number=number,
        **_clauses(paragraph, telling),
        sources=paragraph.sources,
        subparagraphs=tuple(
            _subparagraph(part, subparagraph_label(at, telling.lang), telling)
            for at, part in enumerate(paragraph.subparagraphs, start=1)
        ),
        emphasis=paragraph.emphasis,
    )


def _clauses(paragraph: tree.Paragraph, telling: Telling) -> dict[str, Any]:
    """The words of a paragraph, whole and clause by clause."""
    telling.where = paragraph.key
    clauses: list[spoken.Clause] = []
    for each in paragraph.clauses:
        clause = _clause(each, telling)
        if clauses and isinstance(each.content, tree.RecordText):
            clause = replace(clause, content=follow(clauses[-1].content, clause.content, telling.lang))
        clauses.append(clause)
    return {"content": join_sentences([each.content for each in clauses], telling.lang), "clauses": tuple(clauses)}


def _clause(clause: tree.Clause, telling: Telling) -> spoken.Clause:
    telling.take_mentions()
    content = realize_all((clause.content,), telling)
    return spoken.Clause(content, clause.facts, telling.take_mentions())


def _subparagraph(part: tree.Subparagraph, label: str, telling: Telling) -> spoken.Subparagraph:
    clauses: list[spoken.Clause] = []
    for at, each in enumerate(part.clauses):
        clause = _clause(each, telling)
        if at and all(isinstance(of.content, tree.RecordText) for of in part.clauses[at - 1 : at + 1]):
            clause = replace(clause, content=follow(clauses[-1].content, clause.content, telling.lang))
        clauses.append(clause)
    return spoken.Subparagraph(
        label,
        join_sentences([each.content for each in clauses], telling.lang),
        part.sources,
        tuple(mention for each in clauses for mention in each.mentions),
        tuple(clauses),
    )


def _questions(report: tree.Report, telling: Telling) -> list[spoken.Problem]:
    """What the record leaves open, as problems of the paper."""
    return [
        spoken.Problem(f"{each.source.kind}/{each.source.id}", telling.lang, each.sentence, each.blocks)
        for each in report.questions
    ]


def _table(table: tree.Table, telling: Telling) -> spoken.Table:
    telling.take_mentions()
    caption = _realize_content(table.key, table.caption, telling)
    headings = tuple(realize_all(heading, telling) for heading in table.headings)
    rows = tuple(tuple(realize_all(cell, telling) for cell in row) for row in table.rows)
    mentions = telling.take_mentions()
    picture = _picture(table.picture, telling) if table.picture else None
    # The picture says what the cells say.
    telling.take_mentions()
    return spoken.Table(table.key, caption, headings, rows, table.sources, mentions, picture)


def _picture(
    picture: tree.WorldPicture | tree.ChartPicture, telling: Telling
) -> spoken.WorldPicture | spoken.ChartPicture:
    if isinstance(picture, tree.ChartPicture):
        return _chart_picture(picture, telling)
    categories = tuple(plain(realize_all(words, telling)) for words in picture.categories)
    return spoken.WorldPicture(categories, picture.states)


def _chart_picture(picture: tree.ChartPicture, telling: Telling) -> spoken.ChartPicture:
    def words(content: tuple[tree.Inline, ...]) -> str:
        return plain(realize_all(content, telling))

    return spoken.ChartPicture(
        picture.form,
        words(picture.heading),
        tuple(map(words, picture.series)),
        tuple(
            spoken.PictureRow(
                words(row.label),
                tuple(
                    spoken.PictureValue(each.kind, words(each.words), each.number, each.low, each.high)
                    for each in row.values
                ),
                row.code,
            )
            for row in picture.rows
        ),
        words(picture.words),
    )


def _labels(lang: str) -> spoken.Labels:
    return spoken.Labels(**{label: message(f"common.{label}", lang).format({}) for label in _LABELS})


def _object_to_length(words: int, limit: int | None, telling: Telling) -> None:
    if limit is not None and words > limit:
        telling.where = "length"
        telling.object_to(f"{words} words, {words - limit} more than the limit of {limit}")
