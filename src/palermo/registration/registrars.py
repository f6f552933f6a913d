"""Who registers people."""

from palermo.accounts.actors import Actor
from palermo.registration.models import Accreditation

# A person, a command; or an accreditation, for the holder of its link.
type Registrar = Actor | Accreditation
