"""From the editors' flow files to the flows that the engine runs: steps flattened, every way on resolved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.content.located_yaml import Document, Problem
from assistant.content.near import did_you_mean
from assistant.content.schema import ElseModel, FlowFile, FlowModel, IfModel, MappingModel, SlotModel, StepModel
from assistant.dialogue.condition import Condition, ConditionError, parse
from assistant.dialogue.flow import (
    END,
    Act,
    Branch,
    Call,
    Collect,
    Flow,
    Link,
    Rejection,
    Script,
    SetSlots,
    Slot,
    Step,
)

Address = tuple[str | int, ...]


def build(files: Iterable[tuple[Document, FlowFile]], replies: frozenset[str]) -> tuple[Script, list[Problem]]:
    """The script that all flow files together say, and what is wrong with them."""
    flows: dict[str, Flow] = {}
    slots: dict[str, Slot] = {}
    problems: list[Problem] = []
    for document, file in files:
        for name, slot in file.slots.items():
            if name in slots:
                problems.append(document.problem(("slots", name), f"slot {name!r} is defined twice. Remove one."))
            slots[name] = _slot(name, slot)
        for name, model in file.flows.items():
            if name in flows:
                problems.append(document.problem(("flows", name), f"flow {name!r} is defined twice. Rename one."))
            reader = _FlowReader(name, document)
            flows[name] = reader.read(model)
            problems += reader.problems
    always = {flow.name: flow for flow in flows.values() if flow.during is None}
    meanwhile = {(flow.during, intent): flow.name for flow in flows.values() if flow.during for intent in flow.intents}
    return Script(flows, slots, replies, _by(always, "intents"), _by(always, "events"), meanwhile), problems


def _by(flows: Mapping[str, Flow], trigger: str) -> dict[str, str]:
    return {name: flow.name for flow in flows.values() for name in getattr(flow, trigger)}


def _only_asked(mapping: MappingModel) -> bool:
    return any("requested_slot" in condition for condition in mapping.conditions)


def _slot(name: str, model: SlotModel) -> Slot:
    return Slot(
        name,
        model.type,
        tuple(model.values),
        model.min_value,
        model.max_value,
        tuple(mapping.entity for mapping in model.mappings if mapping.entity and not _only_asked(mapping)),
        tuple(mapping.entity for mapping in model.mappings if mapping.entity and _only_asked(mapping)),
        any(mapping.type == "from_text" for mapping in model.mappings),
    )


@dataclass
class _FlowReader:
    """Reads one flow. Step ids are the editors' own, or the place of the step ("2", "2.then.0")."""

    flow: str
    document: Document
    steps: dict[str, Step] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, model: FlowModel) -> Flow:
        start = self._sequence(model.steps, ("flows", self.flow, "steps"), "", END)
        self._check_targets()
        return Flow(
            self.flow,
            model.description,
            self.steps,
            start,
            tuple(trigger.intent for trigger in model.nlu_trigger),
            tuple(trigger.event for trigger in model.event_trigger),
            model.during,
        )

    def _sequence(self, steps: list[StepModel], at: Address, prefix: str, after: str) -> str:
        """Add the steps; each goes on to the one below it, the last one to `after`. Returns the first one's id."""
        ids = [step.id or f"{prefix}{index}" for index, step in enumerate(steps)]
        for index, (step, step_id) in enumerate(zip(steps, ids, strict=True)):
            below = ids[index + 1] if index + 1 < len(ids) else after
            place = (*at, index)
            if step_id in self.steps:
                what = f"step {step_id!r} stands twice in flow {self.flow!r}. Rename one of the two."
                self._problem((*place, "id"), what)
            self.steps[step_id] = Step(step_id, self._does(step, place), ())
            branches = self._branches(step, place, f"{step_id}.", below)
            self.steps[step_id] = Step(step_id, self.steps[step_id].does, branches)
        return ids[0]

    def _does(self, step: StepModel, at: Address) -> Collect | Act | SetSlots | Call | Link | None:
        if step.collect:
            rejections = tuple(
                Rejection(condition, rejection.utter)
                for index, rejection in enumerate(step.rejections)
                if (condition := self._condition(rejection.if_, (*at, "rejections", index, "if")))
            )
            return Collect(step.collect, step.utter or f"utter_ask_{step.collect}", rejections, step.ask_before_filling)
        if step.action:
            return Act(step.action)
        if step.set_slots is not None:
            return SetSlots({name: value for entry in step.set_slots for name, value in entry.items()})
        return Call(step.call) if step.call else Link(step.link or "")

    def _branches(self, step: StepModel, at: Address, prefix: str, below: str) -> tuple[Branch, ...]:
        if step.link:
            return ()
        if step.next is None or isinstance(step.next, str):
            return (Branch(None, step.next or below),)
        branches = list[Branch]()
        for index, way in enumerate(step.next):
            place = (*at, "next", index)
            if isinstance(way, IfModel):
                condition = self._condition(way.if_, (*place, "if"))
                branches.append(Branch(condition, self._target(way.then, (*place, "then"), f"{prefix}{index}.", below)))
            elif isinstance(way, ElseModel):
                branches.append(Branch(None, self._target(way.else_, (*place, "else"), f"{prefix}{index}.", below)))
        return tuple(branches)

    def _target(self, then: str | list[StepModel], at: Address, prefix: str, below: str) -> str:
        return then if isinstance(then, str) else self._sequence(then, at, prefix, below)

    def _condition(self, text: str, at: Address) -> Condition | None:
        try:
            return parse(text)
        except ConditionError as error:
            self._problem(at, f'condition {error}. Write for example: slots.outcome is "added".')
            return None

    def _check_targets(self) -> None:
        known: dict[str, Any] = {END: None, **self.steps}
        for step in self.steps.values():
            for branch in step.branches:
                if branch.target not in known:
                    hint = did_you_mean(branch.target, known)
                    self._problem(
                        ("flows", self.flow),
                        f"flow {self.flow!r} goes on to step {branch.target!r}, which does not exist. {hint}",
                    )

    def _problem(self, at: Address, message: str) -> None:
        self.problems.append(self.document.problem(at, message))
