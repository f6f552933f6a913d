"""Editorial pages: open to everyone, and last among the addresses, since any path may be one."""

from django.contrib.auth.decorators import login_not_required
from django.urls import re_path
from wagtail import views
from wagtail.urls import serve_pattern

urlpatterns = [re_path(serve_pattern, login_not_required(views.serve), name="wagtail_serve")]
