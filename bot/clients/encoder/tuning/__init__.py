"""How minilm_files/model.onnx was made: MiniLM-L6 tuned on our own messages. Start at fine_tune.py.

Nothing of the product imports this, and what it needs (torch, transformers, onnx) is not in the product's environment.
So every such import stands inside the function that needs it.
"""
