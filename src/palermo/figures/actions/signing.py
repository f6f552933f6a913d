"""Signing the list of populations of a register into its gate."""

from disclosure.errors import DisclosureError
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.core.refusals import Refused
from palermo.figures.models import ReleaseRegister
from palermo.figures.pipeline.population_lists import populations_text
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.queries.heads import open_register
from palermo.figures.rules.releases import is_begun


def sign_populations(register: ReleaseRegister, *, by: Actor, reason: str = "as on record") -> bool:
    """Sign the populations on record into the gate; whether they had to be signed.

    Last in a transaction. Where that fails in the end, the list is signed again with the next act. Refused if the
    gate refuses the list: it forgets something about populations with releases, or contradicts itself.
    """
    text = populations_text(register)
    if not text or not is_begun(register):
        return False
    try:
        signer, gate = release_signer(), open_register(register)
        if gate.populations(signer).source == text:
            return False
        gate.set_populations(text, signer, by=by if isinstance(by, str) else by.name, reason=reason)
    except (DisclosureError, OSError) as error:
        raise Refused(
            _("The list of populations cannot be signed: %(fault)s Correct the relations, or ask the administrator.")
            % {"fault": error}
        ) from None
    return True
