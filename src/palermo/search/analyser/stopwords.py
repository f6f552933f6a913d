"""Words that are not looked for when others are asked for with them, outside quotation marks."""

_BY_LANGUAGE = {
    "ar": "في من على عن إلى الى و أو او مع التي الذي أن ان هذا هذه",
    "zh": "的 和 与 及 在 等 了",
    "en": "a an and are as at be by for from in is of on or the to with",
    "fr": "au aux ce ces dans de des du en et la le les ou par pour sur un une",
    "ru": "в во для за и из или к на не о об от по с со у",
    "es": "al con del el las los para por que se su sus una unas unos y",
}
STOPWORDS = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())
