"""Words of six languages as the index has them. Knows nothing of Django.

>>> index_tokens("打击人口贩运", "zh")
'打击 击人 人口 口贩 贩运 运'
>>> index_tokens("L’accès aux documents E/CN.15/2008/CRP.2", "fr")
'acce aux docu e cn 15 2008 crp 2'
>>> mark("打击人口贩运活动", read_query("人口贩运"), "zh")
[(2, 6)]
"""

from palermo.search.analyser.asking import Phrase, Query, Term, read_query
from palermo.search.analyser.marking import Snippet, mark, snippet
from palermo.search.analyser.words import index_tokens, word_token

# Changes with what comes out of the analyser: an index made by another is rebuilt.
VERSION = 2

__all__ = [
    "VERSION",
    "Phrase",
    "Query",
    "Snippet",
    "Term",
    "index_tokens",
    "mark",
    "read_query",
    "snippet",
    "word_token",
]
