"""Public pages of the domain: one overview and one detail page for each kind of record."""

from django.urls import URLPattern, path

from initiatives.views import areas, initiatives, organisations, places, themes

urlpatterns: list[URLPattern] = [
    path("initiatieven/", initiatives.list_initiatives, name="initiative-list"),
    path("initiatieven/<slug:slug>/", initiatives.show_initiative, name="initiative-detail"),
    path("organisaties/", organisations.list_organisations, name="organisation-list"),
    path("organisaties/<slug:slug>/", organisations.show_organisation, name="organisation-detail"),
    path("locaties/", places.list_places, name="place-list"),
    path("locaties/<slug:slug>/", places.show_place, name="place-detail"),
    path("gebieden/", areas.list_areas, name="area-list"),
    path("gebieden/<slug:slug>/", areas.show_area, name="area-detail"),
    path("themas/", themes.list_themes, name="theme-list"),
    path("themas/<slug:slug>/", themes.show_theme, name="theme-detail"),
]
