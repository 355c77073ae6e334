"""Four cures for what Rasa does again with every message. Measured: docs/adr/0004-rasa-as-engine.md.

- `Event.resolve_by_type` walks every subclass of Event for every event of every action: remembered instead.
- `domain.is_empty()` writes the whole domain out as a dict, twice, for each message: looked at instead.
- Every action's result is checked against a JSON schema that is compiled again each time: its two lists are looked at
  instead.
- The graph runner builds a dask graph and sorts it for each run: the order of nodes is kept a target.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event

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


def install() -> None:
    """Put the first three cures in place for this process; the last is put on each agent."""
    Event.resolve_by_type = staticmethod(_resolve_by_type)  # type: ignore[method-assign]
    Domain.is_empty = _is_empty  # type: ignore[method-assign]
    RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
