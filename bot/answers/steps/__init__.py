"""
Instructions for one mail program each, with the customer's own values.

A new program needs a module here, a line in `STEPS`, and an entry under `programs` in the
configuration that names it.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.card import card, risk
from bot.answers.layout import paragraphs
from bot.answers.scene import Scene
from bot.answers.steps import general, new_outlook, stopped, windows_mail

STEPS: Mapping[str, Callable[[Scene], Markup]] = {
    "general": general.steps,
    "new-outlook": new_outlook.steps,
    "stopped": stopped.steps,
    "windows-mail": windows_mail.steps,
}


def steps(scene: Scene) -> Markup:
    """
    Return the instructions for the state's mail program.
    """
    if scene.uses_exchange:
        return card(scene)
    program = scene.facts.program(scene.state.program)
    instructions = STEPS[program.steps if program else "general"](scene)
    return paragraphs(None if program and program.successor else risk(scene), instructions)
