"""The address that Sally listens at; it is taken before anything slow begins."""

import os
import socket


class CannotListen(Exception):
    """The address cannot be had; the message says why, and what to do."""


def take(host: str, port: int) -> socket.socket:
    """A socket that is bound to this address and ready to be served. Raises CannotListen."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _type, _protocol, _name, address = min(found)  # IPv4 before IPv6, as in 127.0.0.1 for localhost
        listener = socket.create_server(address[:2], family=family)
        # Whoever connects inherits this; asyncio sets it only on sockets that it has made itself. Without it every
        # answer in two packets waits 40 ms for the client's acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except PermissionError:
        raise CannotListen(f"{host}:{port}: may not be used. Choose a port above 1023 with --port.") from None
    except socket.gaierror as error:
        raise CannotListen(f"{host}: is no address of this machine ({error.strerror}). Correct --host.") from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise CannotListen(
            f"{host}:{port}: cannot be had ({why}). Stop the program that has it, or choose another with --port."
        ) from None
    else:
        return listener


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
