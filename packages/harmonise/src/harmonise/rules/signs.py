"""Signs in texts: other encodings, small counts in words, what identifies a person."""

import re

# What a byte of UTF-8 after the first becomes when it is read as Windows-1252 or Latin-1.
_LATER = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# Of these a writer may well put one after a capital letter: quotation marks, dashes, the no-break space.
_PLAIN = "\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf€ƒ†‡ˆ‰Š‹ŒŽ˜™š›œžŸ"

MIS_ENCODED = "|".join(
    (
        "\ufffd",
        "[\u0080-\u009f]",
        f"[ÂÃ][{_LATER}]",
        f"[ÄÅ][{_PLAIN}]",
        # Greek, Cyrillic and Arabic letters come in words.
        f"(?:[ÎÏÐÑØÙÚÛ][{_LATER}]){{2}}",
        # Quotation marks, dashes and the sign of the euro.
        f"â[€‚„][{_LATER}]",
        # Chinese characters.
        f"(?:[ä-é][{_LATER}]{{2}}){{2}}",
    )
)
"""Text in UTF-8 that was read as Latin-1 or Windows-1252, or that lost characters."""

_WORDS = (
    "one|two|three|four|un|une|deux|trois|quatre|uno|una|dos|tres|cuatro|один|одна|два|две|три|четыре|"
    "واحد|واحدة|اثنان|اثنين|ثلاثة|ثلاث|أربعة|أربع"
)
SMALL_COUNT = rf"(?:^|[^\w.,-])(?:[1-4]|{_WORDS})(?:[^\w.,-]|$)|[一二三四两][名人个例]"
"""A count from one to four in digits or words."""

EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
PHONE = (
    r"(?:^|[^\w+])(?:\+|00)[1-9](?:[ ()./-]?\d){7,14}(?:\W|$)"
    r"|(?:^|[^\w-])0\d{1,4}[ ()./-]+\d{2,4}(?:[ ()./-]?\d{2,4}){1,3}(?:\W|$)"
)
# Letters and digits of a passport or identity card; eleven digits and more of national numbers.
IDENTITY = r"(?:^|\W)(?:[A-Z]{1,3}[ -]?\d{6,9}|\d{11,18}|\d{3}-\d{2}-\d{4})(?:\W|$)"
NAMED = (
    r"(?:^|\W)(?:Mr|Mrs|Ms|Miss|Dr|Mme|Mlle|Sr|Sra|Srta|Don|Doña)\.? +\p{Lu}\p{Ll}+|(?:^|\W)(?:г-н|г-жа|гр\.) *\p{Lu}"
    r"|(?:السيد|السيدة|الآنسة) +\p{Arabic}{2}|\p{Han}{1,3}(?:先生|女士|小姐)"
    r"|(?i:\b(?:called|named|name is|nommée?|s'appelle|se llama|llamad[oa])) +\p{Lu}\p{Ll}+"
    r"|(?:зовут|по имени) +\p{Lu}\p{Ll}+"
)

PERSONAL = {"email": EMAIL, "phone": PHONE, "identity": IDENTITY, "name": NAMED}
"""What identifies a person, as expressions for RE2."""

_MIS_ENCODED = re.compile(MIS_ENCODED)
_SMALL_COUNT = re.compile(SMALL_COUNT, re.IGNORECASE)
_IDENTIFYING = re.compile("|".join((EMAIL, PHONE, IDENTITY)))


def is_mis_encoded(text: str) -> bool:
    """Whether a text was read in another encoding than it was written in.

    Examples
    --------
    >>> is_mis_encoded("TÃ¼rkiye"), is_mis_encoded("Türkiye"), is_mis_encoded("« voilà\u00a0»")
    (True, False, False)
    """
    return _MIS_ENCODED.search(text) is not None


def has_small_count(text: str) -> bool:
    """Whether a text tells a count from one to four.

    Examples
    --------
    >>> has_small_count("3 nigériens et 1 tunisien"), has_small_count("18 years or over")
    (True, False)
    """
    return _SMALL_COUNT.search(text) is not None


def is_identifying(text: str) -> bool:
    """Whether a text has an e-mail address, a telephone number or the number of a document.

    Examples
    --------
    >>> is_identifying("call +39 06 1234 5678"), is_identifying("Sexual exploitation")
    (True, False)
    """
    return _IDENTIFYING.search(text) is not None
