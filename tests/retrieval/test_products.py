from dataclasses import replace

import pytest


@pytest.fixture
def milk(catalogue):
    return catalogue.match("Milch", "de")[0].product


@pytest.mark.parametrize(
    ("price_cents", "content", "unit_price"),
    [
        (129, (1, "l"), (129, 1, "l")),
        (129, (500, "ml"), (258, 1, "l")),
        (199, (250, "g"), (796, 1, "kg")),
        (100, (300, "g"), (333, 1, "kg")),
        (1, (8, "piece"), (0, 1, "piece")),
        (5, (10, "piece"), (1, 1, "piece")),
        (349, (20, "m"), (17, 1, "m")),
        (599, (40, "wash"), (15, 1, "wash")),
        (229, (2, "kg"), (115, 1, "kg")),
    ],
)
def test_the_unit_price_is_rounded_half_up(milk, price_cents, content, unit_price):
    amount, unit = content
    product = replace(milk, price_cents=price_cents, content_amount=amount, content_unit=unit)
    assert (product.unit_price_cents, product.unit_price_amount, product.unit_price_unit) == unit_price


def test_loose_tomatoes_are_weighed(catalogue):
    assert catalogue.match("Tomaten", "de")[0].product.sold_by_weight


def test_loose_tea_in_a_pack_is_not_weighed(catalogue):
    assert not catalogue.match("çay", "tr")[0].product.sold_by_weight


def test_flour_in_a_kilogram_pack_is_not_weighed(catalogue):
    assert not catalogue.match("Mehl", "de")[0].product.sold_by_weight
