"""Weights of other libraries under the names, and in the layouts, of the networks here."""
