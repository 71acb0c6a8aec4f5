"""The form for the order of the filters: each filter once."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class FacetOrderForm(WagtailAdminModelForm):
    def is_valid(self) -> bool:
        """Also judges the rows together: Wagtail checks them one by one, after the form itself."""
        if not super().is_valid():
            return False
        rows = self.formsets["positions"]
        chosen = [row.cleaned_data["parameter"] for row in rows.forms if row not in rows.deleted_forms]
        if len(set(chosen)) == len(chosen):
            return True
        self.add_error(None, _("Each filter can stand here only once."))
        return False
