"""Words of six languages as the index has them. Knows nothing of Django.

    index_tokens("打击人口贩运", "zh")             "打击 击人 人口 口贩 贩运 运"
    read_query('"smuggling of migrants" CN.15/2008')  what is asked for, to be made a query or marked in a text
    mark("打击人口贩运活动", read_query("人口贩运"), "zh")   [(2, 6)]
"""
