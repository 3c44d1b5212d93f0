"""Migrations: new gradebooks are made, older ones brought up to date, newer ones refused."""

import hashlib
import sqlite3
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from grader.errors import GradebookError
from grader.record import open_gradebook, schema
from grader.record.engine import make_engine, read_url, writing
from grader.record.stored import encode_tests
from grader.record.tables import metadata


def version_of(gradebook):
    """Give the migration that a gradebook stands at."""
    with gradebook._engine.connect() as connection:
        return connection.scalar(sa.text(f"SELECT version_num FROM {schema.VERSION_TABLE}"))


def set_version(gradebook, version):
    """Pretend that a gradebook stands at another migration."""
    with gradebook._engine.connect() as connection, connection.begin():
        connection.execute(sa.text(f"UPDATE {schema.VERSION_TABLE} SET version_num = :v"), {"v": version})


def test_head_is_the_newest_migration():
    """The constant that saves importing Alembic is right."""
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def description(connection):
    """Give all that the database says of its tables: columns, keys, indexes, constraints."""
    found = sa.inspect(connection)
    return {
        table: {
            "columns": [{**column, "type": str(column["type"])} for column in found.get_columns(table)],
            "primary key": found.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"], sorted(key["options"]))
                for key in found.get_foreign_keys(table)
            ),
            "unique": sorted(tuple(unique["column_names"]) for unique in found.get_unique_constraints(table)),
            "indexes": sorted(
                (index["name"], tuple(index["column_names"]), bool(index["unique"]))
                for index in found.get_indexes(table)
            ),
        }
        for table in sorted(found.get_table_names())
    }


def without_order(tables):
    """Forget in which order a table has its columns: a migration adds them at the end."""
    return {
        name: {**table, "columns": sorted(table["columns"], key=lambda column: column["name"])}
        for name, table in tables.items()
    }


