"""Where the web server listens, from the environment: ``PORT`` and ``NAVIGATOR_BIND``. Needs no Django."""

import socket
from collections.abc import Mapping

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000


class AddressError(ValueError):
    """``PORT`` is no port, or the address can't be listened on."""


def host_and_port(environ: Mapping[str, str]) -> tuple[str, int]:
    """The host and port to listen on; :class:`AddressError` when ``PORT`` is not a port number."""
    text = environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 65_535:
        raise AddressError(text)
    return environ.get("NAVIGATOR_BIND") or DEFAULT_HOST, int(text)


def bind_address(environ: Mapping[str, str]) -> str:
    """The address as gunicorn wants it; an IPv6 host in brackets."""
    host, port = host_and_port(environ)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def address_to_open(environ: Mapping[str, str]) -> str:
    """What a person types into a browser on this machine."""
    host, port = host_and_port(environ)
    shown = "localhost" if host in (DEFAULT_HOST, "0.0.0.0", "::", "::1") else host  # noqa: S104 -- compared, not bound
    return f"http://{shown}:{port}/"


def check_free(environ: Mapping[str, str]) -> None:
    """Raise :class:`AddressError` when nobody can listen there now."""
    host, port = host_and_port(environ)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AddressError(f"{host}:{port}: {error.strerror}") from error
