"""Wagtail's screens for accounts, with the project's own rules."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):  # type: ignore[misc]  # Wagtail has no types
    user_viewset = "navigator.accounts.user_viewset.StaffUserViewSet"
