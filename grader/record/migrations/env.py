"""Alembic's entry: runs the migrations on the connection, and in the transaction, that schema.py hands over."""

from alembic import context

connection = context.config.attributes["connection"]
version_table = context.config.attributes["version_table"]
context.configure(connection=connection, version_table=version_table, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
