"""Arabic: vowel signs and tatweel away, forms of a letter as one, then light stripping of what is written onto a word.

After light10 (Larkey, Ballesteros and Connell, 2002): the article and conjunctions in front, endings behind. One-letter
prepositions are taken off in the index only where four letters stay; for shorter words the query asks with and without
them. Plurals by change of the word itself are known only for the field's own words, by the table below.
"""

import re
import unicodedata

ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_SIGNS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ء": None}
)
_ARTICLE = re.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
_ENDINGS = ("ها", "هم", "ات", "ان", "ون", "ين", "يه", "ه", "ي")
_PREPOSITIONS = ("ب", "ل", "ك", "ف")
# After "for the", such a word's own first lam is written once: للجنة is for + the + لجنة.
_BEGIN_WITH_LAM = re.compile(r"^[وف]?ل(?=لجن|لاجي|لغ|لبنان|ليبي|لوايح)")
_SINGULAR_OF = {
    "ضحايا": "ضحية",
    "أشخاص": "شخص",
    "أطفال": "طفل",
    "نساء": "امرأة",
    "جرائم": "جريمة",
    "تقارير": "تقرير",
    "قوانين": "قانون",
    "تدابير": "تدبير",
    "مبادئ": "مبدأ",
    "أهداف": "هدف",
    "أنشطة": "نشاط",
    "خبراء": "خبير",
    "أجهزة": "جهاز",
    "مناطق": "منطقة",
    "برامج": "برنامج",
    "وثائق": "وثيقة",
    "لجان": "لجنة",
    "أفرقة": "فريق",
    "حقوق": "حق",
    "شهود": "شاهد",
    "أدلة": "دليل",
    "محاكم": "محكمة",
    "أعضاء": "عضو",
    "مراكز": "مركز",
    "شركاء": "شريك",
    "مشاريع": "مشروع",
    "موارد": "مورد",
    "أساليب": "أسلوب",
    "قضايا": "قضية",
    "قضاة": "قاضي",
    "عمال": "عامل",
    "أرقام": "رقم",
    "خطط": "خطة",
    "دورات": "دورة",
    "نتائج": "نتيجة",
    "توصيات": "توصية",
}


def normal(word: str) -> str:
    """The letters of a word, each in one form."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", word)).translate(_LETTERS)


def stem(word: str) -> str:
    """What is left of a word without what is written onto it."""
    bare = _bare(word)
    return _STEMS.get(bare, bare)


def query_stems(word: str) -> tuple[str, ...]:
    """The stems by which a word of a query is looked for: its own first, then those with a preposition written on."""
    own = stem(word)
    stems = [own]
    if own.startswith(_PREPOSITIONS) and len(own) == 4:
        stems.append(_STEMS.get(own[1:], own[1:]))
    stems += [before + short for short in stems if len(short) == 3 for before in _PREPOSITIONS]
    return tuple(dict.fromkeys(stems))


def _bare(word: str) -> str:
    letters = _without_article(normal(word))
    if letters.endswith("ا") and len(letters) > 4:
        letters = letters[:-1]
    for ending in _ENDINGS:
        if letters.endswith(ending) and len(letters) - len(ending) >= 3:
            letters = letters[: -len(ending)]
    if letters.startswith("و") and len(letters) >= 4:
        letters = letters[1:]
    return letters[1:] if letters.startswith(_PREPOSITIONS) and len(letters) >= 5 else letters


def _without_article(letters: str) -> str:
    if _BEGIN_WITH_LAM.match(letters):
        return _BEGIN_WITH_LAM.sub("", letters)
    return _ARTICLE.sub("", letters)


_STEMS = {_bare(plural): _bare(singular) for plural, singular in _SINGULAR_OF.items()}


def tables() -> dict[str, object]:
    """What `asked_as` works by, for those who ask elsewhere."""
    letters = {chr(one): other or "" for one, other in _LETTERS.items()}
    return {"letters": letters, "endings": _ENDINGS, "prepositions": _PREPOSITIONS, "stems": _STEMS}
