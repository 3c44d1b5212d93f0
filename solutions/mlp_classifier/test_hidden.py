"""Hidden checks of `mlp_classifier`: by behaviour, whatever the optimiser and the start are.

Two trainings of full length (two moons, three blobs) and three on the four rows of the table; all other questions are
answered by trainings of a few iterations, so that a submission costs little more than it must.
"""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

TABLE = np.array([[1.4, 2.7, 1.9], [3.8, 3.4, 3.2], [6.4, 2.8, 1.7], [4.1, 0.1, 0.2]])
# Any finite numbers will do: with this tolerance a comparison with zeros looks at shapes and kinds only.
ANY_NUMBER = 1e100
# The same network asked twice, or trained twice from one start, does the same operations in the same order; asked for
# one row and for many, matrix products may add in another order.
SAME = 1e-9
# The share of right answers that the statement asks for. Honest networks of any kind reach 0.98 and more on these
# points, one straight line 0.90 on the moons.
SHARE = 0.95
FULL = {"hidden_layer_sizes": (10, 10), "activation": "tanh", "learning_rate_init": 0.1, "max_iter": 2000}
SHORT = 6  # iterations that are enough to see that something has an effect


def draw_moons(rng, n):
    """Draw two half circles that reach into each other, and say which one each point is of."""
    y = rng.permutation(np.arange(n) % 2)
    angle = rng.uniform(0.0, np.pi, size=n)
    upper, lower = np.array([np.cos(angle), np.sin(angle)]), np.array([1.0 - np.cos(angle), 0.5 - np.sin(angle)])
    return np.where(y == 0, upper, lower).T + rng.normal(scale=0.15, size=(n, 2)), y


def draw_blobs(rng, n, labels):
    """Draw three round clouds well apart, with the labels given, in an order that is neither sorted nor by cloud."""
    places = rng.permutation(np.arange(n) % 3)
    centers = np.array([[-2.0, 0.0], [2.0, 0.5], [0.0, 3.0]])
    return centers[places] + rng.normal(scale=0.6, size=(n, 2)), np.array(labels)[places]


def fitted(model, X, y):
    """Fit, and fail with a sentence where nothing came back."""
    back = model.fit(X, y)
    if back is None:
        raise Mismatch("`fit` returned nothing (None); its last line is `return self`.", "nothing-returned")
    if not callable(getattr(back, "predict", None)):
        raise Mismatch("`fit` returned something else than the object; its last line is `return self`.", "wrong-type")
    return back


def probabilities(model, X, k):
    """Give predict_proba as an array, once it is one of probabilities in the right shape."""
    said = model.predict_proba(X)
    assert_matches(said, np.zeros((len(X), k)), rtol=0.0, atol=ANY_NUMBER)
    p = np.asarray(said, dtype=float)
    if p.min() < -SAME or p.max() > 1.0 + SAME:
        raise Mismatch("A probability is below 0 or above 1.", "not-a-probability")
    if np.abs(p.sum(axis=1) - 1.0).max() > SAME:
        raise Mismatch("The probabilities of a row do not sum to 1.", "rows-do-not-sum-to-one")
    return p


def predictions(model, X):
    """Give predict as an array, once it is one of numbers in the right shape."""
    said = model.predict(X)
    assert_matches(said, np.zeros(len(X)), rtol=0.0, atol=ANY_NUMBER)
    return np.asarray(said)


def loss_curve(model, max_iter):
    """Give loss_curve_ as an array, once it holds between 1 and max_iter numbers."""
    curve = model.loss_curve_
    length = len(curve) if isinstance(curve, (list, tuple)) else np.size(curve)
    if not length:
        raise Mismatch("`loss_curve_` is empty.", "wrong-length")
    if length > max_iter:
        text = "`loss_curve_` has more values than there were to be iterations: one a pass over all rows is due."
        raise Mismatch(text, "wrong-length")
    assert_matches(curve, np.zeros(length), rtol=0.0, atol=ANY_NUMBER)
    return np.asarray(curve, dtype=float)


def assert_follows(said, p, labels):
    """Fail unless the labels are the most probable ones; two columns that are (nearly) equal may go either way."""
    places = np.searchsorted(labels, said)
    known = np.isin(said, labels)
    if not (known.all() and np.all(p[np.arange(len(p)), np.where(known, places, 0)] >= p.max(axis=1) - SAME)):
        text = "`predict` does not give the label of the largest column; column j is of classes_[j], which is sorted."
        raise Mismatch(text, "columns-permuted")


