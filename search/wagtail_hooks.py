"""What search adds to the CMS. Registers only."""

from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting

from search.editing.crisis_viewset import CrisisExpressionViewSet
from search.models import FacetOrder

register_setting(FacetOrder, icon="filter", order=500)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_crisis_words() -> CrisisExpressionViewSet:
    return CrisisExpressionViewSet("crisisexpression")
