"""Who may do what, beyond Django's own add, change, delete and view."""

from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

PUBLISH_PERMISSION = "initiatives.publish_initiative"


def may_publish(user: Any) -> bool:
    """Whether this user decides what the public sees: moderators and administrators."""
    return bool(user.is_active and user.has_perm(PUBLISH_PERMISSION))


class AcceptedRecordPolicy(ModelPermissionPolicy):
    """Organisations and places have no draft: a change to an accepted one is public at once.

    So an editor without the right to publish may add them (unaccepted) and change those not accepted yet.
    """

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if action in ("change", "delete") and getattr(instance, "is_accepted", False) and not may_publish(user):
            return False
        return bool(self.user_has_permission(user, action))
