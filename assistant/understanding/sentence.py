"""One sentence in one language, with everything found in it: numbers, named values, products, and its intents."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from assistant.understanding.feature import sentence_features
from assistant.understanding.lexicon import Lexicon, Phrase, phrase
from assistant.understanding.linear import Floats, Vector
from assistant.understanding.mark import Marked, mark
from assistant.understanding.model import Model
from assistant.understanding.number import Amount
from assistant.understanding.product_span import listed_names, refine
from assistant.understanding.reading import Wish
from assistant.understanding.segment import Stretch
from assistant.understanding.token import Token

_BRIEF = 2
"""Words."""

_VERY_SURE = 0.9
_PAUSES = frozenset(",;.…")


class Sentence:
    """One sentence in one language, with everything found in it."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        model: Model,
        catalogue_words: Collection[str],
        catalogue_names: Collection[Phrase] = frozenset(),
    ) -> None:
        self.code = lexicon.code
        self.lexicon = lexicon
        self.marked: Marked = mark(text, lexicon, catalogue_words)
        tagged = [
            (first, last)
            for first, last in model.tagger.products(self.marked.tokens, self.marked.marks)
            if any(token.folded not in lexicon.ordinals for token in self.marked.tokens[first:last])
        ]
        diets = [(value.first, value.last) for value in self.marked.named if value.entity == "diet"]
        self.products = refine(self.marked.tokens, tagged, self.marked.amounts, diets, catalogue_names)
        self.products += listed_names(self.marked.tokens, self.products, lexicon.between, catalogue_names)
        self.products.sort()
        self.whole = (0, len(self.marked.tokens))
        self._model = model
        self._catalogue_words = catalogue_words

    @cached_property
    def vector(self) -> Vector:
        """The features of the whole sentence."""
        return self._vector(self.whole)

    @cached_property
    def _likely(self) -> Floats:
        return self._model.intents.probabilities(self.vector)

    def _vector(self, part: Stretch) -> Vector:
        first, last = part
        blanks = [
            (start - first, end - first, entity)
            for start, end, entity in self.marked.blanks(self.products)
            if first <= start and end <= last
        ]
        return self._model.vocabulary.vector(sentence_features(self.marked.tokens[first:last], blanks))

    def wish(self, part: Stretch) -> Wish:
        """The stretch with its likeliest intent."""
        intents = self._model.intents
        likely = self._likely if part == self.whole else intents.probabilities(self._vector(part))
        best = int(likely.argmax())
        values, inside = self._values(part)
        return Wish(self.words(part), intents.classes[best], float(likely[best]), values, inside, part)

    def two_best(self) -> list[tuple[str, float]]:
        best = self._likely.argsort()[::-1][:2]
        return [(self._model.intents.classes[index], float(self._likely[index])) for index in best]

    def probability(self, intent: str) -> float:
        return float(self._likely[self._model.intents.classes.index(intent)])

    def words(self, part: Stretch) -> str:
        first, last = part
        tokens = self.marked.tokens[first:last]
        return self.marked.text[tokens[0].start : tokens[-1].end] if tokens else ""

    def is_bare(self, part: Stretch, *, by_words: bool = False) -> bool:
        """Only a product and perhaps how many: what is wanted of it is said elsewhere in the sentence.

        `by_words` takes any word of the catalogue for a product, also where the tagger found none.
        """
        first, last = part
        covered = {index for start, end, _entity in self.marked.blanks(self.products) for index in range(start, end)}
        return all(
            index in covered
            or (by_words and self.marked.tokens[index].folded in self._catalogue_words)
            or self.marked.tokens[index].folded in self.lexicon.stopwords
            or not self.marked.tokens[index].text[0].isalnum()
            for index in range(first, last)
        )

    def place(self) -> str | None:
        """The place in a list that is named: the second, 2nd → #2, the last → #-1, the cheapest → #cheapest."""
        ordinal = self._ordinal()
        return None if ordinal is None else f"#{ordinal}" if ordinal else "#cheapest"

    def _ordinal(self) -> int | None:
        tokens = self.marked.tokens
        for token, after in zip(tokens, (*tokens[1:], None), strict=True):
            for word in (token.folded, token.folded + after.folded if after else ""):
                if word in self.lexicon.ordinals:
                    return self.lexicon.ordinals[word]
        return None

    def number(self) -> str | None:
        """The place that a plain number names: "number two", "2"; but the "one" of "the organic one" counts nothing."""
        for amount in self.marked.amounts:
            words = self.marked.tokens[amount.first : amount.last]
            names = any(token.folded in self._catalogue_words for token in self.marked.tokens)
            counts = amount.value != {"amount": "1"} or words[0].text.isdecimal() or not names
            if amount.value.keys() == {"amount"} and amount.value["amount"].isdecimal() and counts:
                return f"#{amount.value['amount']}"
        return None

    @property
    def is_brief(self) -> bool:
        """No more than a yes or no, or "no inscription"."""
        return sum(token.text[0].isalnum() for token in self.marked.tokens) <= _BRIEF

    @property
    def says_without(self) -> bool:
        """It begins or ends with a word for "without": "keine davon", "yazı olmasın"."""
        words = [token.folded for token in self.marked.tokens if token.text[0].isalnum()]
        return tuple(words[:1]) in self.lexicon.without_before or tuple(words[-1:]) in self.lexicon.without_after

    def content_words(self) -> str:
        """The sentence without what carries no meaning in a search: fillers, stop words, prices, "without nuts"."""
        dropped = {index for amount in self.marked.amounts for index in range(amount.first, amount.last)}
        for value in self.marked.named:
            if value.entity == "diet" or (value.entity == "allergen" and value.without):
                dropped |= set(range(value.first, value.last))
        kept = [
            token.text
            for index, token in enumerate(self.marked.tokens)
            if index not in dropped and token.text[0].isalnum() and token.folded not in self.lexicon.small_words
        ]
        return " ".join(kept)

    def _values(self, part: Stretch) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the stretch names, by entity; and what it names only inside an amount, as "box" in "a box of"."""
        first, last = part
        values: dict[str, Any] = {}
        products = [(start, end) for start, end in self.products if first <= start and end <= last]
        if products:
            values["product"] = self._name((products[0][0], products[-1][1]))
        taken = {index for start, end in products for index in range(start, end)}
        counted = set[int]()
        for amount in self.marked.amounts:
            covered = set(range(amount.first, amount.last))
            if not (first <= amount.first and amount.last <= last) or amount.first in taken:
                continue
            said = amount.value
            if taken & covered:  # the unit belongs to the name: "zwei Kasten Bier"
                said = {key: part for key, part in said.items() if key != "unit"}
            counted |= covered - taken
            if products and (amount.first < products[0][0] or self._is_afterthought(products[-1][1], amount)):
                values[amount.entity] = said  # "two, no, three packets": the one beside the product counts
            else:
                values.setdefault(amount.entity, said)
        return values, self._name_values(part, taken, counted, values)

    def _name_values(
        self, part: Stretch, taken: Collection[int], counted: Collection[int], values: dict[str, Any]
    ) -> dict[str, Any]:
        """Add the named values of the stretch to `values`; returns those that stand only inside an amount."""
        first, last = part
        inside: dict[str, Any] = {}
        for value in self.marked.named:
            if not (first <= value.first and value.last <= last):
                continue
            if value.entity in {"allergen", "diet"}:
                if value.entity == "diet" or value.without or value.first not in taken:
                    values.setdefault(value.entity, []).append(value.key)
            elif all(index in counted for index in range(value.first, value.last)):
                inside.setdefault(value.entity, value.key)
            elif value.first not in taken or value.entity not in {"department", "partner"}:
                values[value.entity] = value.key  # "milk, no, dark": the last one counts
        return inside

    def last_amount(self, part: Stretch) -> dict[str, Any] | None:
        """The last quantity in the stretch."""
        first, last = part
        said = [amount.value for amount in self.marked.amounts if first <= amount.first and amount.last <= last]
        return next((value for value in reversed(said) if "amount" in value), None)

    def is_nutrient(self, product: str) -> bool:
        """Whether the words name a nutrient: "how much sugar is in it" asks about sugar, not for it."""
        return any(entity == "nutrient" for entity, _key in self.lexicon.values.get(phrase(product), ()))

    @property
    def only_points(self) -> bool:
        """It does nothing but point at what was last spoken of: "that one"."""
        words = [token.folded for token in self.marked.tokens if token.text[0].isalnum()]
        rest = [word for word in words if word not in self.lexicon.pointers | self.lexicon.small_words]
        return any(word in self.lexicon.pointers for word in words) and all(len(word) <= _BRIEF for word in rest)

    @property
    def is_gibberish(self) -> bool:
        """Nothing in it was ever heard, and nothing was recognised."""
        found = self.products or self.marked.amounts or self.marked.named
        words = [token.folded for token in self.marked.tokens if token.text[0].isalpha()]
        return not found and not any(map(self._model.knows, words))

    def names_a_choice(self, question: str) -> bool:
        """An answer to "which of these?" that is nothing but words of the catalogue."""
        is_unsure = float(self._likely.max()) < _VERY_SURE
        return question == "product_choice" and is_unsure and self.is_bare(self.whole, by_words=True)

    def _is_afterthought(self, product_end: int, amount: Amount) -> bool:
        """An amount after the product, with a pause between and nothing behind it: "two milks, no, three"."""
        tokens = self.marked.tokens
        paused = any(token.text in _PAUSES for token in tokens[product_end : amount.first])
        small = self.lexicon.small_words
        return paused and all(token.folded in small or not token.text[0].isalnum() for token in tokens[amount.last :])

    def only_says(self, entities: Collection[str]) -> bool:
        """Nothing but a value of one of these entities, small words aside."""
        said = {
            index for value in self.marked.named if value.entity in entities for index in range(value.first, value.last)
        }
        others = [token for index, token in enumerate(self.marked.tokens) if index not in said]
        return bool(said) and all(
            token.folded in self.lexicon.small_words for token in others if token.text[0].isalnum()
        )

    def _name(self, part: Stretch) -> str:
        """The words of a product, without the signs between them."""
        signs = {"%", "&", "'", "’"}
        return " ".join(
            token.text for token in self.marked.tokens[slice(*part)] if token.text[0].isalnum() or token.text in signs
        )

    def unnamed_product(self, part: Stretch) -> str:
        """The words that must be the product although the tagger found none.

        Words of the catalogue, or words that no example has: "three flurbs" is a wish for flurbs, not for whatever
        was spoken of last.
        """
        first, last = part
        if any(token.folded in self.lexicon.pointers for token in self.marked.tokens[first:last]):
            return ""
        dropped = {index for amount in self.marked.amounts for index in range(amount.first, amount.last)}
        dropped |= {index for value in self.marked.named for index in range(value.first, value.last)}
        kept = [
            index for index in range(first, last) if index not in dropped and self._may_name(self.marked.tokens[index])
        ]
        return self._name((kept[0], kept[-1] + 1)) if kept else ""

    def _may_name(self, token: Token) -> bool:
        if not token.text[0].isalpha() or token.folded in self.lexicon.small_words:
            return False
        return token.folded in self._catalogue_words or not self._model.knows(token.folded)
