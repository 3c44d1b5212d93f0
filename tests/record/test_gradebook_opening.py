"""Opening a gradebook: addresses, other people's databases, and what goes wrong in a sentence."""

import sqlite3
import subprocess
import sys
import threading

import pytest

from grader.errors import GradebookError
from grader.record import engine, open_gradebook, opening
from grader.record.engine import read_url, without_password


@pytest.mark.parametrize(
    "address", ["gradebook.db", "", "://", "no spaces://x y", "/tmp/gradebook.db", "sqlite://gradebook.db"]
)
def test_not_an_address(address):
    """Whoever writes a path is told how an address looks."""
    with pytest.raises(GradebookError, match="write sqlite:///FILE or postgresql"):
        open_gradebook(address)


@pytest.mark.parametrize("address", ["mysql://u@h/d", "oracle://h", "sqlite+aiosqlite:///x", "postgresql+psycopg2://h"])
def test_other_databases_are_refused(address):
    """Only what is tested is offered."""
    with pytest.raises(GradebookError, match="cannot be kept in"):
        open_gradebook(address)


@pytest.mark.parametrize("address", ["postgresql://u@h/d", "postgres://u@h/d", "postgresql+psycopg://u@h/d"])
def test_short_spellings_of_postgresql(address):
    """What people type for PostgreSQL means the driver that we have."""
    assert read_url(address).drivername == "postgresql+psycopg"


def test_password_is_never_shown():
    """Neither a wrong address nor a server that is not there prints the password."""
    with pytest.raises(GradebookError) as wrong:
        open_gradebook("mysqlx//ada:sEcret@h/d:x")
    with pytest.raises(GradebookError) as absent:
        open_gradebook("postgresql+psycopg://ada:sEcret@127.0.0.1:1/d")

    assert "sEcret" not in str(absent.value)
    assert "127.0.0.1" in str(absent.value)
    assert "sEcret" not in without_password("postgresql://ada:sEcret@h/d")
    assert str(wrong.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada@127.0.0.1:1/d?password=sEcret",
        "postgresql://127.0.0.1:1/d?user=ada&password=sEcret&sslmode=disable",
        "postgresql://127.0.0.1:1/d?sslpassword=sEcret",
        "postgresql://ada:x@sEcret@127.0.0.1:1/d",
        "postgresql://ada:x/sEcret@127.0.0.1:port/d",
        "ada:sEcret@127.0.0.1/d",
        "host=127.0.0.1 user=ada password=sEcret",
    ],
)
def test_a_password_in_an_unusual_place_is_not_shown_either(address):
    """As an option, with signs that a URL writes otherwise, in an address that has no beginning."""
    with pytest.raises(GradebookError) as refused:
        open_gradebook(address)

    assert "sEcret" not in str(refused.value)
    assert "127.0.0.1" in str(refused.value)


def test_unwritable_place(tmp_path):
    """A folder that is not there is told, not made."""
    with pytest.raises(GradebookError, match="cannot be opened: is its folder there"):
        open_gradebook(f"sqlite:///{tmp_path}/absent/gradebook.db")


def test_file_in_place_of_a_folder(tmp_path):
    """A path through a file cannot be opened."""
    (tmp_path / "file").write_text("x")

    with pytest.raises(GradebookError, match="cannot be opened"):
        open_gradebook(f"sqlite:///{tmp_path}/file/gradebook.db")


def test_folder_in_place_of_the_file(tmp_path):
    """Naming a folder gets a sentence that says so."""
    with pytest.raises(GradebookError, match="is a folder"):
        open_gradebook(f"sqlite:///{tmp_path}")


def test_something_else(tmp_path):
    """A file that is no database stays as it was."""
    path = tmp_path / "gradebook.db"
    path.write_text("Dear diary, " * 100)

    with pytest.raises(GradebookError, match="is not a gradebook: the file holds something else"):
        open_gradebook(f"sqlite:///{path}")
    assert path.read_text() == "Dear diary, " * 100


@pytest.mark.parametrize(("table", "whose"), [("submitted_assignment", "nbgrader"), ("recipes", "another program")])
def test_database_of_another_program(tmp_path, table, whose):
    """The course folder of an nbgrader user holds a gradebook.db too: it is not touched."""
    path = tmp_path / "gradebook.db"
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE {table} (x)")
    connection.execute("CREATE TABLE alembic_version (version_num)")
    connection.close()

    with pytest.raises(GradebookError, match=f"is a database of {whose}.*--gradebook URL"):
        open_gradebook(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert names == {table, "alembic_version"}


def test_absent_and_not_to_be_made(tmp_path):
    """A report on a gradebook that does not exist says what makes one, and makes no file."""
    with pytest.raises(GradebookError, match=r"no gradebook at .*`grader collect` makes one"):
        open_gradebook(f"sqlite:///{tmp_path}/gradebook.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_empty_file_and_not_to_be_made(tmp_path):
    """An empty file is no gradebook yet."""
    (tmp_path / "gradebook.db").touch()

    with pytest.raises(GradebookError, match="no gradebook in"):
        open_gradebook(f"sqlite:///{tmp_path}/gradebook.db", create=False)


def test_empty_database_and_not_to_be_made(url):
    """An empty PostgreSQL database is no gradebook yet either."""
    with pytest.raises(GradebookError, match="no gradebook"):
        open_gradebook(url, create=False)


def test_path_with_signs(tmp_path):
    """Spaces, percent and question signs in a folder's name are part of its name."""
    folder = tmp_path / "50% of Ärger #1"
    folder.mkdir()
    with open_gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        assert gradebook.students("c") == []

    assert (folder / "gradebook.db").is_file()


def test_how_sqlite_is_set(tmp_path):
    """WAL, foreign keys, a patient wait for other writers, and no wait for the disk but for what is taken in."""
    with open_gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook, gradebook._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }

    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 60_000, "synchronous": 1}


