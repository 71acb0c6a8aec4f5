"""What the site adds to the CMS as a whole. Registers only."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]  # Wagtail has no types
def add_house_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))
