"""The directory: list, map and their data."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
