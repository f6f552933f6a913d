"""What is done to adaptations of material and to activities of campaigns: reported, recorded, decided, corrected."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Model

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, next_number, save_row, set_values
from palermo.core.text import MultilingualText
from palermo.outreach.models import Adaptation, Campaign, CampaignAction, Material, Reach
from palermo.outreach.rules import campaign_reports as rules
from palermo.outreach.states.campaigns import ReportStatus

type Report = Adaptation | CampaignAction
NOUNS: dict[type[Model], str] = {Adaptation: "adaptation", CampaignAction: "campaign_action"}


@transaction.atomic
def report[R: (Adaptation, CampaignAction)](row: R, *, reach: Sequence[Reach] = (), by: Actor) -> R:
    """Report what one's own State, organization or partner did; the secretariat decides."""
    rules.check_can_report(by, row)
    row.status = ReportStatus.REPORTED
    return _add(row, reach, "reported", by)


@transaction.atomic
def record_report[R: (Adaptation, CampaignAction)](row: R, *, reach: Sequence[Reach] = (), by: Actor) -> R:
    """Record what a State, an organization, a partner or a group did."""
    rules.check_can_record(by, row)
    row.status, row.decided_on = ReportStatus.RECORDED, clock.today()
    return _add(row, reach, "recorded", by)


@transaction.atomic
def confirm_report[R: (Adaptation, CampaignAction)](row: R, *, answer: MultilingualText, by: Actor) -> R:
    """Take what was reported into the record."""
    return _decide(row, ReportStatus.RECORDED, "confirmed", answer, by)


@transaction.atomic
def decline_report[R: (Adaptation, CampaignAction)](row: R, *, answer: MultilingualText, by: Actor) -> R:
    """Decline what was reported, with the reason."""
    return _decide(row, ReportStatus.DECLINED, "declined", answer, by)


@transaction.atomic
def change_report[R: (Adaptation, CampaignAction)](row: R, *, values: Mapping[str, object], by: Actor) -> R:
    """Correct what is on record; `values` are fields of the model."""
    row = _lock(row)
    rules.check_may_change_report(by, row)
    set_values(row, values)
    _check_coherent(row)
    save_row(row)
    record(f"{NOUNS[type(row)]}.changed", _root(row), by=by, number=row.number)
    return row


@transaction.atomic
def remove_report[R: (Adaptation, CampaignAction)](
    row: R, *, reason: MultilingualText, by: Actor
) -> Material | Campaign:
    """Remove what was recorded in error; the log and its history keep it, with the reason."""
    row = _lock(row)
    rules.check_may_change_report(by, row)
    verb, root, number = f"{NOUNS[type(row)]}.removed", _root(row), row.number
    whole = row.material if isinstance(row, Adaptation) else row.campaign
    if isinstance(row, CampaignAction):
        for each in row.reach.all():
            each.delete()
    row.delete()
    record(verb, root, by=by, reason=dict(reason), number=number)
    return whole


@transaction.atomic
def add_reach(action: CampaignAction, *, reach: Reach, by: Actor) -> CampaignAction:
    """Add a count of whom an activity reached, as its source gives it."""
    action = _lock(action)
    rules.check_may_add_reach(by, action)
    _add_reach(action, reach)
    record("campaign_action.reach_added", _root(action), by=by, number=action.number, **_figures(reach))
    return action


@transaction.atomic
def remove_reach(reach: Reach, *, reason: MultilingualText, by: Actor) -> CampaignAction:
    """Remove a count recorded in error."""
    action = _lock(reach.action)
    rules.check_may_remove_reach(by, reach)
    figures = _figures(reach)
    reach.delete()
    record("campaign_action.reach_removed", _root(action), by=by, number=action.number, reason=dict(reason), **figures)
    return action


def _lock[R: (Adaptation, CampaignAction)](row: R) -> R:
    model, whole = type(row), "material__campaign" if isinstance(row, Adaptation) else "campaign"
    tied = ("state", "organisation", "partnership__organisation", f"{whole}__activity")
    return model.objects.select_for_update(of=("self",)).select_related(*tied).get(pk=row.pk)


def _root(row: Report) -> Model:
    """The record on whose page, and in whose history, a report stands."""
    return row.material if isinstance(row, Adaptation) else row.campaign.activity


def _check_coherent(row: Report) -> None:
    if isinstance(row, Adaptation):
        rules.check_adaptation_is_coherent(row)
    else:
        rules.check_action_is_coherent(row)


def _add[R: (Adaptation, CampaignAction)](row: R, reach: Sequence[Reach], act: str, by: Actor) -> R:
    _check_coherent(row)
    # Two reports at once must not take one number.
    _lock_whole(row)
    same = (
        Adaptation.objects.filter(material=row.material)
        if isinstance(row, Adaptation)
        else CampaignAction.objects.filter(campaign=row.campaign)
    )
    row.number = next_number(same)
    insert_row(row)
    if isinstance(row, CampaignAction):
        for each in reach:
            rules.check_may_add_reach(by, row)
            _add_reach(row, each)
    record(f"{NOUNS[type(row)]}.{act}", _root(row), by=by, number=row.number)
    return row


def _lock_whole(row: Report) -> None:
    if isinstance(row, Adaptation):
        Material.objects.select_for_update(of=("self",)).get(pk=row.material_id)
    else:
        Campaign.objects.select_for_update(of=("self",)).get(pk=row.campaign_id)


def _add_reach(action: CampaignAction, reach: Reach) -> None:
    rules.check_reach_is_coherent(reach)
    reach.action = action
    reach.number = next_number(action.reach)
    insert_row(reach)


def _figures(reach: Reach) -> dict[str, object]:
    return {"unit": reach.unit, "count": reach.count}


def _decide[R: (Adaptation, CampaignAction)](
    row: R, to: ReportStatus, act: str, answer: MultilingualText, by: Actor
) -> R:
    row = _lock(row)
    rules.check_can_decide_report(by, row, to, answer)
    row.status, row.answer, row.decided_on = to, answer, clock.today()
    row.save(update_fields=["status", "answer", "decided_on"])
    record(f"{NOUNS[type(row)]}.{act}", _root(row), by=by, number=row.number, answer=dict(answer))
    return row
