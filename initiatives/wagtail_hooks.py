"""What the domain adds to the CMS. Registers only."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from initiatives.cms.choosers import AreaChooser, OrganisationChooser, PlaceChooser
from initiatives.cms.initiative_viewset import InitiativeViewSet
from initiatives.cms.location_picker import geocode_view
from initiatives.cms.record_viewsets import DirectoryGroup, VocabularyGroup
from initiatives.models import Initiative, Organisation, Place
from initiatives.permissions import AcceptedRecordPolicy

register_permission_policy(Organisation, AcceptedRecordPolicy(Organisation))
register_permission_policy(Place, AcceptedRecordPolicy(Place))
register_snippet(Initiative, viewset=InitiativeViewSet)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_choosers() -> list[object]:
    return [OrganisationChooser("choose_organisation"), PlaceChooser("choose_place"), AreaChooser("choose_area")]


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_directory() -> DirectoryGroup:
    return DirectoryGroup()


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_vocabularies() -> VocabularyGroup:
    return VocabularyGroup()


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_geocode_url() -> list[URLPattern]:
    return [path("geocode/", geocode_view, name="geocode")]
