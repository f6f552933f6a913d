"""The rows that Wagtail's migrations write into an empty database: its first pages, groups, permissions and workflow.

tests/config/test_tables.py compares them with what the migrations of the installed Wagtail write.
"""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    PageLogEntry,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.search.models import IndexEntry

MODERATORS, EDITORS = "Moderators", "Editors"
WORKFLOW = "Moderators approval"
# What both groups may do with files: models by app label and name, and verbs.
FILE_MODELS = (("wagtaildocs", "document"), ("wagtailimages", "image"))
IN_COLLECTIONS = ("add", "change", "choose")
# The permission of our editors to send pages for translation: wagtail-localize's own, which no model declares.
TRANSLATE = ("wagtail_localize", "translation", "submit_translation", "Can submit translations")
ON_PAGES = {MODERATORS: ("add", "change", "publish"), EDITORS: ("add", "change")}
LOCKING = ("lock", "unlock")


def create() -> None:
    """Create them. Content types and the permissions of all models must exist."""
    locale = Locale.objects.create(language_code="en")
    root = Page.add_root(title="Root", slug="root", locale=locale, content_type=_content_type("wagtailcore", "page"))
    welcome = root.add_child(
        title="Welcome to your new Wagtail site!", slug="home", locale=locale, content_type=root.content_type
    )
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    moderators, editors = (Group.objects.create(name=name) for name in (MODERATORS, EDITORS))
    _let_work_with_files(moderators, editors)
    _let_edit_pages(root, moderators, editors)
    task = GroupApprovalTask.objects.create(name=WORKFLOW)
    task.groups.set([moderators])
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)
    # Saving pages also indexes and logs them, which Wagtail's migrations do not.
    IndexEntry.objects.all().delete()
    PageLogEntry.objects.all().delete()


def _content_type(app_label: str, model: str) -> ContentType:
    return ContentType.objects.get_by_natural_key(app_label, model)


def _permission(app_label: str, model: str, codename: str) -> Permission:
    return Permission.objects.get(content_type=_content_type(app_label, model), codename=codename)


def _let_work_with_files(*groups: Group) -> None:
    root = Collection.add_root(name="Root")
    app_label, model, codename, name = TRANSLATE
    Permission.objects.create(content_type=_content_type(app_label, model), codename=codename, name=name)
    everywhere = [_permission("wagtailadmin", "admin", "access_admin"), _permission(app_label, model, codename)]
    for app_label, model in FILE_MODELS:
        everywhere += [_permission(app_label, model, f"{verb}_{model}") for verb in (*IN_COLLECTIONS, "delete")]
        for verb in IN_COLLECTIONS:
            for group in groups:
                permission = _permission(app_label, model, f"{verb}_{model}")
                GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    for group in groups:
        group.permissions.set(everywhere)


def _let_edit_pages(root: Page, moderators: Group, editors: Group) -> None:
    for group in (moderators, editors):
        for verb in ON_PAGES[group.name]:
            GroupPagePermission.objects.create(
                group=group, page=root, permission=_permission("wagtailcore", "page", f"{verb}_page")
            )
    for verb in LOCKING:
        GroupPagePermission.objects.create(
            group=moderators, page=root, permission=_permission("wagtailcore", "page", f"{verb}_page")
        )
