"""With what the text of a tool begins: the chapters that tools of its kind usually have, without words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.toolkit.states.texts import PassageKind as Kind
from palermo.toolkit.states.tools import ToolKind


class Start(NamedTuple):
    """A passage with its heading, and what it holds."""

    kind: Kind
    heading: str | Promise = ""
    children: tuple["Start", ...] = ()


_PARAGRAPH = Start(Kind.PARAGRAPH)
_CHECKS = Start(Kind.CHECKLIST, "", (Start(Kind.ITEM),))


def _module(heading: str | Promise) -> Start:
    objectives = Start(Kind.OBJECTIVES, "", (Start(Kind.ITEM),))
    exercise = Start(Kind.EXERCISE, _("Case study"), (_PARAGRAPH,))
    return Start(Kind.MODULE, heading, (objectives, Start(Kind.SECTION, _("Content"), (_PARAGRAPH,)), exercise))


def _article(heading: str | Promise) -> Start:
    return Start(Kind.ARTICLE, heading, (_PARAGRAPH, Start(Kind.COMMENTARY, "", (_PARAGRAPH,))))


def _chapter(heading: str | Promise, *children: Start) -> Start:
    return Start(Kind.CHAPTER, heading, children or (_PARAGRAPH,))


STARTS: dict[str, tuple[Start, ...]] = {
    ToolKind.TRAINING: (
        _chapter(_("How to use this manual")),
        _module(_("Definition and elements of trafficking in persons")),
        _module(_("Identification of victims")),
        _module(_("Investigation and prosecution")),
    ),
    ToolKind.MODEL_LAW: (
        Start(Kind.PART, _("General provisions"), (_article(_("Scope of application")), _article(_("Definitions")))),
        Start(Kind.PART, _("Criminal offences"), (_article(_("Trafficking in persons")),)),
        Start(
            Kind.PART,
            _("Victims and witnesses"),
            (_article(_("Protection of victims")), _article(_("Compensation"))),
        ),
    ),
    ToolKind.HANDBOOK: (
        _chapter(_("Introduction")),
        _chapter(_("The international legal framework")),
        _chapter(_("What you can do"), _PARAGRAPH, _CHECKS),
    ),
    ToolKind.CHECKLIST: (_chapter(_("How to use this checklist")), _chapter(_("Checklist"), _CHECKS)),
    ToolKind.GUIDELINE: (
        _chapter(_("Purpose and scope")),
        _chapter(_("Principles")),
        _chapter(_("Recommended action"), _PARAGRAPH, _CHECKS),
    ),
    ToolKind.OTHER: (_chapter(_("Introduction")),),
}
