"""The project's own user model, so that it can grow without a migration of every foreign key."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who logs in: an editor, a moderator or an administrator."""