def test_taking_in_waits_for_the_disk(tmp_path, submission, monkeypatch):
    """What cannot be made again is on the disk before `add_submissions` returns."""
    from grader.record import gradebook as module

    seen = []
    original = module.add_new

    def spying(connection, course, chunk):
        seen.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())
        return original(connection, course, chunk)

    monkeypatch.setattr(module, "add_new", spying)
    with open_gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        gradebook.add_submissions("c", [submission()])
        with gradebook._engine.connect() as connection:
            seen.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())

    assert seen == [2, 1]


def test_locked_by_another(tmp_path, submission, monkeypatch):
    """A program that holds the gradebook for too long is told of, and nothing is lost."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    path = tmp_path / "gradebook.db"
    with open_gradebook(f"sqlite:///{path}") as gradebook:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="is in use by another program"):
            gradebook.add_submissions("c", [submission()])
        assert gradebook.students("c") == []
        holder.execute("ROLLBACK")
        holder.close()
        assert gradebook.add_submissions("c", [submission()]) == 1


def test_locked_for_a_moment(tmp_path, submission):
    """A write waits for another writer to finish."""
    path = tmp_path / "gradebook.db"
    with open_gradebook(f"sqlite:///{path}") as gradebook:
        holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.2, lambda: holder.execute("ROLLBACK"))
        release.start()
        assert gradebook.add_submissions("c", [submission()]) == 1
        release.join()
        holder.close()


def test_read_only(tmp_path, submission):
    """A gradebook that cannot be written says so, and can still be read."""
    path = tmp_path / "gradebook.db"
    with open_gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_submissions("c", [submission()])
    with open_gradebook(f"sqlite:///file:{path}?mode=ro&uri=true") as gradebook:
        assert gradebook.students("c") == ["ada"]
        with pytest.raises(GradebookError, match="read-only here"):
            gradebook.add_submissions("c", [submission("bob")])


def test_disk_full(tmp_path, submission):
    """A full disk is a sentence; what was there before stays."""
    with open_gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        gradebook.add_submissions("c", [submission()])
        with gradebook._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(GradebookError, match="the disk is full; nothing recorded before is lost"):
            gradebook.add_submissions("c", [submission("bob", content=b"y" * 1_000_000)])
        assert gradebook.students("c") == ["ada"]


def test_gone_in_the_middle(tmp_path, submission):
    """A gradebook whose tables vanish under the feet is a sentence, not a traceback of the database."""
    path = tmp_path / "gradebook.db"
    with open_gradebook(f"sqlite:///{path}") as gradebook:
        other = sqlite3.connect(path)
        other.execute("DROP TABLE finding")
        other.execute("DROP TABLE result")
        other.commit()
        other.close()
        with pytest.raises(GradebookError, match="cannot be used: no such table"):
            gradebook.results("c")


@pytest.mark.parametrize("missing", ["sqlalchemy", "alembic"])
def test_light_install(tmp_path, missing):
    """Without the instructor's libraries the package imports, and opening an older gradebook says what to install."""
    with open_gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook, gradebook._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE grader_version SET version_num = '0001'")
    program = f"""
import sys
sys.modules[{missing!r}] = None
import grader.record
from grader.errors import GradebookError
assert "sqlalchemy.engine" not in sys.modules
try:
    grader.record.open_gradebook("sqlite:///{tmp_path}/gradebook.db")
except GradebookError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == f"a gradebook needs {missing}, which is not installed: pip install 'grader[all]'"


def test_postgresql_without_its_driver(monkeypatch):
    """PostgreSQL without psycopg says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(GradebookError, match=r"needs psycopg: pip install 'grader\[all\]'"):
        open_gradebook("postgresql+psycopg://u@127.0.0.1:1/d")


def test_import_is_cheap():
    """Importing the package opens nothing and loads no database library."""
    program = "import sys, grader.record; print([m for m in ('sqlalchemy', 'alembic', 'sqlite3') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_a_fault_of_ours_is_not_hidden(monkeypatch):
    """A module of our own that is missing is a bug, and not an advice to install something."""

    def broken(name):
        raise ModuleNotFoundError(name="grader.record.lost")

    monkeypatch.setattr(opening.importlib, "import_module", broken)
    with pytest.raises(ModuleNotFoundError):
        open_gradebook("sqlite://")
