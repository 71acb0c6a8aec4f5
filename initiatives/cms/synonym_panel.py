"""Under the synonyms of a theme or target group: a button to see what they would do, where search offers that."""

from typing import Any

from django import forms
from wagtail import hooks
from wagtail.admin.panels import Panel

PREVIEW_HOOK = "navigator_synonym_preview_address"


class SynonymPreviewPanel(Panel):
    """Asks the functions of hook ``navigator_synonym_preview_address`` for the page that takes the open form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "initiatives/cms/synonym_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/synonym-preview.js"])

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and hooks.get_hooks(PREVIEW_HOOK))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "addresses": [address(self.instance) for address in hooks.get_hooks(PREVIEW_HOOK)]}
