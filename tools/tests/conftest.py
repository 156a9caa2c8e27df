"""Set before any test imports TensorFlow: plain sums, so that equal networks give equal numbers."""

import os

os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
