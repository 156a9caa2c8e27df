"""The command line as a user meets it."""

import subprocess
import sys
from pathlib import Path

import pytest

from cycleat_tools import __version__
from cycleat_tools.cli import COMMANDS, main


def test_lists_its_commands(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capsys.readouterr().out
    assert all(f"  {name}" in out and text in out for name, text in COMMANDS.items())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert f"usage: cycleat_tools {command}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["convert"], ["verify"], ["npy2npz", "a.npy"]])
def test_mistakes_of_usage_exit_with_2(arguments, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: " in capsys.readouterr().err


def run(*arguments):
    command = [sys.executable, "-m", "cycleat_tools", *arguments]
    tools = Path(__file__).parent.parent
    return subprocess.run(command, check=False, cwd=tools, capture_output=True, text=True)


def test_runs_as_a_module():
    found = run("--version")
    assert (found.returncode, found.stdout.strip()) == (0, __version__)
    found = run("npy2npz", "none.npy", "a.npz")
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == "error: cannot read none.npy: No such file or directory\n"
