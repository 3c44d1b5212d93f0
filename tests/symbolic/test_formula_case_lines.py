"""Cases that are written on lines of their own."""

import pytest

from grader.symbolic import compare


@pytest.mark.parametrize(
    "answer",
    [
        "-1 if z < 0\n1 if z > 0",
        "-1 if z < 0,\n0 if z = 0,\n1 if z > 0",
        "f'(z) = -1 if z < 0\n         1 otherwise",
        "f(z) =\n-1, z < 0\r\n0, z = 0\r\n1, z > 0",
        "1 if z > 0\nelse -1",
        "1 if z > 0\n  else 0 if z == 0\n  else -1",
        "(z > 0)\n- (z < 0)",
        "z > 0\n? 1\n: -1",
        "np.where(z > 0,\n         1,\n         -1)",
        "if z > 0:\n    1\nelse:\n    -1",
        "\\begin{cases}\n-1 & z < 0 \\\\\n1 & z > 0\n\\end{cases}",
    ],
)
def test_cases_may_stand_below_each_other(answer):
    """Cases on lines of their own need no other sign between them; any other line end is white space."""

    assert compare(answer, "sign(z)", ["z"]).outcome == "equal"
