"""Who acts."""

from palermo.accounts.models import User

# A person, or a sentence that names the command or the link by which something is done.
type Actor = User | str
