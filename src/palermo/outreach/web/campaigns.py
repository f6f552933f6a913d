"""A campaign as its page shows it: its material, what is done in it, and whom that reached."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import State, User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_integer
from palermo.core.text import MultilingualText, plain
from palermo.outreach.models import Campaign, CampaignAction, Material, Reach
from palermo.outreach.queries.campaigns import campaign_actions_visible_to, material_visible_to, with_makers
from palermo.outreach.states.campaigns import ReportStatus
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.values import Label

# Of the material of a campaign so much; the list has all of it.
SHOWN = 50


class ReachLine(NamedTuple):
    """A figure in words, and what the reader may do to it."""

    reach: Reach
    words: str
    ways: Sequence[ActionLink]


class CampaignActionLine(NamedTuple):
    """An activity with the name of who carries it out, its figures, and what the reader may do to the entry."""

    action: CampaignAction
    name: MultilingualText
    reach: list[ReachLine]
    ways: Sequence[ActionLink]

    @property
    def is_ahead(self) -> bool:
        """Whether it has yet to begin."""
        return self.action.starts_on > clock.today()


class ActionsOfCampaign(NamedTuple):
    """The activities of a campaign: those to be decided on, those that are planned, and those that took place."""

    open_lines: list[CampaignActionLine]
    planned: list[CampaignActionLine]
    done: list[CampaignActionLine]


def reach_words(reach: Reach) -> str:
    """A count as exactly as its source gives it: "at least 1,200", "about 1,200"."""
    count = format_integer(reach.count, active_language().code)
    if reach.is_minimum and reach.is_estimate:
        return pgettext("figure", "at least about %(count)s") % {"count": count}
    if reach.is_minimum:
        return pgettext("figure", "at least %(count)s") % {"count": count}
    if reach.is_estimate:
        return pgettext("figure", "about %(count)s") % {"count": count}
    return count


def actions_of_campaign(campaign: Campaign, viewer: Viewer, person: User | None) -> ActionsOfCampaign:
    """The activities of a campaign that the reader may know, by a fixed number of queries."""
    rows = with_makers(campaign_actions_visible_to(viewer).filter(campaign=campaign)).select_related("place__state")
    rows = rows.prefetch_related(Prefetch("reach", Reach.objects.order_by("number")), "place__state__former_names")
    actions = list(rows.order_by("starts_on", "number"))
    figures = []
    for action in actions:
        action.campaign = campaign
        for each in action.reach.all():
            each.action = action
            figures.append(each)
    ways_of_figures = action_links_for_each(figures, viewer, person)
    lines_of: dict[int, list[ReachLine]] = {}
    for each, ways in zip(figures, ways_of_figures, strict=True):
        lines_of.setdefault(each.action_id, []).append(ReachLine(each, reach_words(each), ways))
    ways_of_actions = action_links_for_each(actions, viewer, person)
    lines = [
        CampaignActionLine(action, action.maker_name, lines_of.get(action.pk, []), ways)
        for action, ways in zip(actions, ways_of_actions, strict=True)
    ]
    recorded = [line for line in lines if line.action.status == ReportStatus.RECORDED]
    return ActionsOfCampaign(
        [line for line in lines if line.action.status != ReportStatus.RECORDED],
        [line for line in recorded if line.is_ahead],
        [line for line in reversed(recorded) if not line.is_ahead],
    )


def map_of_actions(campaign: Campaign, actions: ActionsOfCampaign) -> CategoryMap | None:
    """The States in which something took place, or is planned; None where no place is on record."""
    found: dict[str, tuple[State, bool]] = {}
    for line in [*actions.done, *actions.planned]:
        if line.action.place and (state := line.action.place.state):
            found.setdefault(state.slug, (state, line.is_ahead))
    if not found:
        return None
    return CategoryMap(
        title=_("%(campaign)s: activities by country") % {"campaign": plain(campaign.activity.title)},
        heading=pgettext("country", "State"),
        column=_("Activities"),
        categories=(_("Activities took place"), _("Activities are planned")),
        rows=tuple(
            InCategory(slug, Label(state.display_name(), state.get_absolute_url()), 1 if is_ahead else 0)
            for slug, (state, is_ahead) in found.items()
        ),
    )


def material_of_campaign(campaign: Campaign, viewer: Viewer) -> list[Material]:
    """The material of a campaign that the reader may see."""
    rows = material_visible_to(viewer).filter(campaign=campaign).defer("text", "rights")
    return list(rows.order_by("kind", "slug")[:SHOWN])
