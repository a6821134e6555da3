"""The address to listen at is taken at once, or it is said why it cannot be."""

import socket

import pytest

from assistant.address import CannotListen, free_port, take


def test_an_address_that_is_free_is_taken() -> None:
    with take("127.0.0.1", free_port()) as listener, socket.create_connection(listener.getsockname()) as client:
        assert client.getpeername() == listener.getsockname()


def test_localhost_is_this_machine_in_the_old_numbering() -> None:
    with take("localhost", free_port()) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_an_address_in_use_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotListen) as raised:
            take("127.0.0.1", port)
    assert str(raised.value) == (
        f"127.0.0.1:{port}: cannot be had (Address already in use). "
        "Stop the program that has it, or choose another with --port."
    )


def test_an_address_of_another_machine_cannot_be_had() -> None:
    with pytest.raises(CannotListen, match=r"^192\.0\.2\.1:8080: cannot be had \(Cannot assign requested address\)\."):
        take("192.0.2.1", 8080)


def test_a_name_that_is_no_address_is_told_so() -> None:
    with pytest.raises(CannotListen, match=r"^256\.1\.1\.x: is no address of this machine"):
        take("256.1.1.x", 8080)
