"""
Windows Mail of Windows Vista, and its namesake for Windows 7 (the seed guide's parts 1 and 2).
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
    return paragraphs(
        lines(
            bold(_("Windows Mail: add the account")),
            numbered(
                (
                    _("Open Windows Mail and choose Tools › Accounts › Add › E-mail account."),
                    _("Enter your name, then your e-mail address, clicking Next each time."),
                    _(
                        "Choose {protocol} as the incoming server type.",
                        protocol="POP3" if scene.protocol_name == "POP" else "IMAP",
                    ),
                    values.incoming(scene),
                    values.outgoing(scene),
                    values.authentication(scene),
                    values.login(scene),
                    _("Click Next, then Finish."),
                    _security(scene),
                    values.test(scene),
                )
            ),
        ),
    )


def _security(scene: Scene) -> Markup:
    _ = scene.translate
    if scene.ssl:
        return _(
            "Choose Tools › Accounts, select the account, and click Properties, then Advanced. "
            "Enter both ports there and tick "
            "“This server requires a secure connection (SSL)” for both servers."
        )
    return _(
        "Choose Tools › Accounts, select the account, and click Properties, then Advanced. Enter "
        "both ports there."
    )


def _change(scene: Scene) -> Markup:
    _ = scene.translate
    incoming = None if scene.incoming_is_open else values.incoming(scene)
    return paragraphs(
        lines(
            bold(_("Windows Mail: change the account settings")),
            numbered(
                step
                for step in (
                    _("Choose Tools › Accounts, select your account and click Properties."),
                    _("Open the Servers tab."),
                    incoming,
                    values.outgoing(scene),
                    values.authentication(scene),
                    _(
                        "Click Settings next to that box and choose “Use same settings as my "
                        "incoming mail server”."
                    ),
                    _(
                        "Open the Advanced tab: the ports are there. Tick “This server requires "
                        "a secure "
                        "connection (SSL)” wherever the security is SSL/TLS or STARTTLS."
                    ),
                    _("Click OK, then Close."),
                    values.test(scene),
                )
                if step is not None
            ),
        ),
        values.keep_account(scene),
    )
