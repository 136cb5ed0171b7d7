"""Identification numbers: the last digit follows from the others."""

import pytest

from grantpages.model.organization import has_check_digit


@pytest.mark.parametrize(
    ("number", "holds"),
    [
        ("990440000008", True),
        ("991240999991", True),
        ("012345678900", True),
        ("123456789013", True),  # its first weights give 10, the second do not
        ("990440000903", True),  # and so here
        ("000000000000", True),
        ("990440000009", False),
        ("904940000008", False),  # two neighbours exchanged
        ("991240999919", False),
        ("990440000018", True),  # the eleventh digit weighs 11, so a slip in it does not show
    ],
)
def test_a_number_with_a_slip_does_not_hold(number: str, holds: bool) -> None:
    assert has_check_digit(number) is holds
