"""Finding by words of a title: in every language, never beyond what the reader may see."""

import pytest
from django.test import Client
from django.urls import reverse

from palermo.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def found(name, words, client=None, **more):
    response = (client or Client()).get(reverse(name), {"find": words, **more})
    assert response.status_code == 200
    rows = response.context["page"].object_list
    return sorted(getattr(row, "activity", row).slug for row in rows)


@pytest.mark.parametrize("words", ["Bangkok", "criminal justice responses", "曼谷", "刑事司法", "Бангкок", "بانكوك"])
def test_event_is_found_by_words_of_any_language(words):
    assert found("event_list", words) == ["bangkok-2007"]


def test_every_word_must_be_there():
    assert found("event_list", "Bangkok faith") == []


def test_document_is_found_by_a_part_of_its_symbol():
    assert found("document_list", "CN.15/2008") == ["ccpcj-17-provisional-agenda"]


def test_nobody_finds_what_they_may_not_see():
    delegate = Client()
    delegate.force_login(User.objects.get(email="delegate@example.org"))
    assert found("document_list", "chair’s report") == []
    assert found("document_list", "chair’s report", delegate) == ["bangkok-recommendations"]


def test_filters_and_words_go_together():
    assert found("event_list", "Vienna", kind="forum") == ["vienna-forum"]


@pytest.mark.parametrize("name", ["event_list", "document_list", "decision_list", "mandate_list"])
def test_nothing_found_is_said(name):
    response = Client().get(reverse(name), {"find": "zzzz<script>"})
    assert "match your selection." in response.content.decode()
    assert "zzzz<script>" not in response.content.decode()
