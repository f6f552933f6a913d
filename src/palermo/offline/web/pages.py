"""What is done on the site to bundles."""

from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import User
from palermo.offline import actions, rules
from palermo.offline.models import OfflineBundle
from palermo.offline.queries import bundles_visible_to
from palermo.offline.tasks import build_bundle
from palermo.offline.web import forms as offline
from palermo.site.action_pages import ActionPage, register_actions
from palermo.site.forms import fields


def _order(_nothing: None, *, bundle: OfflineBundle, by: User) -> OfflineBundle:
    return actions.order_bundle(bundle, build=build_bundle, by=by)


register_actions(
    ActionPage(
        name="build-bundle",
        label=_("Build an offline package"),
        success_message=_("The package is being built in the background. Its page shows when it is ready."),
        model=OfflineBundle,
        records=None,
        list_page="bundle_list",
        form=offline.BundleForm,
        check=rules.check_may_build,
        perform=_order,
    ),
    ActionPage(
        name="withdraw-bundle",
        label=_("Withdraw package"),
        success_message=_("Package withdrawn; it can no longer be downloaded."),
        model=OfflineBundle,
        records=bundles_visible_to,
        form=fields.ReasonForm,
        check=rules.check_may_withdraw_bundle,
        perform=actions.withdraw_bundle,
    ),
)
