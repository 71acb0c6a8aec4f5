"""An address that was public keeps working: a changed slug leaves a redirect, and never a loop."""

from typing import Any

from django.db import models
from django.db.models.signals import post_save, pre_save
from wagtail.contrib.redirects.models import Redirect

from initiatives.models import Area, Initiative, Organisation, Place, Theme

MODELS_WITH_PAGES: tuple[type[models.Model], ...] = (Initiative, Organisation, Place, Area, Theme)


def connect() -> None:
    for model in MODELS_WITH_PAGES:
        name = model.__name__
        pre_save.connect(remember_public_address, sender=model, dispatch_uid=f"remember address of {name}")
        post_save.connect(redirect_old_address, sender=model, dispatch_uid=f"redirect address of {name}")


def remember_public_address(instance: Any, raw: bool = False, **_: Any) -> None:
    """Keep the stored row's address on the instance, when the public could see it and it is about to change."""
    instance._old_public_address = ""
    if raw or not instance.pk:
        return
    stored: Any = type(instance)._default_manager.filter(pk=instance.pk).first()
    if stored is not None and stored.slug != instance.slug and _is_public(stored):
        instance._old_public_address = stored.get_absolute_url()


def redirect_old_address(instance: Any, **_: Any) -> None:
    old = getattr(instance, "_old_public_address", "")
    if old:
        instance._old_public_address = ""
        add_redirect(old=old, new=instance.get_absolute_url())


def add_redirect(*, old: str, new: str) -> None:
    """Send ``old`` to ``new``; earlier redirects to ``old`` follow, one that starts at ``new`` goes."""
    Redirect.objects.filter(old_path=Redirect.normalise_path(new)).delete()
    Redirect.objects.filter(redirect_link=old).update(redirect_link=new)
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old),
        site=None,
        defaults={"redirect_link": new, "is_permanent": True, "automatically_created": True},
    )


def _is_public(stored: Any) -> bool:
    return bool(getattr(stored, "live", True) and getattr(stored, "is_accepted", True))
