"""Who acts, and who sends a request."""

from django.contrib.auth.models import AnonymousUser

from palermo.accounts.models import User

# A person, or a sentence that names the command or the link by which something is done.
type Actor = User | str
# The sender of a request: a person who is signed in, or a visitor.
type RequestUser = User | AnonymousUser
