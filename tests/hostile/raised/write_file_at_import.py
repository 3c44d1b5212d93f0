# raised PermissionError
import pathlib

pathlib.Path("/tmp/left-behind-by-student").write_text("x")
