"""``python -m search.rebuild_reader``: one of the processes of :mod:`search.rebuild_reading`."""

import gc
import os
import pickle
import sys

import django
from django.conf import settings


def main() -> None:
    """Answer every message until the input ends; whatever else would be printed goes to the error output."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings.base")
    django.setup()
    from search.engines import writing_engines  # noqa: PLC0415 -- needs the set-up
    from search.rebuild_reading import read_batch, received, send  # noqa: PLC0415 -- needs the set-up

    first = received(sys.stdin.buffer)
    if first is None:
        return
    settings.DATABASES["default"]["NAME"], order = pickle.loads(first)  # noqa: S301 -- from this program itself
    engine = next(engine for engine in writing_engines() if engine.kind == order.kind)
    gc.freeze()
    gc.disable()  # what one batch made goes with it
    while (message := received(sys.stdin.buffer)) is not None:
        reading = read_batch(order, engine, pickle.loads(message))  # noqa: S301 -- from this program itself
        send(output, pickle.dumps(reading, protocol=pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
