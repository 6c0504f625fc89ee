"""The private RSA operation by the OpenSSL that Python itself runs on, where it can be reached.

It takes a quarter of GMP's time (vector instructions) and blinds its timing. `cryptography` has
no RSA without padding, so the library is called by its C interface; where a build of Python
hides it, `signer` computes with gmpy2.
"""

import _ssl
import ctypes
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_void_p
from typing import Any

NO_PADDING = 3  # RSA_NO_PADDING of openssl/rsa.h
Operation = Callable[[bytes], bytes]


class OperationFailed(Exception):
    """OpenSSL did not compute. Nothing was let out."""


def _declared() -> dict[str, Any] | None:
    """The functions, with their types; None when this Python does not show them."""
    types: dict[str, tuple[Any, list[Any]]] = {
        "d2i_AutoPrivateKey": (c_void_p, [c_void_p, POINTER(c_char_p), c_long]),
        "EVP_PKEY_free": (None, [c_void_p]),
        "EVP_PKEY_CTX_new": (c_void_p, [c_void_p, c_void_p]),
        "EVP_PKEY_CTX_free": (None, [c_void_p]),
        "EVP_PKEY_decrypt_init": (c_int, [c_void_p]),
        "EVP_PKEY_CTX_set_rsa_padding": (c_int, [c_void_p, c_int]),
        "EVP_PKEY_decrypt": (
            c_int,
            [c_void_p, c_void_p, POINTER(c_size_t), c_char_p, c_size_t],
        ),
    }
    try:
        library = ctypes.CDLL(_ssl.__file__)
        found = {name: getattr(library, name) for name in types}
    except (OSError, AttributeError):
        return None
    for name, (result, arguments) in types.items():
        found[name].restype, found[name].argtypes = result, arguments
    return found


OPENSSL = _declared()


class LoadedKey:
    """An RSA private key inside OpenSSL; its memory is wiped when the last user lets go."""

    def __init__(self, openssl: dict[str, Any], der: bytes) -> None:
        self._openssl = openssl
        self._key = openssl["d2i_AutoPrivateKey"](None, byref(c_char_p(der)), len(der))
        if not self._key:
            raise OperationFailed

    def __del__(self) -> None:
        if getattr(self, "_key", None):
            self._openssl["EVP_PKEY_free"](self._key)

    def operate(self, value: bytes) -> bytes:
        """value^d mod n, as many bytes as n has. Any thread may call; the GIL is let go."""
        openssl = self._openssl
        context = openssl["EVP_PKEY_CTX_new"](self._key, None)
        try:
            ready = context and openssl["EVP_PKEY_decrypt_init"](context) == 1
            if not ready or openssl["EVP_PKEY_CTX_set_rsa_padding"](context, NO_PADDING) != 1:
                raise OperationFailed
            room = c_size_t(len(value))
            out = ctypes.create_string_buffer(len(value))
            done = openssl["EVP_PKEY_decrypt"](context, out, byref(room), value, len(value))
            if done != 1 or room.value != len(value):
                raise OperationFailed
            return out.raw
        finally:
            openssl["EVP_PKEY_CTX_free"](context)


def private_operation(der: bytes) -> Operation | None:
    """The raw private operation of this key (PKCS #8, DER); None when OpenSSL is hidden."""
    return None if OPENSSL is None else LoadedKey(OPENSSL, der).operate
