"""The last step of minilm_files/model.onnx: a float32 ONNX file → one of 8 bits. Needs `onnx`, which is not in the
product. `tuning/fine_tune.py` calls it and names the versions; alone:

    python bot/clients/encoder/quantise.py SOURCE.onnx TARGET.onnx
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
