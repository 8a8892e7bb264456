"""
The new Outlook for Windows, which took the place of Microsoft's Mail app.
"""

from markupsafe import Markup

from bot.answers.layout import bold, lines, numbered, paragraphs
from bot.answers.scene import Scene
from bot.answers.steps import values
from bot.dialogue.state import Account


def steps(scene: Scene) -> Markup:
    """
    Return how to add the account, or how to change an existing one.
    """
    if scene.state.account is Account.NEW:
        return _add(scene)
    return _change(scene)


def _add(scene: Scene) -> Markup:
    _ = scene.translate
    return lines(
        bold(_("New Outlook: add the account")),
        numbered(
            (
                _("Open Settings (the gear wheel) › Accounts › Add account."),
                _("Type your e-mail address and click Continue."),
                _(
                    "Choose {protocol} if Outlook asks for the type of account, and open “Show "
                    "more” for the settings.",
                    protocol=scene.protocol_name,
                ),
                values.incoming(scene),
                values.outgoing(scene),
                _(
                    "Fill in your full e-mail address and the password of the mailbox for sending "
                    "(SMTP) too. Without this you cannot send."
                ),
                _("Click Continue and follow the last steps on the screen."),
                values.test(scene),
            )
        ),
    )


def _change(scene: Scene) -> Markup:
    _ = scene.translate
    incoming = None if scene.incoming_is_open else values.incoming(scene)
    return paragraphs(
        lines(
            bold(_("New Outlook: change the account")),
            numbered(
                step
                for step in (
                    _("Open Settings (the gear wheel) › Accounts and choose your account."),
                    _("Open its settings for the servers."),
                    incoming,
                    values.outgoing(scene),
                    _(
                        "Fill in your full e-mail address and the password of the mailbox for "
                        "sending (SMTP) too. Without this you cannot send."
                    ),
                    _("Save the changes."),
                    values.test(scene),
                )
                if step is not None
            ),
        ),
        values.keep_account(scene),
    )
