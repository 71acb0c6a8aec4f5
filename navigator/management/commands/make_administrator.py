"""``manage.py make_administrator``: one superuser with a random password, when there is none."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from navigator.accounts.administrator import make_administrator


class Command(BaseCommand):
    help = "Makes an administrator with a random password, printed once, unless there is one."

    def handle(self, **_options: Any) -> None:
        administrator = make_administrator()
        if administrator is None:
            self.stdout.write(_("There is an administrator already. Forgotten the password? manage.py changepassword"))
            return
        self.stdout.write(_("  user name: %(name)s") % {"name": administrator.username})
        self.stdout.write(_("  password:  %(password)s") % {"password": administrator.password})
