"""An invited expert's own page: the text that is discussed, their comments and the responses, without an account."""

from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.site.by_link import digest_led_by, lead_on, open_by_link
from palermo.site.sending import ONCE, perform_once
from palermo.toolkit.actions.experts import choose_naming_by_link, comment_by_link, end_by_link
from palermo.toolkit.links import BY_LINK
from palermo.toolkit.models import ExpertLink, RoundExpert
from palermo.toolkit.queries.discussion import comments_shown_to_expert, find_link
from palermo.toolkit.rules.discussion import check_link_opens
from palermo.toolkit.states.discussion import CommentTopic
from palermo.toolkit.web.discussion import Authors, RoundPage
from palermo.toolkit.web.forms.discussion import ExpertCommentForm, NamingForm, language_of_reader

KEY = "commenting"
guarded = open_by_link(KEY, rate="120/5m")


@guarded
def round_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link: remember what it opens, and leave the secret behind."""
    return lead_on(request, KEY, digest_of_text(secret), "round_own")


@guarded
def round_own(request: HttpRequest) -> HttpResponse:
    """What the link opens: the text with the expert's comments; or why it opens nothing."""
    link = find_link(digest_led_by(request, KEY))
    try:
        check_link_opens(link)
        assert link is not None
        if request.method != "POST":
            return _page(request, link.expert, _reply_form(request, link.expert))
        if "end" in request.POST or "erase" in request.POST:
            return _end(request, link)
        if "naming" in request.POST:
            return _choose_naming(request, link)
        return _comment(request, link)
    except Refused as refusal:
        return render(request, "toolkit/discussion/shut.html", {"refusal": refusal}, status=403 if link else 404)


def _end(request: HttpRequest, link: ExpertLink) -> HttpResponse:
    end_by_link(link, erases="erase" in request.POST, by=BY_LINK)
    request.session.pop(KEY, None)
    sentence = _("Your participation has ended. The link is no longer valid.")
    return render(request, "toolkit/discussion/shut.html", {"refusal": sentence, "is_ended": True})


def _choose_naming(request: HttpRequest, link: ExpertLink) -> HttpResponse:
    form = NamingForm(request.POST)
    if form.is_valid():
        choose_naming_by_link(link, is_named=form.cleaned_data["is_named"], by=BY_LINK)
    return redirect(f"{reverse('round_own')}?done=naming")


def _comment(request: HttpRequest, link: ExpertLink) -> HttpResponse:
    form = ExpertCommentForm(request.POST, expert=link.expert)
    if not form.is_valid():
        return _page(request, link.expert, form)
    try:
        address = perform_once(request.POST.get(ONCE, ""), lambda: _add(form, link))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, link.expert, form)
    return redirect(address)


def _add(form: ExpertCommentForm, link: ExpertLink) -> str:
    comment = comment_by_link(link, comment=form.comment(), by=BY_LINK)
    asked = urlencode({"passage": comment.passage, "done": "comment"})
    return f"{reverse('round_own')}?{asked}#comment-{comment.number}"


def _reply_form(request: HttpRequest, expert: RoundExpert) -> ExpertCommentForm | None:
    """The form to reply to the comment that the address names."""
    if "reply_to" not in request.GET or not expert.round.takes_comments:
        return None
    initial = {name: request.GET.get(name, "") for name in ("passage", "language", "reply_to")}
    return ExpertCommentForm(expert=expert, initial=initial)


def _page(request: HttpRequest, expert: RoundExpert, form: ExpertCommentForm | None = None) -> HttpResponse:
    round = expert.round
    page = RoundPage(
        round,
        language_of_reader(round.version),
        comments_shown_to_expert(expert),
        Authors(),
        chapter_key=request.GET.get("chapter", ""),
        passage_key=request.POST.get("passage", "") or request.GET.get("passage", ""),
    )
    done = {"comment": _("Comment submitted."), "naming": _("Your choice has been saved and applies from now on.")}
    context = {
        "expert": expert,
        "round": round,
        "tool": round.tool,
        "activity": round.tool.activity,
        "shown": page,
        "takes_comments": round.takes_comments,
        "comment_address": reverse("round_own"),
        "reply_address": reverse("round_own"),
        "may_respond": False,
        "topics": CommentTopic.choices,
        "once": uuid4,
        "form": form,
        "naming": NamingForm(initial={"is_named": expert.is_named}),
        "done": done.get(request.GET.get("done", ""), ""),
    }
    return render(request, "toolkit/discussion/own.html", context)
