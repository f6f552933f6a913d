"""Data: the questions that figures answer, and the way to rounds, returns, datasets, sources and code lists."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import FOR_A_STATE, Role
from palermo.figures.web.questions.pages import QUESTIONS


@login_not_required
def data_overview(request: SiteRequest) -> HttpResponse:
    """What the figures show, and how they are collected; national returns for those who may have one to see."""
    has_returns = bool(request.viewer.roles & (FOR_A_STATE | {Role.SECRETARIAT}))
    return render(request, "portal/data.html", {"has_returns": has_returns, "questions": QUESTIONS})
