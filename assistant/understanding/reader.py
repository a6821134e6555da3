"""From a sentence to commands.

In order: what a button says is taken as it is; then the language is recognised; then words are looked up (numbers,
prices, named values) and the products in the sentence are found; the sentence is cut into wishes; each wish gets an
intent. An answer to the question that Sally has just asked goes before everything that is less sure.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assistant.dialogue import command as cmd
from assistant.dialogue.flow import Script, Slot
from assistant.understanding import payload
from assistant.understanding.feature import sentence_features
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.mark import Marked, mark
from assistant.understanding.model import Model
from assistant.understanding.reading import Context, Reading, Wish
from assistant.understanding.segment import Stretch, stretches

MIN_CONFIDENCE = 0.30
"""Below this nothing counts as understood."""
CLEAR_MARGIN = 0.08
"""Two intents closer than this, both unsure, make Sally ask which is meant."""
SURE = 0.65
"""An intent as sure as this goes before an answer to the open question."""
_NEW_LANGUAGE = 0.80
_NEW_LANGUAGE_ONE_WORD = 0.85

_ANSWERS = frozenset({"inform", "choose_option", "affirm", "deny", "find_product", "add_to_basket", "change_quantity"})
_TAKE_AMOUNTS = frozenset({"add_to_basket", "remove_from_basket", "change_quantity"})


class Reader:
    """Understands sentences of all languages with one model."""

    def __init__(
        self, script: Script, lexicons: Mapping[str, Lexicon], model: Model, catalogue_words: Collection[str]
    ) -> None:
        self._script = script
        self._lexicons = lexicons
        self._model = model
        self._catalogue_words = catalogue_words

    def read(self, text: str, context: Context) -> Reading:
        """What `text` means in this context. Raises payload.PayloadError for a broken payload."""
        pressed = payload.parse(text)
        if pressed:
            intent, values = pressed
            return Reading(context.language, (self._pressed(intent, values, context),), (Wish(text, intent, 1.0, values),))
        sentence = self._sentence(text, context)
        if not any(token.text[0].isalnum() for token in sentence.marked.tokens):
            return Reading(context.language, (cmd.Unclear("utter_unreadable"),))
        return self._understand(sentence, context)

    # Language

    def _sentence(self, text: str, context: Context) -> "_Sentence":
        sentence = _Sentence(text, self._lexicons[context.language], self._model, self._catalogue_words)
        slot = self._script.slots.get(context.question or "")
        free_text = slot is not None and slot.from_text and context.question != "product_choice"
        spoken = context.language if free_text else self._language(sentence, context)
        if spoken == context.language:
            return sentence
        return _Sentence(text, self._lexicons[spoken], self._model, self._catalogue_words)

    def _language(self, sentence: "_Sentence", context: Context) -> str:
        """The language of the sentence; a short one stays in the language of the conversation unless it is clear."""
        likely = self._model.languages.probabilities(sentence.features())
        best = int(likely.argmax())
        words = sum(token.text[0].isalpha() for token in sentence.marked.tokens)
        needed = _NEW_LANGUAGE if words > 1 else _NEW_LANGUAGE_ONE_WORD
        return self._model.languages.classes[best] if likely[best] >= needed else context.language

    # Meaning

    def _understand(self, sentence: "_Sentence", context: Context) -> Reading:
        whole = sentence.wish((0, len(sentence.marked.tokens)))
        answer = self._answer(sentence, whole, context)
        if answer:
            return Reading(sentence.code, answer, (whole,), whole.confidence)
        parts = stretches(sentence.marked.tokens, sentence.products, sentence.lexicon)
        if len(parts) == 1:
            return Reading(sentence.code, (self._command(whole, sentence, context),), (whole,), whole.confidence)
        wishes = _inherit([sentence.wish(part) for part in parts], [sentence.is_bare(part) for part in parts])
        commands = tuple(self._command(wish, sentence, context) for wish in wishes)
        return Reading(sentence.code, commands, tuple(wishes), min(wish.confidence for wish in wishes))

    def _command(self, wish: Wish, sentence: "_Sentence", context: Context) -> cmd.Command:
        if wish.confidence < MIN_CONFIDENCE:
            return self._unsure(wish, sentence)
        match wish.intent:
            case "affirm":
                return cmd.Affirm()
            case "deny":
                return cmd.Deny()
            case "cancel":
                return cmd.Cancel()
            case "repeat":
                return cmd.Repeat()
            case "switch_language":
                return cmd.ChangeLanguage(self._asked_language(wish, sentence))
            case "out_of_scope":
                return cmd.Unclear("utter_out_of_scope")
            case "inform" | "choose_option":
                return self._loose_answer(wish, context)
        flow = self._script.by_intent[wish.intent]
        slots = self._slots(wish, flow)
        if wish.intent == "find_product" and "product" not in slots and (words := sentence.content_words()):
            slots["product"] = words
        return cmd.StartFlow(flow, slots)

    def _unsure(self, wish: Wish, sentence: "_Sentence") -> cmd.Command:
        """A product alone is a wish for it; two flows about as likely are put to the shopper; else: please rephrase."""
        if "product" in wish.values:
            return cmd.StartFlow("find_product", self._slots(wish, "find_product"))
        first, second = sentence.two_best()
        flows = [self._script.by_intent[name] for name, _p in (first, second) if name in self._script.by_intent]
        if len(flows) > 1 and first[1] - second[1] < CLEAR_MARGIN and first[1] + second[1] > 2 * CLEAR_MARGIN:
            return cmd.Clarify(tuple(flows))
        return cmd.Unclear("utter_rephrase")

    def _asked_language(self, wish: Wish, sentence: "_Sentence") -> str | None:
        asked = wish.values.get("language")
        if asked is None:
            return sentence.code
        return str(asked) if asked in self._lexicons else None

    def _loose_answer(self, wish: Wish, context: Context) -> cmd.Command:
        """An answer that no question waits for: a value of the flow that is going on, or a wish for a product."""
        if context.flow:
            collects = self._script.flows[context.flow].collects
            for name, value in self._slots(wish, context.flow).items():
                if name in collects:
                    return cmd.SetSlot(name, value)
        if "product" in wish.values:
            return cmd.StartFlow("find_product", self._slots(wish, "find_product"))
        return cmd.Unclear("utter_rephrase")

    def _slots(self, wish: Wish, flow: str) -> dict[str, Any]:
        """The slots that the values of a wish fill; a slot whose flow is named is filled in that flow only."""
        collected = self._script.flows[flow].collects
        filled: dict[str, Any] = {}
        for slot in self._script.slots.values():
            value = next((wish.values[entity] for entity in slot.entities if entity in wish.values), None)
            if value is None or (slot.type in {"categorical", "float"} and slot.name not in collected):
                continue
            filled[slot.name] = value
        return filled

    # Answers

    def _answer(self, sentence: "_Sentence", whole: Wish, context: Context) -> tuple[cmd.Command, ...]:
        """The commands that answer the open question; none when the shopper speaks of something else."""
        slot = self._script.slots.get(context.question or "")
        if slot is None or (whole.intent not in _ANSWERS and whole.confidence >= SURE):
            return ()
        if slot.type == "bool":
            return _yes_or_no(sentence)
        if slot.from_text:
            return self._free_answer(slot, sentence, whole)
        filled = self._slots(whole, context.flow) if context.flow else {}
        if slot.name in filled:
            first = cmd.SetSlot(slot.name, filled.pop(slot.name))
            collects = self._script.flows[context.flow].collects if context.flow else {}
            return (first, *(cmd.SetSlot(name, value) for name, value in filled.items() if name in collects))
        if slot.name == "product" and whole.intent in _ANSWERS - {"affirm", "deny"}:
            return (cmd.SetSlot("product", sentence.content_words() or sentence.marked.text),)
        if whole.intent == "deny" and whole.confidence >= MIN_CONFIDENCE:
            return (cmd.Deny(),)
        return ()

    def _free_answer(self, slot: Slot, sentence: "_Sentence", whole: Wish) -> tuple[cmd.Command, ...]:
        if whole.intent == "deny" and whole.confidence >= SURE:
            return (cmd.Deny(),)
        if slot.name != "product_choice":
            return (cmd.SetSlot(slot.name, sentence.marked.text.strip()),)
        ordinal = sentence.ordinal()
        if ordinal is not None:
            return (cmd.SetSlot(slot.name, f"#{ordinal}" if ordinal else "#cheapest"),)
        names_another = whole.intent in _TAKE_AMOUNTS and "quantity" in whole.values and whole.confidence >= SURE
        return () if names_another else (cmd.SetSlot(slot.name, sentence.content_words() or sentence.marked.text),)

    def _pressed(self, intent: str, values: Mapping[str, Any], context: Context) -> cmd.Command:
        wish = Wish("", intent, 1.0, values)
        match intent:
            case "affirm":
                return cmd.Affirm()
            case "deny":
                return cmd.Deny()
            case "cancel":
                return cmd.Cancel()
            case "repeat":
                return cmd.Repeat()
            case "switch_language":
                code = values.get("language")
                return cmd.ChangeLanguage(code if code in self._lexicons else None)
            case "inform" | "choose_option":
                slot = next((name for name in values if name in self._script.slots), None)
                return cmd.SetSlot(slot, values[slot]) if slot else self._loose_answer(wish, context)
        flow = self._script.by_intent.get(intent)
        if flow is None:
            raise payload.PayloadError(f"/{intent} is no intent of this shop. Use one that a flow is triggered by.")
        slots = {name: value for name, value in values.items() if name in self._script.slots}
        return cmd.StartFlow(flow, {**self._slots(wish, flow), **slots})


class _Sentence:
    """One sentence in one language, with everything found in it."""

    def __init__(self, text: str, lexicon: Lexicon, model: Model, catalogue_words: Collection[str]) -> None:
        self.code = lexicon.code
        self.lexicon = lexicon
        self.marked: Marked = mark(text, lexicon, catalogue_words)
        self.products = model.tagger.products(self.marked.tokens, self.marked.marks)
        self._intents = model.intents

    def features(self, part: Stretch | None = None) -> list[str]:
        first, last = part or (0, len(self.marked.tokens))
        blanks = [
            (start - first, end - first, entity)
            for start, end, entity in self.marked.blanks(self.products)
            if first <= start and end <= last
        ]
        return sentence_features(self.marked.tokens[first:last], blanks)

    def wish(self, part: Stretch) -> Wish:
        """The stretch with its likeliest intent."""
        likely = self._intents.probabilities(self.features(part))
        best = int(likely.argmax())
        return Wish(self.words(part), self._intents.classes[best], float(likely[best]), self._values(part))

    def two_best(self) -> list[tuple[str, float]]:
        likely = self._intents.probabilities(self.features())
        best = likely.argsort()[::-1][:2]
        return [(self._intents.classes[index], float(likely[index])) for index in best]

    def probability(self, intent: str) -> float:
        return float(self._intents.probabilities(self.features())[self._intents.classes.index(intent)])

    def words(self, part: Stretch) -> str:
        first, last = part
        tokens = self.marked.tokens[first:last]
        return self.marked.text[tokens[0].start : tokens[-1].end] if tokens else ""

    def is_bare(self, part: Stretch) -> bool:
        """Only a product and perhaps how many: what is wanted of it is said elsewhere in the sentence."""
        first, last = part
        covered = {index for start, end, _entity in self.marked.blanks(self.products) for index in range(start, end)}
        return all(
            index in covered or self.marked.tokens[index].folded in self.lexicon.stopwords
            or not self.marked.tokens[index].text[0].isalnum()
            for index in range(first, last)
        )

    def ordinal(self) -> int | None:
        """The place in a list that is named: the second → 2, the last → -1."""
        for token in self.marked.tokens:
            if token.folded in self.lexicon.ordinals:
                return self.lexicon.ordinals[token.folded]
        return None

    def content_words(self) -> str:
        """The sentence without what carries no meaning in a search: fillers, stop words, prices, wishes for "without"."""
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

    def _values(self, part: Stretch) -> dict[str, Any]:
        """What the stretch names, by entity."""
        first, last = part
        values: dict[str, Any] = {}
        named_products = [(start, end) for start, end in self.products if first <= start and end <= last]
        if named_products:
            values["product"] = self.words((named_products[0][0], named_products[-1][1]))
        taken = {index for start, end in named_products for index in range(start, end)}
        for amount in self.marked.amounts:
            if first <= amount.first and amount.last <= last and not taken & set(range(amount.first, amount.last)):
                if named_products and amount.last <= named_products[0][0]:
                    values[amount.entity] = amount.value  # "two, no, three packets": the one beside the product counts
                else:
                    values.setdefault(amount.entity, amount.value)
        for value in self.marked.named:
            if not (first <= value.first and value.last <= last):
                continue
            if value.entity in {"allergen", "diet"}:
                if value.entity == "diet" or value.without or value.first not in taken:
                    values.setdefault(value.entity, []).append(value.key)
            elif value.first not in taken or value.entity not in {"department", "partner"}:
                values.setdefault(value.entity, value.key)
        return values


def _yes_or_no(sentence: _Sentence) -> tuple[cmd.Command, ...]:
    yes, no = sentence.probability("affirm"), sentence.probability("deny")
    if max(yes, no) < MIN_CONFIDENCE:
        return ()
    return (cmd.Affirm(),) if yes > no else (cmd.Deny(),)


def _inherit(wishes: Sequence[Wish], bare: Sequence[bool]) -> list[Wish]:
    """A bare stretch ("…, ein Brot") wants what the one before it wants; leading ones what the first full one wants."""
    full = [wish for wish, is_bare in zip(wishes, bare, strict=True) if not is_bare]
    result: list[Wish] = []
    before: Wish | None = None
    for wish, is_bare in zip(wishes, bare, strict=True):
        if not is_bare:
            before = wish
            result.append(wish)
            continue
        model = before or (full[0] if full and _shares(wish, full[0]) else None)
        if model is None:
            result.append(Wish(wish.words, "add_to_basket", wish.confidence, wish.values) if "quantity" in wish.values else wish)
        else:
            result.append(Wish(wish.words, model.intent, model.confidence, wish.values))
    return result


def _shares(bare: Wish, full: Wish) -> bool:
    """ "Two ayran" is not part of "what does honey cost", but "ayran" alone may be."""
    return full.intent in _TAKE_AMOUNTS or "quantity" not in bare.values
