"""Addresses of search servers as people write them, with a password in them or not."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit


def split_access(addresses: Iterable[str]) -> tuple[list[str], str, str]:
    """The addresses without user and password, and the first user and password found in them.

    So no address that is shown or logged holds a secret. What is no address is left as it is, for the checks to name.
    """
    plain, user, password = [], "", ""
    for address in (address.strip().rstrip("/") for address in addresses):
        parts = urlsplit(address)
        if "@" in parts.netloc:
            access, _, host = parts.netloc.rpartition("@")
            name, _, secret = access.partition(":")
            user, password = user or unquote(name), password or unquote(secret)
            address = parts._replace(netloc=host).geturl()
        if address:
            plain.append(address)
    return plain, user, password
