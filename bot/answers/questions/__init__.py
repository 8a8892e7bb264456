"""
What each question says.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.questions import aside, settings, trouble
from bot.answers.scene import Scene
from bot.dialogue.state import Node

QUESTIONS: Mapping[Node, Callable[[Scene], Markup]] = {
    **settings.QUESTIONS,
    **trouble.QUESTIONS,
    **aside.QUESTIONS,
}
