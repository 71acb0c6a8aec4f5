"""Where the ordinary questions of each language lie (``centres.json``), for every encoder.

Vectors of one language lie together, and all of them in one corner of the space, which squeezes cosines into a narrow
band that differs per language. Taking most of that common part out of a question's vector lets one floor serve all
languages, and stops entries that are near to everything from being found by everything.

``python -m search.meaning.centres`` makes the file anew with the encoders that are installed.
"""

import base64
import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from search.meaning.encoders import ENCODERS, make_encoder
from search.meaning.ordinary_questions import ORDINARY_QUESTIONS
from search.meaning.port import Encoder, Vectors

FILE = Path(__file__).with_name("centres.json")


@lru_cache(maxsize=4)
def centres_of(encoder: str) -> Vectors:
    """Centre of each language, shape (languages, dimensions), in the order of the list of questions."""
    kept = json.loads(FILE.read_text(encoding="ascii"))[encoder]
    rows = [np.frombuffer(base64.b64decode(kept[language]), np.float16) for language in ORDINARY_QUESTIONS]
    return np.stack(rows).astype(np.float32)


def measured(encoder: Encoder, language: str) -> Vectors:
    """One of them, reckoned with the encoder itself."""
    mean: Vectors = np.mean([encoder.encode_query(text) for text in ORDINARY_QUESTIONS[language]], axis=0)
    return mean


def main() -> None:
    kept = json.loads(FILE.read_text(encoding="ascii")) if FILE.exists() else {}
    for kind in ENCODERS.values():
        if kind.is_installed():
            encoder = make_encoder(kind)
            kept[kind.name] = {
                language: base64.b64encode(measured(encoder, language).astype(np.float16).tobytes()).decode()
                for language in ORDINARY_QUESTIONS
            }
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
