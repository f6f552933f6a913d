"""Action pages of corrections to the entries of States."""

from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import State
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.treaties.actions import corrections as actions
from palermo.treaties.models import StateCorrection
from palermo.treaties.queries.corrections import state_corrections_visible_to
from palermo.treaties.rules import corrections as rules
from palermo.treaties.web.forms import corrections as forms

register_actions(
    ActionPage(
        name="propose-state-correction",
        label=_("Propose a correction"),
        success_message=_("Correction sent to the secretariat."),
        model=State,
        # States are public.
        records=lambda viewer: State.objects.prefetch_related("former_names"),
        form=forms.StateCorrectionForm,
        check=rules.check_may_propose_state_correction,
        perform=row_creator(actions.propose_state_correction, StateCorrection, "state"),
    ),
    ActionPage(
        name="accept-state-correction",
        label=_("Accept correction"),
        success_message=_("Correction accepted."),
        model=StateCorrection,
        records=state_corrections_visible_to,
        form=forms.AcceptStateCorrectionForm,
        check=rules.check_may_decide_state_correction,
        perform=actions.accept_state_correction,
    ),
    ActionPage(
        name="decline-state-correction",
        label=_("Decline correction"),
        success_message=_("Correction declined."),
        model=StateCorrection,
        records=state_corrections_visible_to,
        form=forms.DeclineStateCorrectionForm,
        check=rules.check_may_decide_state_correction,
        perform=actions.decline_state_correction,
    ),
)
allow_undo("accept-state-correction", "decline-state-correction")
