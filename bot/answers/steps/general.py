"""
A mail program that the bot has no instructions for: where to look, and what to fill in.
"""

from markupsafe import Markup

from bot.answers.layout import bold, lines, numbered, paragraphs
from bot.answers.scene import Scene
from bot.answers.steps import values
from bot.dialogue.state import Account


def steps(scene: Scene) -> Markup:
    """
    Return how to add the account, or how to change an existing one, in any program.
    """
    _ = scene.translate
    new = scene.state.account is Account.NEW
    incoming = None if scene.incoming_is_open and not new else values.incoming(scene)
    title = _("Any mail program: add the account")
    first = _("Open the settings, choose to add an account, then choose to set it up manually.")
    if not new:
        title = _("Any mail program: change the account settings")
        first = _("Open the account settings, then the server settings.")
    return paragraphs(
        lines(
            bold(title),
            numbered(
                step
                for step in (
                    first,
                    incoming,
                    values.outgoing(scene),
                    values.login(scene),
                    values.authentication(scene),
                    _(
                        "Don’t see that box (most phones don’t have it)? Then enter your user "
                        "name and "
                        "password under the outgoing server (SMTP), even where it says “optional”."
                    ),
                    values.test(scene),
                )
                if step is not None
            ),
        ),
        None if new else values.keep_account(scene),
    )
