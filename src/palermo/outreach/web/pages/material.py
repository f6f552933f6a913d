"""Action pages of material of campaigns."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from palermo.outreach.actions import material as actions
from palermo.outreach.models import Material, MaterialFile
from palermo.outreach.queries.campaigns import material_files_visible_to, material_visible_to
from palermo.outreach.rules import material as rules
from palermo.outreach.web.forms import material as forms
from palermo.outreach.web.pages.campaigns import campaign_page
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm, ReasonOnlyForm

_material_page = partial(ActionPage[Material], model=Material, records=material_visible_to)

register_actions(
    campaign_page(
        name="add-material",
        label=_("Add material"),
        success_message=_("Material added as a draft."),
        form=forms.MaterialForm,
        check=rules.check_may_add_material,
        perform=row_creator(actions.add_material, Material, "campaign"),
        is_primary=True,
    ),
    _material_page(
        name="submit-material",
        label=_("Submit for review"),
        success_message=_("Material submitted. Another officer reviews it."),
        form=ActForm,
        check=rules.check_may_submit_material,
        perform=actions.submit_material,
        is_primary=True,
    ),
    _material_page(
        name="clear-material",
        label=_("Clear for publication"),
        success_message=_("Material cleared."),
        form=forms.ClearMaterialForm,
        check=rules.check_may_clear_material,
        perform=actions.clear_material,
        is_primary=True,
    ),
    _material_page(
        name="publish-material",
        label=_("Publish"),
        success_message=_("Material published."),
        form=ActForm,
        check=rules.check_may_publish_material,
        perform=actions.publish_material,
        is_primary=True,
    ),
    _material_page(
        name="add-material-file",
        label=_("Add file"),
        success_message=_("File added."),
        form=forms.MaterialFileForm,
        check=rules.check_may_write_material,
        perform=actions.add_material_file,
    ),
    _material_page(
        name="return-material",
        label=_("Send back to draft"),
        success_message=_("Material sent back to draft."),
        form=ReasonOnlyForm,
        check=rules.check_may_return_material,
        perform=actions.return_material,
    ),
    _material_page(
        name="withdraw-material",
        label=_("Withdraw"),
        success_message=_("Material withdrawn."),
        form=ReasonOnlyForm,
        check=rules.check_may_withdraw_material,
        perform=actions.withdraw_material,
    ),
    _material_page(
        name="change-material",
        form=forms.MaterialForm,
        check=rules.check_may_write_material,
        perform=actions.change_material,
        is_edit=True,
    ),
    ActionPage(
        name="remove-material-file",
        label=_("Remove file"),
        success_message=_("File removed."),
        model=MaterialFile,
        records=material_files_visible_to,
        key="pk",
        form=ReasonOnlyForm,
        check=rules.check_may_remove_file,
        perform=actions.remove_material_file,
    ),
)
allow_undo("add-material", "change-material", "submit-material", "clear-material", "return-material")
