"""
`diagram`: the flow of the conversation, drawn from the table that drives it.
"""

import sys
from argparse import Namespace
from collections.abc import Mapping

from bot.dialogue.diagram import mermaid


def run(_: Namespace, environment: Mapping[str, str]) -> int:
    """
    Print the flow as a Mermaid flowchart.
    """
    del environment
    sys.stdout.write(mermaid().rstrip("\n") + "\n")
    return 0
