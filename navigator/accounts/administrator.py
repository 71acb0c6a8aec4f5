"""The first administrator of an installation."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction

USERNAME = "beheerder"
PASSWORD_BYTES = 15  # 20 characters


@dataclass(frozen=True)
class NewAdministrator:
    """The only place where the password exists in readable form; print it and forget it."""

    username: str
    password: str


@transaction.atomic
def make_administrator() -> NewAdministrator | None:
    """Make a superuser with a random password, or return ``None`` when there is one already."""
    users = get_user_model()._default_manager
    if users.filter(is_superuser=True).exists():
        return None
    username = USERNAME if not users.filter(username=USERNAME).exists() else f"{USERNAME}-{secrets.token_hex(3)}"
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    users.create_superuser(username=username, password=password)
    return NewAdministrator(username, password)
