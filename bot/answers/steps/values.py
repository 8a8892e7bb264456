"""
The steps that every mail program shares: what to type, which box to tick, what not to remove.
"""

from markupsafe import Markup

from bot.answers.layout import code
from bot.answers.scene import Scene


def incoming(scene: Scene) -> Markup:
    """
    Say what to fill in for the incoming server.
    """
    _ = scene.translate
    return _(
        "Incoming server ({protocol}): {host}, port {port}, security {security}.",
        protocol=scene.protocol_name,
        host=code(scene.incoming.host),
        port=code(scene.incoming.port),
        security=scene.security(scene.incoming),
    )


def outgoing(scene: Scene) -> Markup:
    """
    Say what to fill in for the outgoing server.
    """
    _ = scene.translate
    return _(
        "Outgoing server (SMTP): {host}, port {port}, security {security}.",
        host=code(scene.outgoing.host),
        port=code(scene.outgoing.port),
        security=scene.security(scene.outgoing),
    )


def authentication(scene: Scene) -> Markup:
    """
    Say how to switch on authentication for sending.
    """
    _ = scene.translate
    return _(
        "<b>Tick “{box}”</b> and use the same user name and password as for receiving. "
        "Without this, you can’t send.",
        box=scene.box,
    )


def login(scene: Scene) -> Markup:
    """
    Say which user name and password to fill in.
    """
    _ = scene.translate
    return _("User name: your full e-mail address. Password: the one for this mailbox.")


def test(scene: Scene) -> Markup:
    """
    Say how to see that it works.
    """
    _ = scene.translate
    return _("Send yourself a test message.")


def keep_account(scene: Scene) -> Markup:
    """
    Warn against removing an account that may hold the only copy of the mail.
    """
    _ = scene.translate
    return _(
        "⚠️ Do not remove the account from your program: with POP, your mail may exist only on "
        "this "
        "computer."
    )
