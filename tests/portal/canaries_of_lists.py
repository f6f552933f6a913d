"""Words planted in code lists and mappings: those that are published, and drafts that the secretariat alone sees."""

from typing import Any

from palermo.core.audiences import Audience
from palermo.knowledge.models import CodeListEdition
from tests.factories.common import text
from tests.factories.knowledge import make_code_list, make_code_mapping, make_list_edition


def plant(cage: Any) -> None:
    """A published list, a list of which there is a draft alone, a draft of a published one, and a draft mapping."""
    word = cage.word("codelist", Audience.PUBLIC, "published")
    published = make_list_edition(make_code_list(word, summary=text(word), origin=text(word)), word, source=word)
    cage.keep(word, "code_list", Audience.PUBLIC, "published", published.code_list.slug)
    word = cage.word("codelist", Audience.SECRETARIAT, "draft")
    draft = make_list_edition(make_code_list(word, summary=text(word)), word, source=word, status="draft")
    cage.keep(word, "code_list", Audience.SECRETARIAT, "draft", draft.code_list.slug)
    opened = make_list_edition(make_code_list("Open list"), "open")
    _draft(cage, opened)
    word = cage.word("mapping", Audience.SECRETARIAT, "draft")
    goal = make_list_edition(make_code_list("Open goal"), "goal")
    make_code_mapping(opened, goal, {"open": "goal"}, status="draft", origin=word, licence=word)
    cage.keep(word, "code_mapping", Audience.SECRETARIAT, "draft", opened.code_list.slug)


def _draft(cage: Any, published: CodeListEdition) -> None:
    word = cage.word("listedition", Audience.SECRETARIAT, "draft")
    make_list_edition(published.code_list, word, source=word, changes=text(word), status="draft")
    cage.keep(word, "list_edition", Audience.SECRETARIAT, "draft", published.code_list.slug)
