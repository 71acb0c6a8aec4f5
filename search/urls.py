"""The directory: list, map and their data."""

from django.urls import path

from search import views

urlpatterns = [
    path("zoeken/", views.directory, name="directory"),
    path("zoeken/kaart/", views.directory_map, name="directory-map"),
    path("gebieden/grenzen.json", views.boundaries, name="area-boundaries"),
]
