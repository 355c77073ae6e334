"""Writes an edited guide back as YAML, touching only what was edited: comments, order and quotation marks stay. PURE.

PyYAML forgets comments when it writes. So the file's own text is kept and only the places of changed values, found by
the marks of its parser, are replaced. What comes out is read again and compared before anybody gets it.
"""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

import yaml

from bot.content.guides.schema import KEYS
from bot.errors import ContentError

FLOW_ROWS = frozenset({"links", "sources"})
FLOW_LISTS = frozenset({"fees", "codes"})
"""Keys whose value stands on one line in the house style of data/guides."""

Edit = tuple[int, int, str]
"""From, to (offsets in the text), and what stands there afterwards."""


def edited(text: str, data: Mapping[str, Any]) -> str:
    """`text` (the YAML of a guide), changed so that it holds `data`. Blanks inside a text do not count as a change.

    Raises ContentError where that cannot be done, which would be a defect of ours: nothing wrong is ever returned.
    """
    text = text if text.endswith("\n") else f"{text}\n"
    root, before = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text)
    if isinstance(root, yaml.MappingNode) and isinstance(before, dict):
        patched = _Patch(text).apply(root, before, data)
        if _holds(patched, data):
            return patched
    comments = [line for line in text.splitlines() if line.startswith("#")]
    whole = "\n".join([*comments, *(_entry(key, data[key], 0) for key in _ordered(data))]) + "\n"
    if not _holds(whole, data):
        raise ContentError("The guide could not be written as YAML. Nothing was changed. Tell the operator.")
    return whole


