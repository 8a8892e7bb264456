"""
Questions beside the main road.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import bold
from bot.answers.scene import Scene
from bot.dialogue.state import Node


def language(scene: Scene) -> Markup:
    """
    Ask the language.
    """
    _ = scene.translate
    return bold(_("Which language would you like?"))


def more(scene: Scene) -> Markup:
    """
    Offer what did not fit under the card.
    """
    _ = scene.translate
    return bold(_("What else can I help you with?"))


QUESTIONS: Mapping[Node, Callable[[Scene], Markup]] = {
    Node.LANGUAGE: language,
    Node.MORE: more,
}
