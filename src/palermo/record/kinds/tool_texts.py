"""The texts of tools: one file a tool, with its passages one in another, in all their languages."""

from palermo.toolkit.states.texts import PassageKind

TOOL_TEXTS = "tool_texts"
ABOUT_TOOL_TEXTS = "The text of one tool as it is being written, in each of its languages."
# Six languages of a text of some hundred pages; passages hold others down to the fifth level.
LARGEST_TEXT = 8 * 1024 * 1024
DEEPEST_TEXT = 16
# The keys of a file, and of each passage in it, with what they say.
TEXT_KEYS = {
    "tool": "the id of the tool, which is the file's name without .yaml; required",
    "notice": "a sentence that stands on every page and file of the text; by language",
    "passages": "its passages in the order of reading; a list, each with",
}
PASSAGE_KEYS = {
    "key": "by which comments and citations find it, whatever is changed; required",
    "kind": f"one of {', '.join(PassageKind.values)}; required",
    "text": "the words with marks, or the heading of a passage that holds others; by language",
    "stale": "the languages in which the words are those of an earlier original; a list of languages",
    "document": "material for it, such as slides; an id",
    "passages": "the passages that it holds; a list, each as above",
}
