"""Numbers, amounts and prices, as people of three languages say and write them."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.number import amounts, digits
from assistant.understanding.token import tokenise

Words = dict[str, Lexicon]

QUANTITIES = {
    "de": {
        "anderthalb Kilo": "1.5 kg",
        "eineinhalb Kilo": "1.5 kg",
        "zweieinhalb Kilo": "2.5 kg",
        "zwei einhalb Kilo": "2.5 kg",
        "zwei und ein halbes Kilo": "2.5 kg",
        "ein halbes Pfund": "0.5 pound",
        "eine halbe Gurke": "0.5",
        "ein viertel Pfund": "0.25 pound",
        "drei viertel Liter": "0.75 l",
        "zweihundertfünfzig Gramm": "250 g",
        "dreihundertfünfundvierzig": "345",
        "tausendzweihundert": "1200",
        "tausendzwölf": "1012",
        "einundzwanzig": "21",
        "zwo Flaschen": "2 bottle",
        "ein Dutzend Eier": "12",
        "ein halbes Dutzend Eier": "6",
        "zwei Dutzend": "24",
        "1.000 g": "1000 g",
        "1,5 l": "1.5 l",
        "0,500 kg": "0.5 kg",
        "500ml": "500 ml",
        "½ Kilo": "0.5 kg",
        "1½ Kilo": "1.5 kg",
        "1 1/2 Kilo": "1.5 kg",
        "3/4 Liter": "0.75 l",
        "-2": "-2",
        "−2 Brote": "-2",
        "- 2 Brote": "2",
        "2x": "2",
        "kein Brot": "0",
        "FÜNF ÄPFEL": "5",
        "fuenf": "5",
    },
    "en": {
        "two and a half kilos": "2.5 kg",
        "one and a half": "1.5",
        "a kilo and a half of onions": "1.5 kg",
        "half a pound": "0.5 pound",
        "a quarter pound": "0.25 pound",
        "five hundred and fifty grams": "550 g",
        "one hundred and twenty": "120",
        "one thousand two hundred": "1200",
        "a hundred grams": "100 g",
        "twenty-five": "25",
        "twenty five": "25",
        "half a dozen eggs": "6",
        "a dozen eggs": "12",
        "two dozen": "24",
        "1,000 g": "1000 g",
        "2.5 kg": "2.5 kg",
    },
    "tr": {
        "bir buçuk kilo": "1.5 kg",
        "iki bucuk kilo": "2.5 kg",
        "yarım ekmek": "0.5",
        "yarim kilo": "0.5 kg",
        "çeyrek kilo": "0.25 kg",
        "iki yüz elli gram": "250 g",
        "BİN İKİ YÜZ": "1200",
        "yirmi beş": "25",
        "on iki": "12",
        "onbeş": "15",
        "bir düzine yumurta": "12",
        "yarım düzine yumurta": "6",
        "1.000 gr": "1000 g",
    },
}
PRICES = {
    "de": {
        "12,99 €": "1299 EUR",
        "€5": "500 EUR",
        "5€50": "550 EUR",
        "1.299,00 €": "129900 EUR",
        "1.299 €": "129900 EUR",
        "99 Cent": "99 EUR",
        "zwölf Euro": "1200 EUR",
        "zwölf Euro fünfzig": "1250 EUR",
        "zwölf Euro neunundneunzig": "1299 EUR",
        "drei Euro fünf Cent": "305 EUR",
        "drei Euro und fünf Cent": "305 EUR",
        "zwei Euro achtzig": "280 EUR",
        "unter einem Zehner": "1000 EUR",
        "200 lira": "20000 TRY",
        "zwei Pfund Sterling": "200 GBP",
    },
    "en": {
        "under a tenner": "1000 EUR",
        "a fiver": "500 EUR",
        "€12.99": "1299 EUR",
        "£5": "500 GBP",
        "five euros fifty": "550 EUR",
        "twelve euros and fifty cents": "1250 EUR",
        "two and a half euros": "250 EUR",
    },
    "tr": {
        "200 lira": "20000 TRY",
        "on iki buçuk lira": "1250 TRY",
        "₺50": "5000 TRY",
        "on avro": "1000 EUR",
        "12,99 avro": "1299 EUR",
        "beş avro elli sent": "550 EUR",
        "on iki avro doksan dokuz": "1299 EUR",
        "99 sent": "99 EUR",
    },
}


def _found(text: str, lexicon: Lexicon) -> list[str]:
    """Quantities as "1.5 kg", prices as "1299 EUR"."""
    return [" ".join(map(str, amount.value.values())) for amount in amounts(tokenise(text), lexicon)]


@pytest.mark.parametrize(
    ("code", "text", "amount"), [(c, *said) for c, all_ in QUANTITIES.items() for said in all_.items()]
)
def test_a_quantity(words: Words, code: str, text: str, amount: str) -> None:
    (found,) = amounts(tokenise(text), words[code])
    assert (found.entity, _found(text, words[code])) == ("quantity", [amount])


@pytest.mark.parametrize(
    ("code", "text", "amount"), [(c, *said) for c, all_ in PRICES.items() for said in all_.items()]
)
def test_a_price(words: Words, code: str, text: str, amount: str) -> None:
    (found,) = amounts(tokenise(text), words[code])
    assert (found.entity, _found(text, words[code])) == ("price", [amount])


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("de", "zwei Kilo und drei Pfund", ["2 kg", "3 pound"]),
        ("de", "ein Kilo und ein halbes Brot", ["1 kg", "0.5"]),
        ("de", "zwei fünfzig", ["2", "50"]),
        ("de", "5-6 Äpfel", ["5", "6"]),
        ("en", "two fifty", ["2", "50"]),
        ("en", "six eggs and two breads", ["6", "2"]),
        ("tr", "iki ekmek üç süt", ["2", "3"]),
    ],
)
def test_several_amounts_stay_apart(words: Words, code: str, text: str, found: list[str]) -> None:
    assert _found(text, words[code]) == found


@pytest.mark.parametrize(
    "text", ["", "-", "12:30", "24.12.2026", "1.5.2", "m²", "²", "①", "三", "9" * 40, "Milch", "/", "1" * 5000]
)
def test_what_is_no_number(words: Words, text: str) -> None:
    """ "m²" and a number of forty digits ended the turn with an apology."""
    for lexicon in words.values():
        assert _found(text, lexicon) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1.000", "1000"),
        ("1,000", "1000"),
        ("0,500", "0.500"),
        ("1.234.567", "1234567"),
        ("1.299,00", "1299.00"),
        ("1,299.00", "1299.00"),
        ("1234,567", "1234.567"),
        ("٣", "3"),
    ],
)
def test_digits_with_points_and_commas(text: str, value: str) -> None:
    assert digits(text) == Decimal(value)


@pytest.mark.parametrize("text", ["12:30", "24.12.2026", "1.5.2", "1.2.3,4", "1,000.000,00", "1" * 16])
def test_digits_that_are_no_number(text: str) -> None:
    assert digits(text) is None


@given(st.text(alphabet="0123456789.,:-/½ €zweiandhalf²", max_size=24))
def test_nothing_that_is_written_breaks_it(words: Words, text: str) -> None:
    tokens = tokenise(text)
    for lexicon in words.values():
        found = amounts(tokens, lexicon)
        assert all(amount.first < amount.last <= len(tokens) for amount in found)
        assert all(one.last <= other.first for one, other in pairwise(found))
