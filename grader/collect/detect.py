"""The layouts by name, and which one a tree has when nobody says."""

from __future__ import annotations

from functools import partial

from grader.collect.gradescope_layout import fits_gradescope, place_gradescope
from grader.collect.layouts import Layout, Placed, Tree, place_by_path
from grader.collect.nbgrader_layout import fits_inbound, fits_submitted, place_inbound, place_submitted
from grader.collect.platform_layouts import (
    fits_canvas,
    fits_classroom,
    fits_moodle,
    place_canvas,
    place_classroom,
    place_moodle,
)


def _place_nothing(tree: Tree) -> Placed:
    """Give a tree of which nothing is placed: packets were taken out before."""
    placed = place_by_path(tree, takes_files=False, takes_archives=tree.can_nest, named_archives=True)
    placed.leftover = [
        (entry, "has no manifest beside it" if reason == "does not fit this layout" else reason)
        for entry, reason in placed.leftover
    ]
    return placed


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("students", "<student>/<exercise>.py", partial(place_by_path, only="students", takes_archives=False)),
        Layout(
            "folders",
            "<student>/<exercise>/<exercise>.py",
            partial(place_by_path, only="folders", takes_archives=False),
        ),
        Layout("student", "<exercise>.py, all of one student", partial(place_by_path, one_student=True)),
        Layout(
            "archives",
            "<student>.zip or <student>.tar.gz",
            partial(place_by_path, takes_files=False, named_archives=True),
        ),
        Layout("submit", "what `grader submit` packed", _place_nothing),
        Layout(
            "exchange",
            "<student>+<assignment>+<time>/*.ipynb, the folder inbound/ of nbgrader's exchange",
            place_inbound,
            fits_inbound,
        ),
        Layout("canvas", "<name>_<user id>_<attachment id>_<file>, as Canvas packs", place_canvas, fits_canvas),
        Layout("moodle", "<name>_<id>_assignsubmission_file_/<file>, as Moodle packs", place_moodle, fits_moodle),
        Layout(
            "gradescope",
            "submission_<id>/<file> and submission_metadata.yml, Gradescope's export",
            place_gradescope,
            fits_gradescope,
        ),
        Layout(
            "classroom",
            "<assignment>-submissions/<assignment>-<user>/<file>, GitHub Classroom's download",
            place_classroom,
            fits_classroom,
        ),
        # The last that is tried: the others go by names that a platform gave, this one by what is in the folders.
        Layout(
            "nbgrader",
            "<student>/<assignment>/*.ipynb, nbgrader's folder submitted/",
            place_submitted,
            fits_submitted,
        ),
    )
}
# The plain shapes are told apart file by file, so that one class may mix them.
_PLAIN = Layout("plain", "any of the shapes above that carry no manifest", place_by_path)


def choose_layout(name: str | None, tree: Tree) -> Layout:
    """Give the layout that was asked for, or the one that the tree has."""
    if name is not None:
        return LAYOUTS[name]
    if tree.owner:  # what a student packed says nothing about whose it is
        return _PLAIN
    return next((layout for layout in LAYOUTS.values() if layout.fits and layout.fits(tree)), _PLAIN)
