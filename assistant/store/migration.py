"""Brings a database up to the newest of the numbered files in migrations/versions, inside one transaction."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from assistant.store.error import StorageUnavailable

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7255  # any number: PostgreSQL's lock that lets one process migrate at a time; SQLite has one writer anyway


def newest_revision() -> str:
    """Find the number of the newest migration that ships with this program."""
    return max(path.name[:4] for path in (_FOLDER / "versions").glob("[0-9]*.py"))


def stored_revision(connection: Connection) -> str | None:
    """Read which migration the database has got to, or None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def migrate(connection: Connection) -> None:
    """Run the missing migrations. Raises StorageUnavailable when a newer program has been at the database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    stored, newest = stored_revision(connection), newest_revision()
    if stored is not None and stored > newest:
        raise StorageUnavailable(
            str(connection.engine.url.database),
            f"has the tables of a newer Sally ({stored}; this one knows {newest}). Start the newer one.",
        )
    if stored != newest:
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # a good part of a second, for a first start or an update only
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
