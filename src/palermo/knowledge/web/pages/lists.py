"""Action pages of code lists, their editions and mappings."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from palermo.knowledge.actions import lists as actions
from palermo.knowledge.actions import mappings as mapping_actions
from palermo.knowledge.models import CodeList, CodeListEdition, CodeMapping
from palermo.knowledge.queries.lists import (
    code_lists_visible_to,
    code_mappings_visible_to,
    list_editions_visible_to,
)
from palermo.knowledge.rules import lists as rules
from palermo.knowledge.web.forms import lists as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm

_list_page = partial(ActionPage[CodeList], model=CodeList, records=code_lists_visible_to)
_edition_page = partial(ActionPage[CodeListEdition], model=CodeListEdition, records=list_editions_visible_to, key="pk")
_mapping_page = partial(ActionPage[CodeMapping], model=CodeMapping, records=code_mappings_visible_to, key="pk")

register_actions(
    ActionPage(
        name="add-code-list",
        label=_("Add a code list"),
        success_message=_("Code list added. Begin its first edition."),
        model=CodeList,
        records=None,
        form=forms.CodeListForm,
        check=rules.check_may_keep_lists,
        perform=row_creator(actions.add_code_list, CodeList),
        list_page="code_list_list",
    ),
    _list_page(
        name="begin-list-edition",
        label=_("Begin an edition"),
        success_message=_("Edition begun. Check its codes, then publish it."),
        form=forms.BeginListEditionForm,
        check=rules.check_may_begin_list_edition,
        perform=actions.begin_list_edition,
        template="knowledge/lists/upload.html",
    ),
    _list_page(
        name="change-code-list",
        form=forms.CodeListForm,
        check=rules.check_may_keep_lists,
        perform=actions.change_code_list,
        is_edit=True,
    ),
    _edition_page(
        name="publish-list-edition",
        label=_("Publish edition"),
        success_message=_("Edition published."),
        form=ActForm,
        check=rules.check_may_publish_list_edition,
        perform=actions.publish_list_edition,
        template="knowledge/lists/publish.html",
        is_primary=True,
    ),
    _edition_page(
        name="upload-list-codes",
        label=_("Replace the codes"),
        success_message=_("Codes uploaded."),
        form=forms.CodeTableForm,
        check=rules.check_may_change_list_edition,
        perform=actions.upload_codes,
        template="knowledge/lists/upload.html",
    ),
    _edition_page(
        name="withdraw-list-edition",
        label=_("Withdraw draft"),
        success_message=_("Draft withdrawn."),
        form=ActForm,
        check=rules.check_may_change_list_edition,
        perform=actions.withdraw_list_edition,
        template="knowledge/lists/withdraw.html",
    ),
    _edition_page(
        name="change-list-edition",
        label=_("Edit description"),
        form=forms.ListEditionForm,
        check=rules.check_may_change_list_edition,
        perform=actions.change_list_edition,
        is_edit=True,
    ),
    _edition_page(
        name="begin-code-mapping",
        label=_("Begin a mapping"),
        success_message=_("Mapping begun. Check its rows, then publish it."),
        form=forms.BeginMappingForm,
        check=rules.check_may_begin_mapping,
        perform=mapping_actions.begin_mapping,
        template="knowledge/mappings/upload.html",
    ),
    _mapping_page(
        name="publish-code-mapping",
        label=_("Publish mapping"),
        success_message=_("Mapping published."),
        form=ActForm,
        check=rules.check_may_publish_mapping,
        perform=mapping_actions.publish_mapping,
        template="knowledge/lists/publish.html",
        is_primary=True,
    ),
    _mapping_page(
        name="upload-code-mapping",
        label=_("Replace the rows"),
        success_message=_("Rows uploaded."),
        form=forms.MappingTableForm,
        check=rules.check_may_change_mapping,
        perform=mapping_actions.upload_mapping,
        template="knowledge/mappings/upload.html",
    ),
    _mapping_page(
        name="withdraw-code-mapping",
        label=_("Withdraw draft"),
        success_message=_("Draft withdrawn."),
        form=ActForm,
        check=rules.check_may_change_mapping,
        perform=mapping_actions.withdraw_mapping,
        template="knowledge/lists/withdraw.html",
    ),
)
allow_undo("add-code-list", "change-code-list", "change-list-edition")
