"""What is done on the site to bundles."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.portal.acts.act import Act
from palermo.portal.forms import fields, offline
from palermo.portal.offline import actions, rules
from palermo.portal.offline.models import OfflineBundle
from palermo.portal.offline.queries import bundles_visible_to
from palermo.portal.offline.tasks import build_bundle


def _order(_nothing: None, *, bundle: OfflineBundle, by: Any) -> OfflineBundle:
    return actions.order_bundle(bundle, build=build_bundle, by=by)


ACTS = (
    Act(
        "build-bundle",
        _("Have a bundle built"),
        _("The bundle is being built in the background. Its page says when it is there."),
        OfflineBundle,
        None,
        offline.BundleForm,
        rules.check_may_build,
        _order,
    ),
    Act(
        "withdraw-bundle",
        _("Withdraw the bundle"),
        _("The bundle is withdrawn: it is given to nobody any more."),
        OfflineBundle,
        bundles_visible_to,
        fields.ReasonForm,
        rules.check_may_withdraw_bundle,
        actions.withdraw_bundle,
    ),
)
