"""Public pages of the domain: one overview and one detail page for each kind of record."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
