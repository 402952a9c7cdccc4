"""``fastcheck completion``: the script that makes a shell complete commands, options and files."""

from __future__ import annotations

import click

from .output import write


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the completion script for SHELL.

    For bash: source <(fastcheck completion bash), in ~/.bashrc; zsh and fish likewise.
    """
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None
    # The template alone: source() would look for a bash on the path, which need not be the user's.
    script = complete(context.find_root().command, {}, "fastcheck", "_FASTCHECK_COMPLETE")
    write(script.source_template % script.source_vars())
    return 0
