"""Wagtail's screens for accounts, with the project's own rules."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    user_viewset = "navigator.accounts.user_viewset.StaffUserViewSet"
