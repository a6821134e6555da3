import socket
from importlib.util import find_spec

import pytest

from assistant.store.error import StorageUnavailable
from assistant.store.store import Store

from .conftest import full_unit, writing_engine

has_asyncpg = find_spec("asyncpg") is not None


@pytest.mark.skipif(has_asyncpg, reason="asyncpg is installed")
async def test_a_missing_driver_is_named():
    with pytest.raises(StorageUnavailable) as refused:
        await Store.open("postgresql://sally:secret@db.shop/sally")
    assert (
        str(refused.value)
        == "postgresql://sally:***@db.shop/sally: needs the package asyncpg. Run: pip install asyncpg"
    )


@pytest.mark.skipif(not has_asyncpg, reason="asyncpg is not installed")
async def test_a_server_that_is_not_there_is_named_without_the_password():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StorageUnavailable) as refused:
        await Store.open(f"postgresql://sally:secret@127.0.0.1:{port}/sally")
    assert str(refused.value) == (
        f"postgresql://sally:***@127.0.0.1:{port}/sally: "
        "did not answer for 0.0 s. See that the server runs and can be reached."
    )


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_a_lost_connection_is_told_and_the_next_turn_gets_a_new_one(url: str, store: Store):
    await store.create("s1", "hash", {}, {})
    killer = await Store.open(url)
    end_all = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    await killer._database.write(lambda connection: connection.exec_driver_sql(end_all).all())
    with pytest.raises(StorageUnavailable):
        await store.commit(full_unit())
    assert await store.commit(full_unit()) == (1, 2)
    await killer.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_a_read_only_server_says_so(store: Store):
    await store.create("s1", "hash", {}, {})

    def read_only(connection):
        connection.exec_driver_sql("SET default_transaction_read_only = on")

    await store._database.write(read_only)
    with pytest.raises(StorageUnavailable, match=r"is read-only\. Name the primary server in the URL\."):
        await store.commit(full_unit())
    assert writing_engine(store).pool.checkedout() == 0
