"""What holds for every test, wherever they are started from, and the server that some of them share."""

import os
import signal
import uuid

import pytest


def pytest_configure():
    """Let Ctrl-C reach the programs under test: a shell starts what runs in its background with the signal ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def postgres_url():
    """Give the address of an empty schema in the PostgreSQL server that the environment names; its users name it, too.

    Tests that run at the same time meet in one database: what is theirs there, they find by the schema's name, which
    is also what their connections call themselves.
    """
    server = os.environ.get("GRADER_TEST_POSTGRES_URL")
    if not server:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "no PostgreSQL server: set GRADER_TEST_POSTGRES_URL to postgresql+psycopg://USER@HOST/DATABASE"
        )
    import sqlalchemy as sa

    schema = f"grader_{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    url = sa.make_url(server).update_query_dict({"options": f"-csearch_path={schema}", "application_name": schema})
    yield url.render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
