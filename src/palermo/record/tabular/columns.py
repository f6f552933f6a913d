"""Which column fills which key: guessed from its name in any of the six languages, and corrected by the user."""

import re
from collections.abc import Iterable, Mapping

from django.utils import translation

from palermo.core.languages import CODES, LANGUAGES
from palermo.core.records import field_label
from palermo.record.tabular.targets import Key, Target
from palermo.site.tables.sheets import Sheet, TableRefused

Columns = dict[int, str]
NOT_LETTERS = re.compile(r"[\W_]+")
WITH_LANGUAGE = re.compile(r"^(?P<name>.*?)[\s._\-(\[]+(?P<language>[\w-]+)[)\]]?$")
LANGUAGE_NAMES = {
    **{code: code for code in CODES},
    **{language.name.casefold(): language.code for language in LANGUAGES},
    **{language.tag.casefold(): language.code for language in LANGUAGES},
    **{
        name: code
        for code, names in {
            "ar": "arabic arabe árabe арабский 阿拉伯文 阿拉伯语",
            "zh": "chinese chinois chino китайский 中文 汉语 الصينية",
            "en": "english anglais inglés английский 英文 英语 الإنكليزية الإنجليزية",
            "fr": "french français francés французский 法文 法语 الفرنسية",
            "ru": "russian russe ruso русский 俄文 俄语 الروسية",
            "es": "spanish espagnol español испанский 西班牙文 西班牙语 الإسبانية",
        }.items()
        for name in names.split()
    },
}


def guess_columns(sheet: Sheet, target: Target) -> Columns:
    """The key of each column whose name is known, each key once; columns with other names are left out."""
    known, columns = names_by_key(target), Columns()
    for place, head in enumerate(sheet.head):
        path = _path(head, target, known)
        if path and path not in columns.values():
            columns[place] = path
    return columns


def names_by_key(target: Target) -> dict[str, tuple[Key, str]]:
    """Every name under which a key is known, and the language that the name is in."""
    known: dict[str, tuple[Key, str]] = {}
    for key in target.keys:
        for words in (key.path, key.name):
            known.setdefault(_bare(words), (key, ""))
    for language in LANGUAGES:
        with translation.override(language.django_code):
            for key in target.keys:
                for words in _labels(key):
                    known.setdefault(_bare(words), (key, language.code))
    return known


def _labels(key: Key) -> list[str]:
    """What the key is called on forms, in the language that is active; first by its own name, then by its field's."""
    names = dict.fromkeys((key.name, key.attribute) if key.part else (key.attribute, key.name))
    labels = ((name, field_label(key.table.model, name)) for name in names)
    return [label for name, label in labels if label != name]


def _path(head: str, target: Target, known: Mapping[str, tuple[Key, str]]) -> str:
    paths = {key.path for key in target.keys}
    if head in paths:
        return head
    named, language = _split_head(head)
    if named and language and _bare(named) in known:
        path = f"{known[_bare(named)][0].name}.{language}"
        if path in paths:
            return path
    if _bare(head) not in known:
        return ""
    key, in_language = known[_bare(head)]
    path = f"{key.name}.{in_language or 'en'}"
    return path if path in paths else key.path


def _split_head(head: str) -> tuple[str, str]:
    """A name and the language behind it: "Title (fr)", "标题（中文）", "title_ru"."""
    match = WITH_LANGUAGE.match(head.replace("（", "(").replace("）", ")"))
    code = LANGUAGE_NAMES.get(match["language"].casefold(), "") if match else ""
    return (match["name"], code) if match and code else ("", "")


def _bare(words: str) -> str:
    return NOT_LETTERS.sub(" ", words.casefold()).strip()


def correct_columns(columns: Columns, sheet: Sheet, target: Target, wanted: Iterable[tuple[str, str]]) -> Columns:
    """The columns as somebody corrected some of them: pairs of a column's name and a key, empty for "not used".

    Raises
    ------
    TableRefused
        If there is no such key.
    """
    columns, paths, sentences = dict(columns), [key.path for key in target.keys], list[str]()
    for head, path in wanted:
        if path and path not in paths:
            sentences.append(f"Column “{head}”: expected one of the keys {', '.join(paths)}, found “{path}”.")
        else:
            place = sheet.head.index(head)
            columns = {at: each for at, each in columns.items() if at != place and each != path}
            columns |= {place: path} if path else {}
    if sentences:
        raise TableRefused(sentences)
    return dict(sorted(columns.items()))


def check_columns(columns: Columns, sheet: Sheet, target: Target) -> list[str]:
    """What keeps the columns from being imported: two for one key, or none that says which record a row is."""
    sentences, first = [], dict[str, int]()
    for place, path in columns.items():
        if first.setdefault(path, place) != place:
            one, other = sheet.head[first[path]], sheet.head[place]
            sentences.append(f"Columns “{one}” and “{other}”: expected one column for {path}, found two.")
    if target.part and target.first not in columns.values():
        sentences.append(
            f"{sheet.name}: expected a column for {target.first}, the record a row belongs to, found none."
        )
    return sentences


def unused_columns(columns: Columns, sheet: Sheet) -> list[str]:
    """The names of the columns that fill nothing."""
    return [head for place, head in enumerate(sheet.head) if head and place not in columns]
