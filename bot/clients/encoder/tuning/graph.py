"""A tuned MiniLM as ONNX, written operator by operator: same weights, same bytes, whatever torch would export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

OPSET, IR_VERSION = 17, 8
"""What the product's onnxruntime reads, and the versions after it."""
LAYERS, HEADS, SIZE = 6, 12, 384
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "last_hidden_state"
HIDDEN = -10_000.0
"""Added to the score of a token that is padding."""

Weights = Mapping[str, npt.NDArray[np.float32]]


def write(weights: Weights, target: Path) -> None:
    """`weights` by the names of transformers' BertModel → `target`, float32: INPUTS (batch, sequence) → OUTPUT
    (batch, sequence, SIZE). Raises KeyError where a weight is missing."""
    import onnx  # type: ignore[import-not-found]
    from onnx import TensorProto, helper

    built = _Graph(weights)
    state = built.embedded()
    for layer in range(LAYERS):
        state = built.layer(f"encoder.layer.{layer}", state)
    built.nodes.append(helper.make_node("Identity", [state], [OUTPUT]))
    graph = helper.make_graph(
        built.nodes,
        "minilm",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ("batch", "sequence")) for name in INPUTS],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ("batch", "sequence", SIZE))],
        list(built.constants.values()),
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="consular")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    target.write_bytes(model.SerializeToString())


class _Graph:
    """Nodes and constants while they are written. Every method gives the name of what it computes."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def embedded(self) -> str:
        """(batch, sequence, SIZE): each token's word, place and type."""
        length = self._op("Slice", self._op("Shape", INPUTS[0]), self._whole("one", [1]), self._whole("two", [2]))
        places = self._op(
            "Slice",
            self._weight("embeddings.position_embeddings.weight"),
            self._whole("first", [0]),
            length,
            self._whole("rows", [0]),
        )
        words = self._op("Gather", self._weight("embeddings.word_embeddings.weight"), INPUTS[0])
        types = self._op("Gather", self._weight("embeddings.token_type_embeddings.weight"), INPUTS[2])
        return self._norm("embeddings.LayerNorm", self._op("Add", self._op("Add", words, types), places))

    def layer(self, at: str, state: str) -> str:
        """Attention, then the two dense layers, each added to what came in."""
        mixed = self._linear(f"{at}.attention.output.dense", self._attention(f"{at}.attention.self", state))
        state = self._norm(f"{at}.attention.output.LayerNorm", self._op("Add", mixed, state))
        inner = self._gelu(self._linear(f"{at}.intermediate.dense", state))
        outer = self._linear(f"{at}.output.dense", inner)
        return self._norm(f"{at}.output.LayerNorm", self._op("Add", outer, state))

    def _attention(self, at: str, state: str) -> str:
        split = self._whole("split", [0, 0, HEADS, SIZE // HEADS])

        def by_head(name: str, order: list[int]) -> str:
            return self._op("Transpose", self._op("Reshape", self._linear(f"{at}.{name}", state), split), perm=order)

        query, key = by_head("query", [0, 2, 1, 3]), by_head("key", [0, 2, 3, 1])
        scores = self._op("Div", self._op("MatMul", query, key), self._number("root", (SIZE / HEADS) ** 0.5))
        shares = self._op("Softmax", self._op("Add", scores, self._padding()), axis=-1)
        mixed = self._op("MatMul", shares, by_head("value", [0, 2, 1, 3]))
        together = self._whole("together", [0, 0, SIZE])
        return self._op("Reshape", self._op("Transpose", mixed, perm=[0, 2, 1, 3]), together)

    def _padding(self) -> str:
        from onnx import TensorProto

        seen = self._op("Unsqueeze", INPUTS[1], self._whole("heads and rows", [1, 2]))
        unseen = self._op("Sub", self._number("1", 1.0), self._op("Cast", seen, to=TensorProto.FLOAT))
        return self._op("Mul", unseen, self._number("hidden", HIDDEN))

    def _gelu(self, value: str) -> str:
        error = self._op("Erf", self._op("Div", value, self._number("root of 2", 2**0.5)))
        both = self._op("Mul", value, self._op("Add", error, self._number("1", 1.0)))
        return self._op("Mul", both, self._number("half", 0.5))

    def _linear(self, name: str, value: str) -> str:
        product = self._op("MatMul", value, self._weight(f"{name}.weight", turned=True))
        return self._op("Add", product, self._weight(f"{name}.bias"))

    def _norm(self, name: str, value: str) -> str:
        scale, shift = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._op("LayerNormalization", value, scale, shift, axis=-1, epsilon=1e-12)

    def _weight(self, name: str, turned: bool = False) -> str:
        value = self._weights[name]
        return self._constant(name, value.T if turned else value)

    def _number(self, name: str, value: float) -> str:
        return self._constant(name, np.array(value, dtype=np.float32))

    def _whole(self, name: str, value: list[int]) -> str:
        return self._constant(name, np.array(value, dtype=np.int64))

    def _constant(self, name: str, value: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def _op(self, kind: str, *inputs: str, **attributes: object) -> str:
        from onnx import helper

        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name, **attributes))
        return name
