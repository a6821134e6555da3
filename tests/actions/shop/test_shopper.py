"""What of a shopper may be used."""

from dataclasses import replace

from actions.shop.shopper import Shopper


def test_purchases_and_allergies_are_known_by_consent_only(shopper: Shopper) -> None:
    silent = replace(shopper, purchases={"tea": 3}, allergies=("nuts",))
    assert (silent.known_purchases, silent.known_allergies) == ({}, ())
    assert replace(silent, consents=frozenset({"profiling"})).known_purchases == {"tea": 3}
    assert replace(silent, consents=frozenset({"profiling"})).known_allergies == ()
    assert replace(silent, consents=frozenset({"allergies"})).known_allergies == ("nuts",)
