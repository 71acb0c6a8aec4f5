"""In an initiative's editor: who can be reached about it, with links to change that.

Contacts are no part of the form, so that they enter no draft, revision or preview.
"""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from initiatives.models import Contact


class ContactsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "initiatives/cms/contacts_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            initiative = self.instance
            is_allowed = bool(self.request) and self.request.user.has_perm("initiatives.change_contact")
            contacts = Contact.objects.filter(initiative=initiative) if initiative.pk and is_allowed else []
            return {
                **context,
                "is_saved": bool(initiative.pk),
                "is_allowed": is_allowed,
                "contacts": [(contact, reverse("contact:edit", args=[contact.pk])) for contact in contacts],
                "add_url": f"{reverse('contact:add')}?initiative={initiative.pk}" if initiative.pk else "",
            }