def assert_accurate(said, labels, line):
    """Fail with what a teacher would say unless enough points are right; `line` is what a straight line reaches."""
    share = float(np.mean(said == labels))
    if share >= SHARE:
        return
    if share < line - 0.15:
        raise Mismatch("The network has learnt (almost) nothing.", "not-learnt")
    if share < line + 0.03:
        text = "It is about as good as one straight line: the hidden layers do nothing, or have learnt too little."
        raise Mismatch(text, "straight-line")
    raise Mismatch("The network is not good enough: fewer than 95 % of unseen points are right.", "not-accurate")


@pytest.mark.points(1)
@pytest.mark.needs("test_interface")
@pytest.mark.hint("Labels may be any integers: keep np.unique(y), train on places, answer with labels.")
def test_four_rows_other_labels(student):
    """With the defaults the network learns the table, whatever the two labels are"""
    y = np.array([-2, -2, 7, -2])
    model = fitted(student.MLPClassifier(), TABLE, y)
    said = predictions(model, TABLE)
    if not np.isin(said, y).all() and np.isin(said, (0, 1)).all():
        raise Mismatch("Numbers of classes came back in the place of labels: classes_[number].", "indices-for-labels")
    if np.array_equal(said, np.full(4, -2)):
        text = "The network gives every row the same label: it has learnt only which one is more frequent."
        raise Mismatch(text, "always-the-same")
    if not np.array_equal(said, y):
        raise Mismatch("The network has not learnt the four rows.", "not-learnt")
    assert_follows(said, probabilities(model, TABLE, 2), np.array([-2, 7]))


@pytest.mark.points(1)
@pytest.mark.needs("test_interface")
@pytest.mark.hint('The defaults are (5, 2), "logistic", 0.1, 2000 and 0; learning_rate_init may be without meaning.')
def test_defaults(student):
    """Without settings the network is that of the settings in the statement"""
    y = np.array([0, 0, 1, 0])
    bare = probabilities(fitted(student.MLPClassifier(), TABLE, y), TABLE, 2)
    model = student.MLPClassifier(
        hidden_layer_sizes=(5, 2), activation="logistic", learning_rate_init=0.1, max_iter=2000, random_state=0
    )
    if np.abs(probabilities(fitted(model, TABLE, y), TABLE, 2) - bare).max() > SAME:
        raise Mismatch("A default is not the one in the statement.", "other-default")


