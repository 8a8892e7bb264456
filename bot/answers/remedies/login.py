"""
Remedies where the user name or the password is refused.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import code, lines
from bot.answers.scene import Scene
from bot.dialogue.state import Webmail


def password(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 4: wrong or old password.
    """
    _ = scene.translate
    if scene.uses_exchange:
        step = lines(
            _("Try it in webmail first: {link}", link=scene.link("webmail"))
            if scene.state.webmail is not Webmail.WORKS
            else None,
            _(
                "Type the password that works in webmail again in the account settings on your "
                "phone or tablet. Watch out for capitals and spaces."
            ),
        )
    elif scene.state.webmail is Webmail.WORKS:
        step = _(
            "Type the password that works in webmail again: once for the incoming and once "
            "for the outgoing server. Your program stores them separately. Watch out for "
            "capitals and spaces."
        )
    else:
        step = lines(
            _("Try it in webmail first: {link}", link=scene.link("webmail")),
            _(
                "If it is refused there, set a new one in your control panel. If it works there, "
                "type it again in your program, for both the incoming and the outgoing server."
            ),
        )
    return _("Your program probably has an old or mistyped password."), step


def password_reset(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 4, when webmail refuses the password as well.
    """
    _ = scene.translate
    return (
        _("This password is incorrect: webmail refuses it too.")
        if scene.state.webmail is Webmail.FAILS
        else _("You need a new password for the mailbox."),
        lines(
            _(
                "Set a new password for the mailbox in your control panel: {link}",
                link=scene.link("control_panel"),
            ),
            _("After a few minutes, try it in webmail. Then enter it on all your devices.")
            if scene.uses_exchange
            else _(
                "After a few minutes, try it in webmail. Then enter it on all your devices, for "
                "both the incoming and the outgoing server."
            ),
        ),
    )


def user_name(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 5: the user name is not the whole address.
    """
    _ = scene.translate
    return (
        _("The user name must be your full e-mail address."),
        _(
            "That includes the @ and everything after it, without spaces. Your name, or only the "
            "part before the @, is not enough. Leave “Domain” empty."
        )
        if scene.uses_exchange
        else _(
            "That includes the @ and everything after it, without spaces, for both the "
            "incoming and the outgoing server. Your name, or only the part before the @, is "
            "not enough."
        ),
    )


def password_type(scene: Scene) -> tuple[Markup, Markup]:
    """
    Near miss: an encrypted password is asked for.
    """
    _ = scene.translate
    return (
        _("Your program may be using a login method that the server does not support."),
        _(
            "Choose “Normal password” as the method, and leave “Secure Password "
            "Authentication (SPA)” and “Encrypted password” off. With SSL on, your password "
            "is still protected."
        ),
    )


def lockout(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 11: locked out after many wrong logins.
    """
    _ = scene.translate
    minutes = scene.facts.limits.lockout_minutes
    wait = (
        _("Then wait {minutes} minutes before you try again.", minutes=minutes)
        if minutes
        else _("Then wait a while before you try again.")
    )
    return (
        _("Too many failed login attempts may have locked the mailbox for a while."),
        lines(
            _(
                "Often the cause is a forgotten phone, tablet or second computer that keeps trying "
                "the old password. Correct it there."
            ),
            wait,
        ),
    )


def other_product(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 16: the servers of another product.
    """
    _ = scene.translate
    return (
        _("The server may belong to a different product from the one you have."),
        lines(
            _(
                "These settings are for {product}: {host}.",
                product=scene.product_name,
                host=code(scene.host if scene.uses_exchange else scene.secure_incoming.host),
            ),
            _(
                "Log in to webmail and look at the address bar. Does it show something else? "
                "Paste that address here and I’ll give you the right servers."
            ),
        ),
    )


REMEDIES: Mapping[str, Callable[[Scene], tuple[Markup, Markup]]] = {
    "password": password,
    "password-reset": password_reset,
    "user-name": user_name,
    "password-type": password_type,
    "lockout": lockout,
    "other-product": other_product,
}
