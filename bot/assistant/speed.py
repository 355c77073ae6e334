"""Cures for what Rasa does again with every message. Measured: docs/adr/0004-rasa-as-engine.md.

- `Event.resolve_by_type` walks every subclass of Event for every event of every action: remembered instead.
- `domain.is_empty()` writes the whole domain out as a dict, twice, for each message: looked at instead.
- Every action's result is checked against a JSON schema that is compiled again each time: its two lists are looked at
  instead.
- The graph runner builds a dask graph and sorts it for each run: the order of nodes is kept a target.
- RulePolicy tries every rule on every state: only those are tried that name the last action and intent, or neither.
- It looks for rules on a message's text first, though each of ours names an intent: left out where that is so.
- Whatever Rasa would log at debug level is copied deeply first, level or not: it is not copied, nor written out.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import rasa.core.policies.memoization
import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, SHOULD_NOT_BE_SET, RulePolicy
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

_KNOWN_EVENTS: dict[str, type[Event]] = {}
_resolve = Event.resolve_by_type


def _resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    known = _KNOWN_EVENTS.get(type_name)
    if known is None:
        known = _resolve(type_name, default)
        if known is None or known is default:
            return known
        _KNOWN_EVENTS[type_name] = known
    return known


def _is_empty(domain: Domain) -> bool:
    return not (
        domain.intents or domain.entities or domain.slots or domain.responses or domain.user_actions or domain.forms
    )


def _validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    if not (isinstance(result.get("events", []), list) and isinstance(result.get("responses", []), list)):
        raise TypeError(f"{action.name()} must give a list of events and a list of responses")
    return True


def _order(schema: GraphSchema) -> list[str]:
    """Node names, each after all that it needs. Placeholders (inputs) are not nodes."""
    done: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name not in schema.nodes:
            return
        seen.add(name)
        for need in schema.nodes[name].needs.values():
            visit(need)
        done.append(name)

    for name in schema.nodes:
        visit(name)
    return done


class StraightRunner:
    """Runs a loaded graph's nodes one after the other, in an order that is found once a target."""

    def __init__(self, runner: DaskGraphRunner) -> None:
        self._schema: GraphSchema = runner._graph_schema
        self._nodes: dict[str, GraphNode] = runner._instantiated_nodes
        self._plans: dict[tuple[str, ...], list[tuple[str, GraphNode, tuple[str, ...]]]] = {}

    def _plan(self, targets: tuple[str, ...]) -> list[tuple[str, GraphNode, tuple[str, ...]]]:
        plan = self._plans.get(targets)
        if plan is None:
            minimal = self._schema.minimal_graph_schema(list(targets))
            plan = self._plans[targets] = [
                (name, self._nodes[name], tuple(minimal.nodes[name].needs.values())) for name in _order(minimal)
            ]
        return plan

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """As `GraphRunner.run`: inputs by placeholder's name → outputs by target's name."""
        wanted = tuple(targets or self._schema.target_names)
        results: dict[str, Any] = dict(inputs or {})
        for name, node, needs in self._plan(wanted):
            _, results[name] = node(*((need, results[need]) for need in needs))
        return {name: results[name] for name in wanted}


class RuleIndex:
    """The rules of one lookup by the last action and intent that their last state names; "" for neither."""

    def __init__(self, lookup: dict[str, str]) -> None:
        self.all = frozenset(lookup)
        self._named: dict[tuple[str, str], set[str]] = {}
        self.on_text = False
        for key in lookup:
            state = RulePolicy._rule_key_to_state(key)[-1]
            named = _named(state, PREVIOUS_ACTION, "action_name"), _named(state, USER, "intent")
            self._named.setdefault(named, set()).add(key)
            # A rule that names no intent after action_listen could be met by a message's text.
            self.on_text |= named[0] in {"", ACTION_LISTEN_NAME} and not named[1]

    def may_apply(self, state: State) -> set[str]:
        """The rules that could apply to a conversation whose last state this is, and perhaps some more."""
        if not state.get(PREVIOUS_ACTION):  # where a conversation starts, Rasa compares nothing else
            return set(self.all)
        action, intent = _named(state, PREVIOUS_ACTION, "action_name"), _named(state, USER, "intent")
        pairs = {(action, intent), (action, ""), ("", intent), ("", "")}
        return set().union(*(self._named.get(pair, ()) for pair in pairs))


def _named(state: State, part: str, what: str) -> str:
    found = (state.get(part) or {}).get(what)
    return found if isinstance(found, str) and found != SHOULD_NOT_BE_SET else ""


_INDEXES: dict[int, tuple[dict[str, str], RuleIndex]] = {}
"""By the lookup's identity; the lookup is kept beside it, so that no other takes its place."""
_find_action_from_rules = RulePolicy._find_action_from_rules


def _index(lookup: dict[str, str]) -> RuleIndex:
    kept = _INDEXES.get(id(lookup))
    if kept is None:
        kept = _INDEXES[id(lookup)] = lookup, RuleIndex(lookup)
    return kept[1]


def _get_possible_keys(policy: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    possible = _index(lookup).may_apply(states[-1]) if states else set(lookup)
    for turn, state in enumerate(reversed(states)):
        if not possible:
            break
        possible = {key for key in possible if policy._is_rule_applicable(key, turn, state)}
    return possible


def _find_action(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> tuple[str | None, str | None, bool]:
    if use_text_for_last_user_input and not tracker.active_loop_name and not _index(policy.lookup[RULES]).on_text:
        return None, None, False
    found: tuple[str | None, str | None, bool] = _find_action_from_rules(
        policy, tracker, domain, use_text_for_last_user_input
    )
    return found


def install() -> None:
    """Put the cures in place for this process; the runner is put on each agent."""
    Event.resolve_by_type = staticmethod(_resolve_by_type)
    Domain.is_empty = _is_empty
    RemoteAction._validate_action_result = _validate_action_result
    RulePolicy._get_possible_keys = _get_possible_keys
    RulePolicy._find_action_from_rules = _find_action
    Policy.format_tracker_states = staticmethod(lambda states: [])
    for module in (rasa.core.processor, rasa.core.policies.memoization, rasa.core.policies.rule_policy):
        module.copy = SimpleNamespace(deepcopy=lambda value: value)
