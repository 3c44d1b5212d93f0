"""Visible checks of `mlp_classifier`: the interface, the four-row table, and two moons."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches, show_curve

TABLE = np.array([[1.4, 2.7, 1.9], [3.8, 3.4, 3.2], [6.4, 2.8, 1.7], [4.1, 0.1, 0.2]])
LABELS = np.array([0, 0, 1, 0])
# Any finite numbers will do: with this tolerance a comparison with zeros looks at shapes and kinds only.
ANY_NUMBER = 1e100


def fitted(model, X, y):
    """Fit, and fail with a sentence where nothing came back."""
    back = model.fit(X, y)
    if back is None:
        raise Mismatch("`fit` returned nothing (None); its last line is `return self`.", "nothing-returned")
    if not callable(getattr(back, "predict", None)):
        raise Mismatch("`fit` returned something else than the object; its last line is `return self`.", "wrong-type")
    return back


def draw_moons(rng, n):
    """Draw two half circles that reach into each other, and say which one each point is of."""
    y = rng.permutation(np.arange(n) % 2)
    angle = rng.uniform(0.0, np.pi, size=n)
    upper, lower = np.array([np.cos(angle), np.sin(angle)]), np.array([1.0 - np.cos(angle), 0.5 - np.sin(angle)])
    return np.where(y == 0, upper, lower).T + rng.normal(scale=0.15, size=(n, 2)), y


@pytest.mark.points(1)
@pytest.mark.hint(
    "fit returns self; predict (4,), predict_proba (4, 2), classes_ (0, 1), loss_curve_ a list of floats."
)
def test_interface(student):
    """After ten iterations on the table: everything is there, in the right shapes"""
    model = fitted(student.MLPClassifier(hidden_layer_sizes=(3,), max_iter=10), TABLE, LABELS)
    assert_matches(model.predict_proba(TABLE), np.zeros((4, 2)), rtol=0.0, atol=ANY_NUMBER)
    assert_matches(model.predict(TABLE), np.zeros(4), rtol=0.0, atol=ANY_NUMBER)
    assert_matches(model.classes_, LABELS[[0, 2]])
    curve = model.loss_curve_
    if isinstance(curve, int | float | np.number):
        text = "`loss_curve_` is a single number; a list with one value for each iteration is due."
        raise Mismatch(text, "single-number")
    length = len(curve) if isinstance(curve, (list, tuple)) else np.size(curve)
    if not 1 <= length <= 10:
        text = "`loss_curve_` is to be a list with one value for each iteration, at most max_iter of them."
        raise Mismatch(text, "wrong-length")
    assert_matches(curve, np.zeros(length), rtol=0.0, atol=ANY_NUMBER)


@pytest.mark.points(2)
@pytest.mark.hint(
    "Does the loss fall from iteration to iteration? Weights that start equal, or very small, do not learn."
)
def test_four_rows(student):
    """With the defaults the network learns the table"""
    model = fitted(student.MLPClassifier(), TABLE, LABELS)
    said = model.predict(TABLE)
    assert_matches(said, np.zeros(4), rtol=0.0, atol=ANY_NUMBER)
    if not np.any(said):
        text = "The network says 0 for every row: it has learnt only which class is the more frequent one."
        raise Mismatch(text, "always-the-same")
    if not np.array_equal(np.asarray(said), LABELS):
        shown = f"yours {np.asarray(said).tolist()}, expected {LABELS.tolist()}"
        raise Mismatch("The network has not learnt the four rows.", "not-learnt", shown)


@pytest.mark.points(1)
@pytest.mark.hint(
    "Print loss_curve_[::100]. Divide the gradient by the number of rows; start weights near 1/sqrt(d_in)."
)
def test_two_moons(student):
    """tanh, (10, 10): at least 95 % right on points of two moons that it has not seen"""
    rng = np.random.default_rng(20)
    (X, y), (unseen, labels) = draw_moons(rng, 200), draw_moons(rng, 200)
    model = student.MLPClassifier(
        hidden_layer_sizes=(10, 10), activation="tanh", learning_rate_init=0.1, max_iter=2000, random_state=0
    )
    learnt = fitted(model, X, y)
    show_curve(lambda: learnt.loss_curve_, title="Your loss while learning two moons", x="iteration", first=1)
    said = learnt.predict(unseen)
    assert_matches(said, np.zeros(200), rtol=0.0, atol=ANY_NUMBER)
    share = float(np.mean(np.asarray(said) == labels))
    if share < 0.70:
        raise Mismatch("The network has learnt (almost) nothing.", "not-learnt", f"{share:.1%} of the points are right")
    if share < 0.92:
        text = "It is about as good as one straight line: the hidden layers do nothing, or have learnt too little."
        raise Mismatch(text, "straight-line", f"{share:.1%} of the points are right")
    if share < 0.95:
        raise Mismatch("The network is not good enough yet.", "not-accurate", f"{share:.1%} of the points are right")
