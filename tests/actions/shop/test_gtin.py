"""The number under a barcode."""

import pytest

from actions.shop.gtin import is_gtin


@pytest.mark.parametrize("code", ["4006381333931", "96385074", "036000291452", "10012345000017", "2003000300000"])
def test_a_right_check_digit_makes_a_gtin(code: str) -> None:
    assert is_gtin(code)


@pytest.mark.parametrize(
    "code", ["4006381333932", "4006381339331", "", "123", "400638133393a", "٤٠٠٦٣٨١٣٣٣٩٣١", " 96385074"]
)
def test_a_misread_barcode_is_no_gtin(code: str) -> None:
    assert not is_gtin(code)
