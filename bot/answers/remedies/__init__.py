"""
What to do about each cause: one cause in one line, one next step, with the customer's own values.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import bold, lines, paragraphs
from bot.answers.remedies import connecting, login, mailbox, sending
from bot.answers.scene import Scene

REMEDIES: Mapping[str, Callable[[Scene], tuple[Markup, Markup]]] = {
    **sending.REMEDIES,
    **login.REMEDIES,
    **connecting.REMEDIES,
    **mailbox.REMEDIES,
}

PATIENCE = 2


def remedy(scene: Scene) -> Markup:
    """
    Return the remedy that the state names; after two that did not help, with the offer of a person.
    """
    _ = scene.translate
    cause, step = REMEDIES[scene.state.remedy or ""](scene)
    offer = None
    if len(scene.state.shown) >= PATIENCE:
        offer = _(
            "Would you like someone to look at it with you? Tap “{button}”.",
            button=_("Ask our helpdesk"),
        )
    return paragraphs(lines(bold(cause), step), _("Does it work now?"), offer)
