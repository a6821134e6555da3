"""From a sentence to commands.

In order: what a button says is taken as it is; then the language is recognised; then words are looked up (numbers,
prices, named values) and the products in the sentence are found; the sentence is cut into wishes; each wish gets an
intent. An answer to the question that Sally has just asked goes before everything that is less sure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.dialogue import command as cmd
from assistant.dialogue.flow import Call, Script, Slot
from assistant.understanding import payload
from assistant.understanding.lexicon import Lexicon, Phrase
from assistant.understanding.model import Model
from assistant.understanding.reading import Context, Reading, Wish
from assistant.understanding.segment import stretches
from assistant.understanding.sentence import Sentence

MIN_CONFIDENCE = 0.30
"""Below this nothing counts as understood."""
CLEAR_MARGIN = 0.08
"""Two intents closer than this, both unsure, make Sally ask which is meant."""
SURE = 0.65
"""An intent as sure as this goes before an answer to the open question."""
_NEW_LANGUAGE = 0.80
_NEW_LANGUAGE_ONE_WORD = 0.85
_OWN_MIND = 0.95
"""A stretch of a sentence that is as sure as this wants something of its own."""
_FEWEST_LETTERS = 4
"""Shorter sounds ("hä?") belong to no language."""

_ANSWERS = frozenset({"inform", "choose_option", "affirm", "deny", "find_product", "add_to_basket", "change_quantity"})
_PLAIN: Mapping[str, cmd.Command] = {
    "affirm": cmd.Affirm(),
    "deny": cmd.Deny(),
    "cancel": cmd.Cancel(),
    "repeat": cmd.Repeat(),
}
"""Intents that say everything by themselves."""
_COURTESIES = frozenset({"greet", "goodbye", "thank", "how_are_you", "compliment", "insult"})
"""What people have written on a box of pralines."""
_TAKE_AMOUNTS = frozenset({"add_to_basket", "remove_from_basket", "change_quantity"})


class Reader:
    """Understands sentences of all languages with one model."""

    def __init__(
        self,
        script: Script,
        lexicons: Mapping[str, Lexicon],
        model: Model,
        catalogue_words: Collection[str],
        catalogue_names: Collection[Phrase] = frozenset(),
    ) -> None:
        self._script = script
        self._lexicons = lexicons
        self._model = model
        self._catalogue_words = catalogue_words
        self._catalogue_names = catalogue_names
        self._about_products = _about_products(script)

    def read(self, text: str, context: Context) -> Reading:
        """What `text` means in this context. Raises payload.PayloadError for a broken payload."""
        pressed = payload.parse(text)
        if pressed:
            intent, values = pressed
            wish = Wish(text, intent, 1.0, values)
            return Reading(context.language, (self._pressed(wish, context),), (wish,))
        sentence = self._sentence(text, context)
        if not any(token.text[0].isalnum() for token in sentence.marked.tokens):
            return Reading(context.language, (cmd.Unclear("utter_unreadable"),))
        return self._understand(sentence, context)

    # Language

    def _sentence(self, text: str, context: Context) -> Sentence:
        sentence = self._in_language(text, context.language)
        slot = self._script.slots.get(context.question or "")
        free_text = slot is not None and slot.from_text and context.question != "product_choice"
        spoken = context.language if free_text else self._language(sentence, context)
        if spoken == context.language:
            return sentence
        return self._in_language(text, spoken)

    def _in_language(self, text: str, code: str) -> Sentence:
        return Sentence(text, self._lexicons[code], self._model, self._catalogue_words, self._catalogue_names)

    def _language(self, sentence: Sentence, context: Context) -> str:
        """The language of the sentence; a short one stays in the language of the conversation unless it is clear."""
        likely = self._model.languages.probabilities(sentence.vector)
        best = int(likely.argmax())
        words = sum(token.text[0].isalpha() for token in sentence.marked.tokens)
        letters = sum(len(token.text) for token in sentence.marked.tokens if token.text[0].isalpha())
        needed = _NEW_LANGUAGE if words > 1 else _NEW_LANGUAGE_ONE_WORD
        tokens = sentence.marked.tokens
        known = sum(self._model.knows(token.folded) or token.folded in self._catalogue_words for token in tokens)
        is_clear = letters >= _FEWEST_LETTERS and likely[best] >= needed and 2 * known >= len(tokens)
        return self._model.languages.classes[best] if is_clear else context.language

    # Meaning

    def _understand(self, sentence: Sentence, context: Context) -> Reading:
        whole = self._bare_product(sentence.wish(sentence.whole), sentence)
        answer = self._answer(sentence, whole, context)
        if answer:
            return Reading(sentence.code, answer, (whole,), whole.confidence)
        counted = [(amount.first, amount.last) for amount in sentence.marked.amounts if amount.entity == "quantity"]
        parts = stretches(sentence.marked.tokens, sentence.products, counted, sentence.lexicon)
        if len(parts) == 1:
            command = self._command(whole, sentence, context)
            spoken = context.language if command == cmd.Unclear("utter_rephrase") else sentence.code
            return Reading(spoken, (command,), (whole,), whole.confidence)
        wishes = _inherit([sentence.wish(part) for part in parts], [sentence.is_bare(part) for part in parts])
        commands = tuple(self._command(wish, sentence, context) for wish in wishes)
        return Reading(sentence.code, commands, tuple(wishes), min(wish.confidence for wish in wishes))

    def _bare_product(self, wish: Wish, sentence: Sentence) -> Wish:
        """A name of the catalogue by itself is a wish for it, whatever else it sounds like: "apple cake"."""
        unsure = wish.confidence < SURE and wish.intent not in _ANSWERS
        if not unsure or not sentence.is_bare(sentence.whole, by_words=True):
            return wish
        words = wish.values.get("product") or sentence.unnamed_product(sentence.whole)
        if not words:
            return wish
        intent = "add_to_basket" if "quantity" in wish.values else "find_product"
        return replace(wish, intent=intent, confidence=SURE, values={**wish.values, "product": words})

    def _command(self, wish: Wish, sentence: Sentence, context: Context) -> cmd.Command:
        if wish.confidence < (SURE if sentence.is_gibberish else MIN_CONFIDENCE):
            return self._unsure(wish, sentence)
        if wish.intent in _PLAIN:
            return _PLAIN[wish.intent]
        match wish.intent:
            case "switch_language":
                return cmd.ChangeLanguage(self._asked_language(wish, sentence, context))
            case "out_of_scope":
                return cmd.Unclear("utter_out_of_scope")
            case "inform" | "choose_option":
                return self._loose_answer(wish, context, sentence)
        return self._start(wish, sentence, context)

    def _start(self, wish: Wish, sentence: Sentence, context: Context) -> cmd.StartFlow:
        """The flow that the intent starts, with what the wish names."""
        if wish.intent == "ask_nutrition" and sentence.is_nutrient(wish.values.get("product", "")):
            wish = replace(wish, values={key: value for key, value in wish.values.items() if key != "product"})
        meanwhile = self._script.by_intent_during.get((context.flow or "", wish.intent))
        if meanwhile and "product" not in wish.values:
            return cmd.StartFlow(meanwhile)
        flow = self._script.by_intent[wish.intent]
        if wish.intent == "change_quantity" and (amount := sentence.last_amount(wish.part)):
            wish = replace(wish, values={**wish.values, "quantity": amount})  # "two milks, no, three"
        return cmd.StartFlow(flow, self._slots(wish, flow) | self._pointed_at(wish, flow, sentence))

    def _pointed_at(self, wish: Wish, flow: str, sentence: Sentence) -> dict[str, Any]:
        """The product of a wish that names none: a place in the list just named, or the words left over."""
        if "product" in wish.values or flow not in self._about_products:
            return {}
        place = sentence.place()
        if place is not None:
            return {"product_choice": place}
        if flow in {"change_quantity", "add_again"}:  # of what was spoken of before
            return {}
        words = sentence.content_words() if flow == "find_product" else sentence.unnamed_product(wish.part)
        return {"product": words} if words else {}

    def _unsure(self, wish: Wish, sentence: Sentence) -> cmd.Command:
        """A product alone is a wish for it; two flows about as likely are put to the shopper; else: please rephrase."""
        if sentence.is_gibberish:
            return cmd.Unclear("utter_rephrase")
        if "product" in wish.values:
            return cmd.StartFlow("find_product", self._slots(wish, "find_product"))
        first, second = sentence.two_best()
        flows = [self._script.by_intent[name] for name, _p in (first, second) if name in self._script.by_intent]
        if len(flows) > 1 and first[1] - second[1] < CLEAR_MARGIN and first[1] + second[1] > 2 * CLEAR_MARGIN:
            return cmd.Clarify(tuple(flows))
        return cmd.Unclear("utter_rephrase")

    def _asked_language(self, wish: Wish, sentence: Sentence, context: Context) -> str | None:
        asked = wish.values.get("language")
        if asked is None:  # a word for the language that was not known, or that language itself
            return sentence.code if sentence.code != context.language else None
        return str(asked) if asked in self._lexicons else None

    def _loose_answer(self, wish: Wish, context: Context, sentence: Sentence | None = None) -> cmd.Command:
        """An answer that no question waits for: a value of the flow that is going on, or a wish for a product."""
        if context.flow:
            collects = self._script.flows[context.flow].collects
            for name, value in self._slots(wish, context.flow).items():
                if name in collects:
                    return cmd.SetSlot(name, value)
        if "product" in wish.values:
            return cmd.StartFlow("find_product", self._slots(wish, "find_product"))
        place = sentence.place() if sentence else None
        return cmd.StartFlow("ask_price", {"product_choice": place}) if place else cmd.Unclear("utter_rephrase")

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

    def _answer(self, sentence: Sentence, whole: Wish, context: Context) -> tuple[cmd.Command, ...]:
        """The commands that answer the open question; none when the shopper speaks of something else."""
        slot = self._script.slots.get(context.question or "")
        if slot is None:
            return ()
        is_about_it = slot.type == "bool" or sentence.only_says(slot.entities) or sentence.names_a_choice(slot.name)
        if whole.intent not in _answering(slot) and whole.confidence >= SURE and not is_about_it:
            return ()
        if slot.type == "bool":
            return self._yes_by_verb(whole, context) or _yes_or_no(sentence) or self._corrections(whole, context)
        if slot.from_text:
            return self._free_answer(slot, sentence, whole)
        return self._value_answer(slot, sentence, whole, context) or self._corrections(whole, context)

    def _yes_by_verb(self, wish: Wish, context: Context) -> tuple[cmd.Command, ...]:
        """Yes, said by the verb of the question: "Shall we pay?" – "Let's pay"."""
        names_something = wish.values.keys() & {"product", "quantity"}
        same_flow = self._script.by_intent.get(wish.intent) == context.flow or wish.intent == "add_to_basket"
        return (cmd.Affirm(),) if same_flow and not names_something and wish.confidence >= MIN_CONFIDENCE else ()

    def _corrections(self, wish: Wish, context: Context) -> tuple[cmd.Command, ...]:
        """Values for other slots of the flow that is going on: "actually make it dark"."""
        if not context.flow or "product" in wish.values or wish.intent not in _ANSWERS:
            return ()
        collects = self._script.flows[context.flow].collects
        filled = self._slots(wish, context.flow)
        return tuple(cmd.SetSlot(name, value) for name, value in filled.items() if name in collects)

    def _value_answer(self, slot: Slot, sentence: Sentence, whole: Wish, context: Context) -> tuple[cmd.Command, ...]:
        """The value that was asked for, and what else was said for the same flow."""
        filled = self._slots(whole, context.flow) if context.flow else {}
        asked = _asked_for(slot, whole)
        if asked is not None:
            return (cmd.SetSlot(slot.name, asked),)
        if slot.type == "text" and not slot.entities and whole.intent not in {"affirm", "deny"}:
            return (cmd.SetSlot(slot.name, sentence.place() or sentence.marked.text.strip()),)
        if slot.name in filled:
            first = cmd.SetSlot(slot.name, filled.pop(slot.name))
            collects = self._script.flows[context.flow].collects if context.flow else {}
            return (first, *(cmd.SetSlot(name, value) for name, value in filled.items() if name in collects))
        if slot.name == "product" and whole.intent in _ANSWERS - {"affirm", "deny"}:
            return (cmd.SetSlot("product", sentence.content_words() or sentence.marked.text),)
        if whole.intent == "deny" and whole.confidence >= MIN_CONFIDENCE:
            return (cmd.Deny(),)
        is_bare = sentence.is_bare(sentence.whole, by_words=True) and "quantity" not in whole.values
        is_no_choice = slot.type == "categorical" and is_bare  # what the choices are is said again
        return (cmd.SetSlot(slot.name, sentence.marked.text),) if is_no_choice else ()

    def _free_answer(self, slot: Slot, sentence: Sentence, whole: Wish) -> tuple[cmd.Command, ...]:
        is_sure = whole.confidence >= SURE
        if (whole.intent == "deny" and is_sure) or (sentence.is_brief and sentence.says_without):
            return (cmd.Deny(),)
        if whole.intent == "affirm" and is_sure and sentence.is_brief:
            return (cmd.Affirm(),)
        if slot.name != "product_choice":
            return (cmd.SetSlot(slot.name, sentence.marked.text.strip()),)
        return self._chosen(slot, sentence, whole)

    def _chosen(self, slot: Slot, sentence: Sentence, whole: Wish) -> tuple[cmd.Command, ...]:
        """Which of the products just named is meant: a place, the one last spoken of, or words."""
        if place := sentence.place():
            return (*_amount_too(whole), cmd.SetSlot(slot.name, place))
        if sentence.only_points:
            return (cmd.SetSlot(slot.name, "#it"),)
        is_number = whole.intent == "choose_option" or not sentence.content_words()
        if is_number and (place := sentence.number()):
            return (cmd.SetSlot(slot.name, place),)
        names_another = whole.intent in _TAKE_AMOUNTS and "quantity" in whole.values and whole.confidence >= SURE
        words = sentence.content_words() or sentence.marked.text
        return () if names_another else (*_amount_too(whole), cmd.SetSlot(slot.name, words))

    def _pressed(self, wish: Wish, context: Context) -> cmd.Command:
        values = wish.values
        if wish.intent in _PLAIN:
            return _PLAIN[wish.intent]
        match wish.intent:
            case "switch_language":
                code = values.get("language")
                return cmd.ChangeLanguage(code if isinstance(code, str) and code in self._lexicons else None)
            case "inform" | "choose_option":
                slot = next((name for name in values if name in self._script.slots), None)
                return cmd.SetSlot(slot, values[slot]) if slot else self._loose_answer(wish, context)
        flow = self._script.by_intent.get(wish.intent)
        if flow is None:
            raise payload.PayloadError(
                f"/{wish.intent} is no intent of this shop. Use one that a flow is triggered by."
            )
        slots = {name: value for name, value in values.items() if name in self._script.slots}
        return cmd.StartFlow(flow, {**self._slots(wish, flow), **slots})


def _amount_too(wish: Wish) -> tuple[cmd.Command, ...]:
    """How many, said together with which: "the last one, but two of them"; the "one" of "that one" counts nothing."""
    amount = wish.values.get("quantity")
    return (cmd.SetSlot("quantity", amount),) if amount and amount["amount"] != "1" else ()


def _asked_for(slot: Slot, wish: Wish) -> Any:
    """A value that counts because it was asked for: "a tin", "the box"."""
    said = [wish.inside_amounts.get(entity) for entity in slot.entities]
    said += [wish.values.get(entity, wish.inside_amounts.get(entity)) for entity in slot.asked_entities]
    return next((value for value in said if value is not None), None)


def _about_products(script: Script) -> frozenset[str]:
    """The flows that speak of one product, or look for some."""
    calling = {
        flow.name
        for flow in script.flows.values()
        if any(step.does == Call("which_product") for step in flow.steps.values())
    }
    return frozenset(calling | {"find_product", "remove_from_basket", "change_quantity", "ask_why_offer"})


def _answering(slot: Slot) -> frozenset[str]:
    """The intents that may well be an answer to the question for this slot."""
    if slot.name == "product_choice":
        return _ANSWERS | {"ask_cheaper"}
    return _ANSWERS | _COURTESIES if slot.from_text else _ANSWERS


def _yes_or_no(sentence: Sentence) -> tuple[cmd.Command, ...]:
    yes, no = sentence.probability("affirm"), sentence.probability("deny")
    if max(yes, no) < MIN_CONFIDENCE:
        return ()
    return (cmd.Affirm(),) if yes > no else (cmd.Deny(),)


def _inherit(wishes: Sequence[Wish], bare: Sequence[bool]) -> list[Wish]:
    """A bare stretch ("…, ein Brot") wants what the one before it wants; leading ones what the first full one wants."""
    if any(wish.intent == "add_to_basket" for wish in wishes):  # "I need butter and two packs of mince" is one list
        wishes = [replace(wish, intent="add_to_basket") if _is_plain_search(wish) else wish for wish in wishes]
    full = [wish for wish, is_bare in zip(wishes, bare, strict=True) if not is_bare]
    result: list[Wish] = []
    before: Wish | None = None
    for wish, is_bare in zip(wishes, bare, strict=True):
        if not is_bare or (before and wish.confidence >= _OWN_MIND and wish.intent in _TAKE_AMOUNTS):
            before = wish
            result.append(wish)
            continue
        model = before or (full[0] if full and _shares(wish, full[0]) else None)
        if model is None:
            result.append(replace(wish, intent="add_to_basket") if "quantity" in wish.values else wish)
        else:
            result.append(replace(wish, intent=model.intent, confidence=model.confidence))
    return result


def _is_plain_search(wish: Wish) -> bool:
    return wish.intent == "find_product" and wish.values.keys() <= {"product", "quantity"}


def _shares(bare: Wish, full: Wish) -> bool:
    """Whether it is part of that wish: "two ayran" is none of "what does honey cost", "ayran" alone may be."""
    return full.intent in _TAKE_AMOUNTS or "quantity" not in bare.values
