"""The Python half of CycleAT for Java: its networks, losses and checkpoints written anew.

Nothing here is shared with the Java code but the paper and the names, so that one can check the
other.
"""

__version__ = "0.1.0"
