"""The engine: an event goes in, the next conversation and the effects come out.

Theory, on one page. A conversation has a stack of frames, one per flow that is going on; the last one is being
spoken of. A frame stands at a step. `_run` walks the top frame from step to step until one of three things stops it:

    a question is open     the top frame stands at a Collect step whose slot is empty
    an action is running   the top frame stands at an Act step; ActionDone takes it on
    nothing is left        the stack is empty

A digression is a frame pushed on top; when it ends, the question below is asked again. A called flow lives in
the frame of its caller (`callers` holds the way back) and shares its slots; a linked flow replaces both.
When one utterance holds several wishes and the first needs a question, the others wait in `waiting` with the
depth of the stack at which their turn comes; so does what happens in the shop while an action runs.

Invariants (the property tests hold them): while a flow is going on, exactly one of `question` and `running` is set,
and neither otherwise; both belong to the top frame; nothing waits for an empty stack; the stack and the queue are
bounded; the turn number only grows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.dialogue import command as cmd
from assistant.dialogue.conversation import Conversation, Effect, Frame, RunAction, Say, Show, Waiting
from assistant.dialogue.event import ActionDone, Event, Happened, Said, TimePassed
from assistant.dialogue.flow import END, Act, Call, Collect, Link, Script, SetSlots, Step
from assistant.dialogue.slot import Refused, accept

MAX_DEPTH = 6
MAX_WAITING = 12
MAX_STEPS = 100
"""A flow that takes more steps than this without stopping runs in a circle."""


def advance(conversation: Conversation, event: Event, script: Script) -> tuple[Conversation, tuple[Effect, ...]]:
    """The conversation after `event`, and what Sally does about it, in order."""
    turn = _Turn(script, conversation)
    match event:
        case Said():
            turn.begin(event.language)
            for order in event.commands:
                turn.obey(order)
            if not turn.effects:
                turn.ask_again()
        case Happened():
            turn.happen(event)
        case ActionDone():
            turn.finish_action(event)
        case TimePassed():
            turn.say("utter_silence")
            turn.ask_again()
    return turn.conversation, tuple(turn.effects)


@dataclass
class _Turn:
    """Works one event off. The conversation itself stays a value; this holds the next one while it is made."""

    script: Script
    conversation: Conversation
    effects: list[Effect] = field(default_factory=list)

    # What the shopper said

    def begin(self, language: str) -> None:
        self._become(turn=self.conversation.turn + 1)
        if language != self.conversation.language:
            self._become(language=language)

    def obey(self, order: cmd.Command) -> None:
        match order:
            case cmd.StartFlow():
                self._start_or_wait(order)
            case cmd.SetSlot(slot, value):
                self._set(slot, value)
            case cmd.Affirm():
                self._answer(yes=True)
            case cmd.Deny():
                self._answer(yes=False)
            case cmd.Cancel():
                self._cancel()
            case cmd.Repeat():
                self._repeat()
            case cmd.ChangeLanguage(code):
                self._change_language(code)
            case cmd.Clarify(flows):
                choices = tuple((flow, self.script.flows[flow].intents[0]) for flow in flows)
                self.effects.append(Say("utter_clarify", turn=self.conversation.turn, choices=choices))
            case cmd.Unclear(reply):
                self.say(reply)
                self.ask_again()

    def _start_or_wait(self, order: cmd.StartFlow) -> None:
        top = self.conversation.top
        flow = self.script.flows[order.flow]
        if self.conversation.running:
            self._let_wait(order)
        elif top and top.flow == order.flow and order.slots and set(order.slots) <= set(flow.collects):
            for slot, value in order.slots.items():
                self._set(slot, value)
        elif self._asked_in_this_utterance:
            self._let_wait(order)
        else:
            self._start(order.flow, order.slots)

    def _let_wait(self, order: cmd.StartFlow, values: Mapping[str, Any] | None = None) -> None:
        entry = Waiting(len(self.conversation.stack) - 1, order, values or {})
        self._become(waiting=(*self.conversation.waiting, entry)[-MAX_WAITING:])

    @property
    def _asked_in_this_utterance(self) -> bool:
        return any(isinstance(effect, Say) and effect.question for effect in self.effects)

    def _set(self, slot: str, value: Any) -> None:
        top = self.conversation.top
        if top is None or self.conversation.running:
            self.say("utter_nothing_open")
            return
        verdict = accept(self.script.slots[slot], value)
        if isinstance(verdict, Refused):
            invalid = "yes_no" if self.script.slots[slot].type == "bool" else slot
            self.say(f"utter_invalid_{invalid}", verdict.values)
            self.ask_again()
            return
        known = top.slots.get(slot)
        asked_at = self.script.flows[top.flow].collects.get(slot)
        self._become_top(replace(top, slots={**top.slots, slot: verdict.value}))
        if slot == self.conversation.question:
            self._forget_asking(slot)
            self._go_on_from(top.step)
        elif asked_at and slot in top.slots and known != verdict.value:
            self._correct(asked_at)
        else:
            self.ask_again()

    def _forget_asking(self, slot: str) -> None:
        """A question asked in this utterance and done with in it need not be heard."""
        self.effects = [effect for effect in self.effects if not (isinstance(effect, Say) and effect.question == slot)]

    def _correct(self, asked_at: str) -> None:
        """A value given before is another one now: go on from where it was asked, with all other answers kept."""
        self.say("utter_corrected")
        top = self._top
        confirmations = {name: None for name in top.slots if name.startswith("confirm_")}
        self._become_top(replace(top, slots={**top.slots, **confirmations}))
        self._go_on_from(asked_at)

    def _go_on_from(self, asked_at: str) -> None:
        """The question of this step has its answer."""
        self._become(question=None)
        self._become_top(replace(self._top, step=asked_at))
        step = self._step(self._top)
        assert isinstance(step.does, Collect), f"step {asked_at} asks for nothing"
        self._collect(step, step.does)
        self._run()

    def _answer(self, *, yes: bool) -> None:
        slot = self.script.slots.get(self.conversation.question or "")
        if slot is None:
            self.say("utter_nothing_open")
        elif slot.type == "bool":
            self._set(slot.name, yes)
        elif not yes and "none" in slot.values:
            self._set(slot.name, "none")
        elif not yes and slot.from_text and not slot.name.endswith("_choice"):
            self._set(slot.name, "")
        elif not yes:
            self._cancel()
        else:
            self.ask_again()

    def _cancel(self) -> None:
        if not self.conversation.stack:
            self.say("utter_nothing_to_cancel")
            return
        self.say("utter_cancelled")
        depth = len(self.conversation.stack) - 1
        still = tuple(waiting for waiting in self.conversation.waiting if waiting.depth < depth)
        if self.conversation.running:  # what was not begun yet need not be done
            self.effects = [effect for effect in self.effects if not isinstance(effect, RunAction)]
        if self.conversation.question:
            self._forget_asking(self.conversation.question)
        self._become(stack=self.conversation.stack[:-1], waiting=still, question=None, running=None)
        self._resume()

    def _repeat(self) -> None:
        if self.conversation.last_said:
            self.effects.extend(self.conversation.last_said)
        else:
            self.say("utter_nothing_to_repeat")

    def _change_language(self, code: str | None) -> None:
        if code is None:
            self.say("utter_language_unknown")
        else:
            self._become(language=code)
            self.say("utter_language_switched")
        self.ask_again()

    # What happened in the shop

    def happen(self, event: Happened) -> None:
        flow = self.script.by_event.get(event.name)
        if flow and self.conversation.running:
            self._let_wait(cmd.StartFlow(flow, event.slots), event.values)
        elif flow:
            self._start(flow, event.slots, event.values)

    def finish_action(self, event: ActionDone) -> None:
        action = self.conversation.running
        if action is None:
            return  # the flow was cancelled while the action ran
        if event.ends_visit:
            self._become(stack=self.conversation.stack[-1:], waiting=())
        top = self._top
        self._become(running=None)
        self._become_top(replace(top, slots={**top.slots, **event.slots, "outcome": event.outcome}))
        if event.shown:
            self.effects.append(Show(event.shown))
        own, general = f"utter_{action}_{event.outcome}", f"utter_{event.outcome}"
        reply = next((reply for reply in (own, general) if reply in self.script.replies), None)
        if reply:
            self.say(reply, event.values)
        self._become_top(replace(self._top, opened_by={**self._top.opened_by, **event.values}))
        self._leave(self._step(self._top))
        self._run()

    # Walking through flows

    def _start(self, flow: str, slots: Mapping[str, Any], values: Mapping[str, Any] | None = None) -> None:
        accepted = {}
        for name, value in slots.items():
            verdict = accept(self.script.slots[name], value) if name in self.script.slots else None
            if verdict is not None and not isinstance(verdict, Refused):
                accepted[name] = verdict.value
        frame = Frame(flow, self.script.flows[flow].start, accepted, opened_by=values or {})
        below = self.conversation.stack[:-1] if self._is_spoken_of(frame) else self.conversation.stack
        self._become(stack=(*below, frame)[-MAX_DEPTH:], question=None)
        self._run()

    def _is_spoken_of(self, frame: Frame) -> bool:
        """The same wish once more ("pay!" … "I want to pay") begins anew, so that nothing is asked twice."""
        top = self.conversation.top
        if top is None or top.flow != frame.flow or top.callers:
            return False
        return frame.slots.items() <= top.slots.items()

    def _run(self) -> None:
        """Walk on until a question is open, an action runs or nothing is left."""
        for _ in range(MAX_STEPS):
            if not self.conversation.stack or self.conversation.question or self.conversation.running:
                return
            top = self._top
            if top.step == END:
                self._end_flow()
                continue
            self._take(self._step(top))
        message = f"flow {self._top.flow} runs in a circle"
        raise AssertionError(message)

    def _take(self, step: Step) -> None:
        top = self._top
        match step.does:
            case Collect(slot) as ask:
                if ask.ask_before_filling:
                    self._become_top(replace(top, slots={**top.slots, slot: None}))
                self._collect(step, ask)
            case Act(action) if action.startswith("utter_"):
                self.say(action, top.opened_by)
                self._leave(step)
            case Act(action):
                self._become(running=action)
                self.effects.append(RunAction(action, dict(top.slots)))
            case SetSlots(values):
                self._become_top(replace(top, slots={**top.slots, **values}))
                self._leave(step)
            case Call(flow):
                callers = (*top.callers, (top.flow, step.step_id))
                self._become_top(replace(top, flow=flow, step=self.script.flows[flow].start, callers=callers))
            case Link(flow):
                self._become_top(replace(top, flow=flow, step=self.script.flows[flow].start, callers=()))
            case _:
                self._leave(step)

    def _collect(self, step: Step, ask: Collect) -> None:
        """Pass a slot that has a value which is not refused; ask for any other."""
        top = self._top
        value = top.slots.get(ask.slot)
        rejection = next((item for item in ask.rejections if item.condition.holds(top.slots)), None)
        if value is not None and rejection is None:
            self._leave(step)
            return
        if value is not None and rejection:
            self.say(rejection.reply, {"value": {"type": "text", "text": str(value)}})
            self._become_top(replace(top, slots={**top.slots, ask.slot: None}))
        self._become(question=ask.slot)
        self.ask_again()

    def _end_flow(self) -> None:
        top = self._top
        if top.callers:
            flow, step = top.callers[-1]
            self._become_top(replace(top, flow=flow, step=step, callers=top.callers[:-1]))
            self._leave(self._step(self._top))
            return
        self._become(stack=self.conversation.stack[:-1])
        self._resume()

    def _resume(self) -> None:
        """After a flow has ended: the next wish of the same breath, or the question that waits below."""
        waiting = self.conversation.waiting
        depth = len(self.conversation.stack)
        due = next((entry for entry in waiting if entry.depth >= depth), None)
        if due:
            self._become(waiting=tuple(entry for entry in waiting if entry is not due))
            self._start(due.command.flow, due.command.slots, due.values)
        else:
            self._run()

    def ask_again(self) -> None:
        """Repeat the open question, if there is one."""
        if self.conversation.question:
            step = self._step(self._top)
            assert isinstance(step.does, Collect), f"question {self.conversation.question} without a collect step"
            self.say(step.does.reply, self._top.opened_by, question=step.does.slot)

    def _leave(self, step: Step) -> None:
        self._become_top(replace(self._top, step=self._next(step)))

    def _next(self, step: Step) -> str:
        slots = self._top.slots
        return next((way.target for way in step.branches if way.condition is None or way.condition.holds(slots)), END)

    def _step(self, frame: Frame) -> Step:
        return self.script.flows[frame.flow].steps[frame.step]

    # The conversation being made

    def say(self, reply: str, values: Mapping[str, Any] | None = None, question: str | None = None) -> None:
        slots = self.conversation.top.slots if self.conversation.top else {}
        self.effects.append(Say(reply, values or {}, question, slots, self.conversation.turn))

    @property
    def _top(self) -> Frame:
        assert self.conversation.top, "no flow is going on"
        return self.conversation.top

    def _become(self, **changes: Any) -> None:
        self.conversation = replace(self.conversation, **changes)

    def _become_top(self, frame: Frame) -> None:
        self._become(stack=(*self.conversation.stack[:-1], frame))
