"""Alembic's entry: runs the migrations on the connection that the store hands over, inside its transaction."""

from alembic import context

from assistant.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
