"""Addresses of updates, feeds and following."""

from django.urls import path

from palermo.following.web.views import feeds, following, news

urlpatterns = [
    path("updates/", news.updates, name="updates"),
    path("new/", news.old_address, name="new"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<slug:kind>.xml", feeds.feed, name="feed"),
    path("feeds/<slug:name>/<slug:slug>.xml", feeds.subject_feed, name="subject_feed"),
    path("following/", following.following, name="following"),
    path("following/follow/", following.follow, name="follow"),
    path("following/<int:number>/", following.change, name="following_change"),
    path("following/tasks/", following.task_letters, name="task_letters"),
    path("following/calendar/", following.make_key, name="calendar_key_make"),
    path("following/calendar/<int:number>/revoke/", following.revoke_key, name="calendar_key_revoke"),
    path("following/leave/<str:token>/", following.leave, name="leave_letters"),
]
