from bot.dialogue.diagram import mermaid
from bot.dialogue.state import Node


def test_every_screen_is_drawn() -> None:
    drawn = mermaid()
    assert drawn.startswith("flowchart TD\n")
    for node in Node:
        assert f"    {node.name.lower()}" in drawn
    assert "start -- ticket --> ticket" in drawn
    assert "protocol --> security" in drawn