def plain(value: Any) -> Any:
    """A value as it is compared: blanks inside texts made one."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _holds(text: str, data: Mapping[str, Any]) -> bool:
    try:
        return bool(plain(yaml.safe_load(text)) == plain(data))
    except yaml.YAMLError:
        return False


class _Patch:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.edits: list[Edit] = []

    def apply(self, root: yaml.MappingNode, before: Mapping[str, Any], data: Mapping[str, Any]) -> str:
        self._mapping(root, before, data, top=True)
        text = self.text
        # From the end, so that offsets before an edit stay right; of two at one place the later one first.
        for _, (start, end, words) in sorted(enumerate(self.edits), key=_later_first, reverse=True):
            text = text[:start] + words + text[end:]
        return text

    def _mapping(self, node: yaml.MappingNode, old: Mapping[str, Any], new: Mapping[str, Any],
                 top: bool = False) -> None:
        if node.flow_style and set(old) != set(new):
            self._put(node, _flow(new))
            return
        indent = node.start_mark.column
        for key_node, value_node in node.value:
            key = key_node.value
            if key not in new:
                self.edits.append(self._lines(key_node, value_node, ""))
            elif plain(old[key]) != plain(new[key]) and not self._value(value_node, old[key], new[key]):
                self.edits.append(self._lines(key_node, value_node, _entry(key, new[key], indent) + "\n"))
        for key in _ordered(new) if top else list(new):
            if key not in old:
                place = self._after(node, old, key, top)
                self.edits.append((place, place, _entry(key, new[key], indent) + "\n"))

    def _after(self, node: yaml.MappingNode, old: Mapping[str, Any], key: str, top: bool) -> int:
        """Where a new key goes: in the order of KEYS at the top, else at the end."""
        lasts = {key_node.value: self.starts[_last_line(value) + 1] for key_node, value in node.value}
        if top:
            earlier = [lasts[k] for k in KEYS[:KEYS.index(key)] if k in lasts] if key in KEYS else []
            return max(earlier) if earlier else self.starts[node.start_mark.line]
        return max(lasts.values())

    def _value(self, node: yaml.Node, old: Any, new: Any) -> bool:
        """Change a value where it stands → False where it must be written anew."""
        if isinstance(node, yaml.ScalarNode) and not isinstance(new, (list, tuple, Mapping)):
            if node.style in ("|", ">"):
                return False
            self._put(node, _scalar(new, quoted=node.style == '"', flow=True))
            return True
        if isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and new and node.value:
            self._mapping(node, old, new)
            return True
        if isinstance(node, yaml.SequenceNode) and isinstance(new, (list, tuple)) and new and node.value:
            self._sequence(node, old, new)
            return True
        return False

    def _sequence(self, node: yaml.SequenceNode, old: Sequence[Any], new: Sequence[Any]) -> None:
        if node.flow_style:
            self._put(node, _flow(new))
            return
        indent = node.start_mark.column
        names = [json.dumps(plain(each), default=str, sort_keys=True) for each in old]
        wanted = [json.dumps(plain(each), default=str, sort_keys=True) for each in new]
        for what, i1, i2, j1, j2 in SequenceMatcher(None, names, wanted, autojunk=False).get_opcodes():
            if what == "equal":
                continue
            pairs = min(i2 - i1, j2 - j1)
            for item, was, now in zip(node.value[i1:i1 + pairs], old[i1:i2], new[j1:j2], strict=False):
                if not self._value(item, was, now):
                    self.edits.append(self._lines(item, item, _item(now, indent) + "\n"))
            for item in node.value[i1 + pairs:i2]:
                self.edits.append(self._lines(item, item, ""))
            at = self.starts[_last_line(node.value[i1 + pairs - 1]) + 1] if i1 + pairs else \
                self.starts[node.start_mark.line]
            for now in new[j1 + pairs:j2]:
                self.edits.append((at, at, _item(now, indent) + "\n"))

    def _put(self, node: yaml.Node, words: str) -> None:
        self.edits.append((node.start_mark.index, node.end_mark.index, words))

    def _lines(self, first: yaml.Node, last: yaml.Node, words: str) -> Edit:
        return self.starts[first.start_mark.line], self.starts[_last_line(last) + 1], words


def _later_first(numbered: tuple[int, Edit]) -> tuple[int, int, int]:
    number, (start, end, _) = numbered
    return start, end, number


def _last_line(node: yaml.Node) -> int:
    """The last line that belongs to a value. The marks of a block end where the next thing begins, after comments."""
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            return int(node.end_mark.line) - (1 if node.end_mark.column == 0 else 0)
        return int(node.end_mark.line)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)


def _ordered(data: Mapping[str, Any]) -> list[str]:
    return [*(key for key in KEYS if key in data), *(key for key in data if key not in KEYS)]


def _entry(key: str, value: Any, indent: int) -> str:
    """`key: value` as lines without the last line end, in the house style of data/guides."""
    lead = " " * indent
    if isinstance(value, Mapping) and value:
        return "\n".join([f"{lead}{key}:", *(_entry(k, v, indent + 2) for k, v in value.items())])
    if isinstance(value, (list, tuple)) and value and key not in FLOW_LISTS:
        rows = (f"{lead}  - {_flow(each)}" if key in FLOW_ROWS else _item(each, indent + 2) for each in value)
        return "\n".join([f"{lead}{key}:", *rows])
    if isinstance(value, (list, tuple, Mapping)):
        return f"{lead}{key}: {_flow(value)}"
    return f"{lead}{key}: {_scalar(value)}"


def _item(value: Any, indent: int) -> str:
    lead = " " * indent
    if isinstance(value, Mapping):
        if set(value) == {"title", "url"}:
            return f"{lead}- {_flow(value)}"
        first, *rest = (_entry(k, v, indent + 2) for k, v in value.items())
        return "\n".join([f"{lead}- {first[indent + 2:]}", *rest])
    return f"{lead}- {_scalar(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, flow=True)


def _scalar(value: Any, quoted: bool = False, flow: bool = False) -> str:
    """Plain where YAML reads the same back, else in double quotation marks."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if not quoted and not set(text) & set(":{}#\"") and _reads_back(text, flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def _reads_back(text: str, flow: bool) -> bool:
    try:
        if yaml.safe_load(f"k: {text}\n") != {"k": text} or yaml.safe_load(f"- {text}\n") != [text]:
            return False
        return not flow or bool(yaml.safe_load(f"{{k: {text}, j: [{text}]}}") == {"k": text, "j": [text]})
    except yaml.YAMLError:
        return False
