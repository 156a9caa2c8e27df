"""What a command tells its user in one line."""


class ToolError(Exception):
    """A mistake in what was given: says what, where, found, expected and the next step."""
