"""A paper as a tagged PDF (PDF/UA-1), set by Typst."""

from functools import cache
from importlib.resources import files

from palermo.config.example.papers.paper import Paper
from palermo.site.letters.pdf import REGIONS
from palermo.site.typesetting import set_pdf


def pdf_of(paper: Paper) -> bytes:
    """The paper; the same paper gives the same bytes."""
    words = {
        "language": paper.language.code,
        "region": REGIONS.get(paper.language.code),
        "right_to_left": paper.language.right_to_left,
        "mark": paper.mark,
        "kind": paper.kind,
        "title": paper.title,
        "facts": [list(fact) for fact in paper.facts],
        "blocks": [[block.kind.value, block.words] for block in paper.blocks],
    }
    return set_pdf(_template(), words, name="paper", dated=paper.day)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("paper.typ").read_bytes()
