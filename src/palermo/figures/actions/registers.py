"""Beginning a register of releases: the gate's folder, and the policy that is signed into it."""

from disclosure.errors import DisclosureError
from disclosure.release import Register
from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.figures.models import ReleaseRegister
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.policies import policy_text
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.queries.heads import heads_seen, note_head, open_register
from palermo.figures.rules.releases import check_may_draft_release
from palermo.figures.shipped_register import POLICY_TITLE, REASON, SLUG, SUMMARY, TITLE, UNITS


@transaction.atomic
def begin_register(register: ReleaseRegister, *, by: Actor, reason: str = "first policy") -> ReleaseRegister:
    """Record a register, and sign its policy into the gate's folder. Done again, it changes nothing.

    A policy that is another one than that in force is signed as its successor: from then on every release keeps to
    it. Refused if the folder cannot be used, or earlier releases could not be read any more under the policy.
    """
    check_may_draft_release(by)
    register.full_clean()
    is_new = register.pk is None
    register.save()
    try:
        if _sign_policy(register, by, reason):
            verb = "release_register.begun" if is_new else "release_register.policy_signed"
            record(verb, register, by=by, **note_head(register))
    except DisclosureError as error:
        raise Refused(_("The register “%(register)s” cannot be used: %(fault)s") % _fault_of(register, error)) from None
    return register


def begin_shipped_register(*, by: Actor) -> ReleaseRegister:
    """Begin the register that comes with Palermo, or sign the policy of a new edition into it."""
    register = ReleaseRegister.objects.filter(slug=SLUG).first() or ReleaseRegister(
        slug=SLUG, title=MultilingualText(TITLE), summary=MultilingualText(SUMMARY)
    )
    register.policy = policy_text(POLICY_TITLE, REASON, UNITS)
    return begin_register(register, by=by)


def _sign_policy(register: ReleaseRegister, by: Actor, reason: str) -> bool:
    """Whether the policy had to be signed."""
    gate = Register(register_folder(register))
    signer = release_signer()
    # A register that has been begun before is not begun anew where its folder is missing.
    if gate.chain_file.exists() or heads_seen(register):
        gate = open_register(register)
        if gate.policy(signer).source == register.policy:
            return False
    else:
        gate.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        Register.create(gate.folder, data_set=register.slug)
    gate.set_policy(register.policy, signer, by=by if isinstance(by, str) else by.name, reason=reason)
    return True


def _fault_of(register: ReleaseRegister, error: DisclosureError) -> dict[str, object]:
    return {"register": register.display_name(), "fault": error}
