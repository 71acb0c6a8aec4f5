"""Uploading images in the CMS: a damaged file is a message in the form, never an error page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class CheckedImageField(WagtailImageField):
    """Reads the whole image once its stated size is found within bounds; whatever goes wrong is bad input."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                self._read_all(file)
        except ValidationError:
            raise
        except Exception as error:  # decoders raise whatever they like on damaged files
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        return file

    def _read_all(self, file: Any) -> None:
        file.seek(0)
        with PillowImage.open(file) as image:
            image.load()
        file.seek(0)


class CheckedImageForm(BaseImageForm):
    file = CheckedImageField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