@pytest.mark.points(3)
@pytest.mark.needs("test_interface")
@pytest.mark.hint(
    "Print loss_curve_[::100]. Divide the gradient by the number of rows; start weights near 1/sqrt(d_in)."
)
def test_moons_unseen(student, rng):
    """tanh, (10, 10): at least 95 % right on unseen points of two moons, and the loss has fallen"""
    (X, y), (unseen, labels) = draw_moons(rng, 200), draw_moons(rng, 200)
    model = fitted(student.MLPClassifier(**FULL, random_state=0), X, y)
    assert_accurate(predictions(model, unseen), labels, 0.88)
    curve = loss_curve(model, FULL["max_iter"])
    # Mini-batches make the curve jump: the mean of its last tenth is what counts.
    if len(curve) > 1 and curve[-(len(curve) // 10 + 1) :].mean() > curve[0] - 0.01 * abs(curve[0]):
        raise Mismatch("The network has learnt, but `loss_curve_` does not fall: is it the loss?", "loss-not-falling")


@pytest.mark.points(3)
@pytest.mark.needs("test_interface")
@pytest.mark.hint("classes_ is sorted, as np.unique gives it; column j of predict_proba belongs to classes_[j].")
def test_three_classes(student, rng):
    """tanh, (10, 10): three classes with the labels -3, 5 and 40, on unseen points"""
    names = (40, -3, 5)
    (X, y), (unseen, labels) = draw_blobs(rng, 200, names), draw_blobs(rng, 200, names)
    first = np.flatnonzero(y == 40)[0]  # the largest label comes first: the order of appearance is not the sorted one
    X[[0, first]], y[[0, first]] = X[[first, 0]], y[[first, 0]]
    model = fitted(student.MLPClassifier(**FULL, random_state=0), X, y)
    known = {"order-of-appearance": (np.array(list(dict.fromkeys(y.tolist()))), "`classes_` is not sorted.")}
    assert_matches(model.classes_, np.array([-3, 5, 40]), expected_wrong=known)
    said = predictions(model, unseen)
    if not np.isin(said, names).all() and np.isin(said, (0, 1, 2)).all():
        raise Mismatch("Numbers of classes came back in the place of labels: classes_[number].", "indices-for-labels")
    assert_accurate(said, labels, 0.75)
    assert_follows(said, probabilities(model, unseen, 3), np.array([-3, 5, 40]))


@pytest.mark.points(1)
@pytest.mark.needs("test_interface")
@pytest.mark.hint("predict must work row by row: nothing may be computed over the rows that it is asked about.")
def test_one_row_and_many(student, rng):
    """One row gets the same answer alone and among others, and the likeliest label"""
    X, y = draw_blobs(rng, 30, (11, 2, 6))
    model = fitted(student.MLPClassifier(hidden_layer_sizes=(4,), max_iter=SHORT), X, y)
    p = probabilities(model, X, 3)
    assert_follows(predictions(model, X), p, np.array([2, 6, 11]))
    for number in (0, 7):
        alone = probabilities(model, X[number : number + 1], 3)
        if np.abs(alone - p[number]).max() > SAME:
            text = "A row alone gets other probabilities than the same row among others."
            raise Mismatch(text, "depends-on-other-rows")
        assert_follows(predictions(model, X[number : number + 1]), alone, np.array([2, 6, 11]))


@pytest.mark.points(2)
@pytest.mark.needs("test_interface")
@pytest.mark.hint('Three functions for three names: "logistic", "tanh", "relu"; in training and in predict_proba.')
def test_activations_take_effect(student, rng):
    """The same data and start with each activation: three different networks"""
    X, y = draw_moons(rng, 30)
    found = {}
    for name in ("logistic", "tanh", "relu"):
        model = student.MLPClassifier(hidden_layer_sizes=(6, 4), activation=name, max_iter=SHORT, random_state=1)
        found[name] = probabilities(fitted(model, X, y), X, 2)
    for one, other in (("logistic", "tanh"), ("tanh", "relu"), ("logistic", "relu")):
        if np.abs(found[one] - found[other]).max() <= SAME:
            text = f'activation="{one}" and activation="{other}" give the very same network.'
            raise Mismatch(text, "ignored-argument")


@pytest.mark.points(2)
@pytest.mark.needs("test_interface")
@pytest.mark.hint("As many hidden layers as hidden_layer_sizes has entries, each of its own size.")
def test_layer_sizes_take_effect(student, rng):
    """The same data and start with other layers: each time another network"""
    X, y = draw_moons(rng, 30)
    sizes = ((4,), (5,), (5, 4), (5, 5), (5, 4, 3))
    found = []
    for size in sizes:
        model = student.MLPClassifier(hidden_layer_sizes=size, activation="tanh", max_iter=SHORT, random_state=1)
        found.append(probabilities(fitted(model, X, y), X, 2))
    for number, later in enumerate(sizes):
        for earlier in range(number):
            if np.abs(found[number] - found[earlier]).max() <= SAME:
                text = f"hidden_layer_sizes {sizes[earlier]} and {later} give the very same network."
                raise Mismatch(text, "ignored-argument")


@pytest.mark.points(2)
@pytest.mark.needs("test_interface")
@pytest.mark.hint(
    "In fit: a generator from random_state, new weights, an empty loss_curve_; nothing of an earlier fit."
)
def test_fit_starts_anew(student, rng):
    """Fitting again, or another object with the same settings, gives the same; another random_state something else"""
    (X, y), (other, labels) = draw_moons(rng, 30), draw_blobs(rng, 24, (4, 2, 9))
    settings = {"hidden_layer_sizes": (5, 3), "activation": "tanh", "max_iter": SHORT}
    model = fitted(student.MLPClassifier(**settings, random_state=3), X, y)
    first, curve = probabilities(model, X, 2), loss_curve(model, SHORT)
    second = probabilities(fitted(student.MLPClassifier(**settings, random_state=3), X, y), X, 2)
    if np.abs(second - first).max() > SAME:
        raise Mismatch("Two objects with the same settings and data differ.", "not-reproducible")
    same = fitted(model, X, y)
    if np.abs(probabilities(same, X, 2) - first).max() > SAME:
        raise Mismatch("A second fit of the same object does not start anew.", "kept-state")
    again = fitted(fitted(model, other, labels), X, y)
    assert_matches(again.classes_, np.array([0, 1]))
    if np.abs(probabilities(again, X, 2) - first).max() > SAME:
        raise Mismatch("After a fit on other data, a fit of the same object does not start anew.", "kept-state")
    if len(loss_curve(again, 10_000)) != len(curve):
        raise Mismatch("`loss_curve_` keeps the values of an earlier fit.", "kept-state")
    seeded = probabilities(fitted(student.MLPClassifier(**settings, random_state=4), X, y), X, 2)
    if np.abs(seeded - first).max() <= SAME:
        raise Mismatch("random_state 3 and 4 give the very same network.", "ignored-argument")


@pytest.mark.points(1)
@pytest.mark.needs("test_interface")
@pytest.mark.hint(
    "One value for each pass over all rows, and max_iter passes (fewer only when the loss falls no more)."
)
def test_loss_curve(student, rng):
    """loss_curve_ has one value an iteration, and no more than max_iter"""
    X, y = draw_moons(rng, 40)
    model = student.MLPClassifier(hidden_layer_sizes=(6,), activation="tanh", max_iter=30)
    curve = loss_curve(fitted(model, X, y), 30)
    # Stopping early is allowed, and here it is much too early for it: ten passes without gain are the least patience.
    if len(curve) < 8:
        raise Mismatch("`loss_curve_` has fewer values than there were iterations.", "wrong-length")
    loss_curve(fitted(student.MLPClassifier(hidden_layer_sizes=(6,), activation="tanh", max_iter=1), X, y), 1)


@pytest.mark.points(1)
@pytest.mark.needs("test_interface")
@pytest.mark.hint("Nothing to predict with is an error: weights and classes_ are made in fit, and not before.")
def test_predict_before_fit(student):
    """predict before fit is an error, also when another object has been fitted"""
    model = student.MLPClassifier(hidden_layer_sizes=(3,), max_iter=SHORT)
    predictions(fitted(model, TABLE, np.array([0, 0, 1, 0])), TABLE)
    fresh = student.MLPClassifier(hidden_layer_sizes=(3,), max_iter=SHORT)
    try:
        fresh.predict(TABLE)
    except Exception:  # the statement leaves open which error it is
        return
    raise Mismatch("`predict` of an object that was never fitted gave an answer; an error is due.", "no-error")


@pytest.mark.points(1)
@pytest.mark.needs("test_interface")
@pytest.mark.hint("Weights belong to self, and not to the class or the module.")
def test_objects_are_independent(student, rng):
    """Fitting one object leaves another one as it was"""
    (X, y), (other, labels) = draw_moons(rng, 30), draw_moons(rng, 30)
    first = fitted(student.MLPClassifier(hidden_layer_sizes=(4,), max_iter=SHORT), X, y)
    before = probabilities(first, X, 2)
    fitted(student.MLPClassifier(hidden_layer_sizes=(4,), max_iter=SHORT, random_state=5), other, 1 - labels)
    after = probabilities(first, X, 2)
    if np.abs(after - before).max() > SAME:
        raise Mismatch("Fitting a second object changed the first one.", "shared-state")


@pytest.mark.points(1)
@pytest.mark.needs("test_interface")
@pytest.mark.hint("`X -= X.mean(axis=0)` writes into the caller's array; `X - X.mean(axis=0)` makes a new one.")
def test_arguments_unchanged(student, rng, assert_unchanged):
    """X and y are as they were after fit, predict and predict_proba"""
    X, y = draw_blobs(rng, 24, (7, 3, 5))
    model = student.MLPClassifier(hidden_layer_sizes=(4,), max_iter=SHORT)
    back = model.fit(X, y)
    assert_unchanged("X", "y")
    said = back.predict(X)
    assert_unchanged("X")
    p = back.predict_proba(X)
    assert_unchanged("X")
    assert_matches(said, np.zeros(24), rtol=0.0, atol=ANY_NUMBER)
    assert_matches(p, np.zeros((24, 3)), rtol=0.0, atol=ANY_NUMBER)
