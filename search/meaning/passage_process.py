"""The process in which passages are encoded: ``python -m search.meaning.passage_process SETTING``.

Reads messages (JSON lists of texts) from standard input and answers each with the bytes of its vectors, or nothing when
the encoder is at fault. It knows neither Django nor database, gives way to whatever serves visitors, and ends when its
parent does.
"""

import os
import sys

from search.meaning.encoders import ENCODERS, EncoderFaultError, make_encoder
from search.meaning.framing import framed, parsed_json, read_frame
from search.meaning.port import Encoder
from search.meaning.vector_bytes import quantised

NICENESS = 5  # a third of a visitor's share; at 10 a single text took seconds while many searched


def main(setting: str) -> None:
    os.nice(NICENESS)
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is no answer
    encoder = make_encoder(ENCODERS[setting])
    while (content := read_frame(lambda size: os.read(0, size))) is not None:
        _write(answers, framed(encoded(encoder, parsed_json(content))))


def encoded(encoder: Encoder, texts: list[str]) -> bytes:
    try:
        return quantised(encoder.encode_passages(texts)).tobytes()
    except EncoderFaultError:
        return b""


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


if __name__ == "__main__":
    main(sys.argv[1])
