"""The WSGI application; what it writes is for its own user alone, whatever server runs it."""

import os

from django.core.wsgi import get_wsgi_application

from palermo.core.call_stack import with_room

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
application = with_room(get_wsgi_application())
