"""Deleting what others still point to: an explanation instead of an error page."""

from typing import Any

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import DeleteView

NAMED_USERS = 5


class ProtectedDeleteView(DeleteView):
    """Says what still uses the record and leads back to it; nothing is deleted."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.usage = None  # Wagtail would answer "no permission"; the database knows who uses it, and says so
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except ProtectedError as error:
            messages.error(request, self.explanation(error))
            return HttpResponseRedirect(self.get_success_url())
        return response

    def explanation(self, error: ProtectedError) -> str:
        users = [str(getattr(user, "initiative", user)) for user in error.protected_objects]
        names = list(dict.fromkeys(users))
        shown = ", ".join(names[:NAMED_USERS]) + ("…" if len(names) > NAMED_USERS else "")
        return _("“%(record)s” cannot be deleted, because it is still used by: %(users)s.") % {
            "record": self.object,
            "users": shown,
        }
