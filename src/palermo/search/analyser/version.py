"""Words of six languages as the index has them. Knows nothing of Django.

>>> index_tokens("打击人口贩运", "zh")
'打击 击人 人口 口贩 贩运 运'
>>> index_tokens("L’accès aux documents E/CN.15/2008/CRP.2", "fr")
'acce aux docu e cn 15 2008 crp 2'
>>> mark("打击人口贩运活动", read_query("人口贩运"), "zh")
[(2, 6)]
"""

# Changes with what comes out of the analyser: an index made by another is rebuilt.
VERSION = 3
