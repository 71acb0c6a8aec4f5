"""Babel extraction method for Django templates, on top of Django's own ``templatize``."""

import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

Message = tuple[int, str | tuple[str, ...], list[str], str | None]


def extract_template(fileobj: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterable[Message]:
    """Yield the messages of ``{% translate %}`` and ``{% blocktranslate %}`` in one template."""
    source = fileobj.read().decode()
    python = "\n".join(line.strip() for line in templatize(source).splitlines())
    return extract_python(io.BytesIO(python.encode()), keywords, comment_tags, options)
