import asyncio
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from assistant.store import migration
from assistant.store.error import StorageUnavailable
from assistant.store.store import Store
from assistant.store.tables import METADATA


async def test_the_migrations_make_the_tables_that_the_store_uses(store: Store):
    def differences(connection):
        return compare_metadata(MigrationContext.configure(connection), METADATA)

    assert await store._database.write(differences) == []


def test_the_newest_file_is_the_only_head():
    config = Config()
    config.set_main_option("script_location", str(migration._FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [migration.newest_revision()]


async def test_two_programs_that_start_together_both_get_their_tables(url: str):
    stores = await asyncio.gather(*(Store.open(url) for _ in range(4)))
    for n, store in enumerate(stores):
        await store.create(f"s{n}", "hash", {}, {})
    assert await stores[0].count_sessions(since=0) == 4
    for store in stores:
        await store.close()


async def test_the_tables_of_a_newer_sally_are_left_alone(url: str, store: Store):
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await store._database.write(lambda connection: connection.execute(newer).close())
    with pytest.raises(StorageUnavailable, match=r"has the tables of a newer Sally \(9999; this one knows \d{4}\)\."):
        await Store.open(url)


async def test_alembic_is_not_imported_when_there_is_nothing_to_migrate(url: str, store: Store):
    program = f"""
import asyncio, sys
from assistant.store.store import Store
async def main():
    await (await Store.open({url!r})).close()
asyncio.run(main())
sys.exit("alembic" in sys.modules)
"""
    done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", program], check=False)
    assert done.returncode == 0