def test_migrations_make_what_the_tables_say(url):
    """A gradebook made by the migrations has exactly the tables of tables.py, and of a new gradebook."""
    engine = make_engine(read_url(url))
    with writing(engine) as connection:
        schema.migrate(connection)
    with engine.connect() as connection:
        options = {"version_table": schema.VERSION_TABLE, "compare_type": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        migrated = description(connection)
    with writing(engine) as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql(f"DROP TABLE {schema.VERSION_TABLE}")
    engine.dispose()

    assert differences == []
    with open_gradebook(url) as gradebook, gradebook._engine.connect() as connection:
        assert without_order(description(connection)) == without_order(migrated)
        assert version_of(gradebook) == schema.HEAD


def test_unique_pairs_are_held_by_the_database(gradebook, submission, result):
    """Were a lock ever missed, the database itself would refuse to count twice."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item)])
    names = ("submission_id, exercise_version, final, status, max_points, message, tests, toolkit_version, seed, "
             "recorded_at")  # fmt: skip
    with (
        gradebook._engine.connect() as connection,
        pytest.raises(sa.exc.IntegrityError),
        connection.begin(),
    ):
        connection.exec_driver_sql(f"INSERT INTO result ({names}) SELECT {names} FROM result")


def test_opening_again_migrates_nothing(url, submission):
    """An up-to-date gradebook opens as it is."""
    with open_gradebook(url) as gradebook:
        gradebook.add_submissions("c", [submission()])
    with open_gradebook(url) as gradebook:
        assert version_of(gradebook) == schema.HEAD
        assert gradebook.students("c") == ["ada"]


def test_new_and_up_to_date_gradebooks_open_without_alembic(tmp_path):
    """The slow import is paid by who comes with an older one."""
    program = f"""
import sys
from grader.record import open_gradebook
for _ in range(2):
    open_gradebook("sqlite:///{tmp_path}/gradebook.db").close()
    print("alembic" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["False", "False"]


def test_newer_gradebook_is_refused(url):
    """A gradebook of a newer grader is not touched, and the sentence says both forms."""
    with open_gradebook(url) as gradebook:
        set_version(gradebook, "0999")

    with pytest.raises(GradebookError, match=f"newer grader .its form is 0999, this one knows {schema.HEAD}."):
        open_gradebook(url)


def test_older_gradebook_is_brought_up_to_date(url):
    """A gradebook that stands before the first migration gets the tables."""
    with open_gradebook(url) as gradebook, gradebook._engine.connect() as connection, connection.begin():
        for table in ("adjustment", "extension", "former_result", "finding", "result", "submission", "content"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"DELETE FROM {schema.VERSION_TABLE}")

    with open_gradebook(url, create=False) as gradebook:
        assert version_of(gradebook) == schema.HEAD
        assert gradebook.students("c") == []


FIRST_FORM = """
INSERT INTO content (sha256, bytes) VALUES ('{sha256}', {bytes});
INSERT INTO submission (id, course, student, exercise, submitted_at, sha256, readable, unreadable, source, taken_in_at)
  VALUES (1, 'c', 'ada', 'sgd', 1000000, '{sha256}', TRUE, '', 'ada/sgd.py', 5),
         (2, 'c', 'Ünal', 'sgd', 2000000, 'none', FALSE, 'sgd.py is a link.', 'x', 6);
INSERT INTO result (id, submission_id, exercise_version, final, status, points, max_points, message, tests,
                    toolkit_version, seed, recorded_at)
  VALUES (1, 1, 'v0', TRUE, 'graded', '3.00', '10', '', '[]', '0.1.0', '7', 8),
         (2, 1, 'v1', TRUE, 'graded', '7.50', '10', '', '{tests}', '0.1.0', '4294967295', 9),
         (3, 2, 'v1', TRUE, 'invalid', '0.00', '10', 'sgd.py is a link.', '[]', '0.1.0', '7', 10);
INSERT INTO finding (id, result_id, test_id, diagnosis) VALUES (1, 2, 'test_it', 'sign-flipped');
"""


def test_gradebook_of_the_first_form_is_upgraded_with_all_that_it_holds(url, result, submission, test_result):
    """Submissions, contents, results of every version and findings are there afterwards, and can be built upon."""
    test = test_result(id="test_it", diagnosis="sign-flipped", points=Fraction(1, 3))
    data = b"x = 1\n"
    engine = make_engine(read_url(url))
    with writing(engine) as connection:
        schema.migrate(connection, "0001")
        script = FIRST_FORM.format(
            sha256=hashlib.sha256(data).hexdigest(),
            bytes=f"X'{data.hex()}'" if "sqlite" in url else f"decode('{data.hex()}', 'hex')",
            tests=encode_tests((test,)),
        )
        for statement in script.split(";\n")[:-1]:
            connection.exec_driver_sql(statement)
    engine.dispose()

    with open_gradebook(url, create=False) as gradebook:
        assert version_of(gradebook) == schema.HEAD
        ada, unal = gradebook.results("c", {"sgd": "v1"})
        assert (ada.points, ada.tests, ada.seed, ada.environment) == (Decimal("7.50"), (test,), 4294967295, "")
        assert (unal.student, str(unal.status), unal.message) == ("Ünal", "invalid", "sgd.py is a link.")
        assert [one.points for one in gradebook.history("c", "ada", "sgd")] == [Decimal("3.00"), Decimal("7.50")]
        assert gradebook.attempts("c", "ada", "sgd")[0].content == data
        assert [(one.diagnosis, one.students) for one in gradebook.diagnoses("c")] == [("sign-flipped", 1)]
        assert gradebook.pending("c", {"sgd": "v1"}) == []
        assert (gradebook.adjustments("c"), gradebook.extensions("c")) == ([], [])
        again = msgspec.structs.replace(ada, points=Decimal("8.00"), environment="Python 4")
        assert gradebook.replace("c", [again]) == 1
        assert gradebook.results("c", {"sgd": "v1"})[0] == again
        if "sqlite" not in url:  # its sequences do not see ids that were written by hand
            return
        item = submission("bob")
        gradebook.add_submissions("c", [item])
        assert gradebook.record("c", [result(item)]) == 1


def test_migration_that_fails_leaves_the_gradebook_as_it_was(tmp_path):
    """A migration is all or nothing: a table in its way, and nothing of it is there."""
    path = tmp_path / "gradebook.db"
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE {schema.VERSION_TABLE} (version_num VARCHAR(32) NOT NULL)")
    connection.execute("CREATE TABLE result (x)")
    connection.commit()
    connection.close()

    with pytest.raises(GradebookError, match="already exists"):
        open_gradebook(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert tables == {schema.VERSION_TABLE, "result"}


def test_migrations_are_in_the_package():
    """The wheel ships what it needs to make a gradebook."""
    assert (schema.MIGRATIONS / "env.py").is_file()
    assert (schema.MIGRATIONS / "script.py.mako").is_file()
    assert [path.name for path in sorted((schema.MIGRATIONS / "versions").glob("*.py"))] == [
        "0001_submissions_and_results.py",
        "0002_decisions.py",
    ]
