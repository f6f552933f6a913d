"""Addresses of the two sites."""

from django.urls import path

urlpatterns: list = []
