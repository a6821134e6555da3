"""What no single file can know: that flows, actions, responses and languages fit together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.content.located_yaml import Problem
from assistant.content.model import Content, Language, Variation
from assistant.content.near import did_you_mean
from assistant.dialogue.flow import Act, Call, Collect, Flow, Link, Script, SetSlots, Step

Places = Mapping[tuple[str, ...], Problem]

REPAIR_INTENTS = (
    "affirm",
    "deny",
    "cancel",
    "repeat",
    "switch_language",
    "choose_option",
    "inform",
    "out_of_scope",
)
"""Intents that belong to no flow: every flow understands them."""

REPAIR_REPLIES = (
    "utter_ai_notice",
    "utter_apology",
    "utter_busy",
    "utter_cancelled",
    "utter_clarify",
    "utter_corrected",
    "utter_invalid_yes_no",
    "utter_language_switched",
    "utter_language_unknown",
    "utter_nothing_open",
    "utter_nothing_to_cancel",
    "utter_nothing_to_repeat",
    "utter_out_of_scope",
    "utter_payment_pending",
    "utter_rephrase",
    "utter_silence",
    "utter_too_long",
    "utter_unreadable",
)
"""Responses that Sally gives outside flows."""

_BRACES = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_INTENT = re.compile(r"/([\w]+)")
OUTCOME = "outcome"
"""The slot in which the engine leaves what an action came back with."""


@dataclass(frozen=True)
class Outcomes:
    """What an action can come back with; the silent ones have no response."""

    names: tuple[str, ...]
    silent: tuple[str, ...] = ()


def cross_check(content: Content, actions: Mapping[str, Outcomes], places: Places) -> list[Problem]:
    """Every problem between files."""
    return [
        *_flow_problems(content, actions, places),
        *_intent_problems(content, places),
        *_reply_problems(content, actions, places),
        *_language_problems(content),
        *_example_problems(content, places),
    ]


def _flow_problems(content: Content, actions: Mapping[str, Outcomes], places: Places) -> Iterator[Problem]:
    script = content.script
    for flow in script.flows.values():
        place = places["flows", flow.name]
        for step in flow.steps.values():
            match step.does:
                case Act(action) if not action.startswith("utter_") and action not in actions:
                    yield _at(place, f"action {action!r} does not exist. {did_you_mean(action, actions)}")
                case Call(name) | Link(name) if name not in script.flows:
                    yield _at(place, f"flow {name!r} does not exist. {did_you_mean(name, script.flows)}")
        for slot in sorted(_slots_of(flow) - {*script.slots, OUTCOME}):
            yield _at(place, f"slot {slot!r} is not defined. {did_you_mean(slot, (*script.slots, OUTCOME))}")


def _intent_problems(content: Content, places: Places) -> Iterator[Problem]:
    """Every intent starts a flow, and every flow can be started in every language."""
    learnt = {code: {example.intent for example in language.examples} for code, language in content.languages.items()}
    known = set().union(*learnt.values())
    triggering = {intent: flow for flow in content.script.flows.values() for intent in flow.intents}
    for intent, flow in triggering.items():
        if intent not in known:
            what = f"intent {intent!r} has no examples. {did_you_mean(intent, known)}"
            yield _at(places["flows", flow.name], what)
    yield from _started_twice(content.script, places)
    for code, intents in learnt.items():
        for intent in sorted(intents - {*triggering, *REPAIR_INTENTS}):
            hint = did_you_mean(intent, {*triggering, *REPAIR_INTENTS})
            yield _at(places["intents", code, intent], f"intent {intent!r} starts no flow. {hint}")
        for intent in sorted((known & {*triggering}) - intents):
            name = content.languages[code].words.language.name
            what = (
                f"intent {intent!r} has no examples in {name}; flow {triggering[intent].name} needs them. Write some."
            )
            yield Problem(f"nlu_data/{code}", 1, what)


def _started_twice(script: Script, places: Places) -> Iterator[Problem]:
    """An intent or an event starts one flow; during each flow, an intent may mean one more."""
    first: dict[tuple[str | None, str, str], str] = {}
    for flow in script.flows.values():
        intents = [(flow.during, "intent", name) for name in flow.intents]
        for trigger in (*intents, *((None, "event", name) for name in flow.events)):
            if first.setdefault(trigger, flow.name) != flow.name:
                what = f"{trigger[1]} {trigger[2]!r} starts flow {first[trigger]!r} already."
                yield _at(places["flows", flow.name], f"{what} Remove it from one of the two.")


def _slots_of(flow: Flow) -> set[str]:
    """Every slot that a flow asks for, sets or decides by."""
    return {slot for step in flow.steps.values() for slot in _slots_of_step(step)}


def _slots_of_step(step: Step) -> Iterator[str]:
    conditions = [branch.condition for branch in step.branches]
    match step.does:
        case Collect(slot, _, rejections):
            yield slot
            conditions += [rejection.condition for rejection in rejections]
        case SetSlots(values):
            yield from values
    for condition in conditions:
        yield from condition.reads if condition else ()


def _reply_problems(content: Content, actions: Mapping[str, Outcomes], places: Places) -> Iterator[Problem]:
    used = _used_replies(content, actions)
    for code, language in content.languages.items():
        for key in sorted(set(language.responses) - set(used)):
            hint = did_you_mean(key, set(used))
            yield _at(places["responses", code, key], f'reply "{key}" is not used by any flow. {hint}')
        for key in sorted(set(used) - set(language.responses)):
            what = f'reply "{key}" is missing in {language.words.language.name}; {used[key]} needs it. Write it.'
            yield Problem(f"nlu_data/{code}", 1, what)
        for key, variations in language.responses.items():
            place = places["responses", code, key]
            for variation in variations:
                yield from _wording_problems(language, place, variation)
                yield from _button_problems(content.script, place, variation)
    for key in used:
        yield from _stale(content, key, places)


def _used_replies(content: Content, actions: Mapping[str, Outcomes]) -> dict[str, str]:
    """Every response that can be spoken, and what speaks it."""
    used = dict.fromkeys(REPAIR_REPLIES, "conversation repair")
    for flow in content.script.flows.values():
        for step in flow.steps.values():
            match step.does:
                case Act(action) if action.startswith("utter_"):
                    used[action] = f"flow {flow.name}"
                case Act(action) if action in actions:
                    outcomes = actions[action]
                    spoken = (name for name in outcomes.names if name not in outcomes.silent)
                    used |= {f"utter_{action}_{name}": f"action {action}" for name in spoken}
                case Collect(slot, reply, rejections):
                    used |= {reply: f"flow {flow.name}"} | {item.reply: f"flow {flow.name}" for item in rejections}
                    if slot in content.script.slots and content.script.slots[slot].type in {"categorical", "float"}:
                        used[f"utter_invalid_{slot}"] = f"flow {flow.name}"
    return used


def _wording_problems(language: Language, place: Problem, variation: Variation) -> Iterator[Problem]:
    """No number comes from a sentence: digits and number words are refused, values come by placeholders."""
    bare = _BRACES.sub(" ", variation.text)
    if "{" in bare or "}" in bare:
        yield _at(place, f"{variation.text!r} has a brace that does not close. Write {{name}}.")
    number_words = {word.casefold() for word, value in language.words.numbers.words.items() if value > 1}
    for word in re.findall(r"\w+", bare):
        if word.casefold() in number_words or any(sign.isdigit() for sign in word):
            yield _at(place, f"{word!r} is a number in a sentence. Use a placeholder for it, or word it without.")


def _button_problems(script: Script, place: Problem, variation: Variation) -> Iterator[Problem]:
    """A button that sends an intent which nobody understands."""
    known = {*script.by_intent, *REPAIR_INTENTS}
    for button in variation.buttons:
        sent = _INTENT.match(button.payload)
        if sent and sent[1] not in known:
            hint = did_you_mean(sent[1], known)
            yield _at(place, f"button {button.title!r} sends /{sent[1]}, which is no intent. {hint}")


def _stale(content: Content, key: str, places: Places) -> Iterator[Problem]:
    """A response that says other values, or has other buttons, than the same one in the other languages."""
    said: dict[frozenset[str], list[str]] = defaultdict(list)
    for code, language in content.languages.items():
        if key in language.responses:
            said[_says(language.responses[key])].append(code)
    if len(said) > 1:
        most = max(said.values(), key=len)
        wanted = next(says for says, codes in said.items() if codes is most)
        for says, codes in said.items():
            lacks, extra = ", ".join(sorted(wanted - says)), ", ".join(sorted(says - wanted))
            differs = " and ".join(filter(None, (lacks and f"lacks {lacks}", extra and f"has {extra} alone")))
            what = f'reply "{key}" {differs}, unlike {", ".join(most)}. Make them the same.'
            for code in codes if codes is not most else ():
                yield _at(places["responses", code, key], what)


def _says(variations: Iterable[Variation]) -> frozenset[str]:
    texts = {f"{{{name}}}" for variation in variations for name in _BRACES.findall(variation.text) if name}
    return frozenset(texts | {button.payload for variation in variations for button in variation.buttons})


def _language_problems(content: Content) -> Iterator[Problem]:
    keys: dict[str, set[str]] = {}
    for code, language in content.languages.items():
        words = language.words
        keys[code] = {f"labels.{key}" for key in words.labels}
        keys[code] |= {f"values.{entity}.{key}" for entity, said in words.values.items() for key in said}
        keys[code] |= {f"units.{key}" for key in words.units} | {f"currency.{key}" for key in words.currency}
    everything = set().union(*keys.values())
    for code, there in keys.items():
        for key in sorted(everything - there):
            what = f'"{key}" is missing; the other languages have it. Add it.'
            yield Problem(f"nlu_data/{code}/language.yml", 1, what)


def _example_problems(content: Content, places: Places) -> Iterator[Problem]:
    """An example of two intents teaches neither."""
    for code, language in content.languages.items():
        seen: dict[str, tuple[str, str]] = {}
        for example in language.examples:
            plain = " ".join(re.findall(r"\w+", example.text.casefold()))
            intent, text = seen.setdefault(plain, (example.intent, example.text))
            if intent != example.intent:
                first = places["examples", code, text, intent]
                here = places["examples", code, example.text, example.intent]
                what = f"stands for {intent} in {first.file}:{first.line}. Keep one."
                yield _at(here, f"example {example.text!r} of {example.intent} {what}")
        intents = {example.intent for example in language.examples}
        for intent in REPAIR_INTENTS:
            if intent not in intents:
                yield Problem(f"nlu_data/{code}/repair.yml", 1, f"intent {intent!r} has no examples. Add some.")


def _at(place: Problem, message: str) -> Problem:
    return Problem(place.file, place.line, message)
