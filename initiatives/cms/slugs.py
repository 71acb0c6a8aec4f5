"""Names in addresses: made from the title when an editor leaves them empty, always unique."""

from typing import Any

from django.db.models import Model
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm

FALLBACK = "zonder-naam"


def free_slug(model: type[Model], name: str, *, own_key: Any = None) -> str:
    """A slug for ``name`` that no other row has: "wandelclub", else "wandelclub-2" and so on."""
    field: Any = model._meta.get_field("slug")
    base = slugify(name)[: field.max_length - 6].strip("-") or FALLBACK
    manager: Any = model._default_manager
    taken = set(manager.filter(slug__startswith=base).exclude(pk=own_key).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


class SlugFromNameForm(WagtailAdminModelForm):
    """Leaves the slug optional; ``name_field`` says what it is made from."""

    name_field = "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data.get("slug") or "")
        name = str(self.data.get(self.add_prefix(self.name_field), ""))
        return slug or free_slug(self._meta.model, name, own_key=self.instance.pk)


class AcceptedRecordForm(SlugFromNameForm):
    """What somebody without the right to publish adds is not public before a moderator accepts it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "is_accepted" not in self.fields and self.instance._state.adding:
            self.instance.is_accepted = False
        return cleaned
