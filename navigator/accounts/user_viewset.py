"""Accounts in the CMS: an administrator of the group cannot make anybody, or itself, a superuser."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.users.views.users import CreateView, EditView, UserViewSet


class NoPromotionMixin:
    """Only a superuser decides who is one. A disabled field ignores whatever is posted for it."""

    request: Any

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]  # a mixin
        if not self.request.user.is_superuser and "is_superuser" in form.fields:
            form.fields["is_superuser"].disabled = True
        return form


class StaffCreateView(NoPromotionMixin, CreateView):
    pass


class StaffEditView(NoPromotionMixin, EditView):
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied


class StaffUserViewSet(UserViewSet):
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
