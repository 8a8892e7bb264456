"""
Remedies where sending fails.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import code, lines
from bot.answers.scene import Scene


def authentication(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 1: sending without logging in.
    """
    _ = scene.translate
    return (
        _("Your program is probably sending without logging in."),
        lines(
            _(
                "In the settings of the outgoing server (SMTP), tick <b>“{box}”</b> and use the "
                "same user name and password as for receiving mail.",
                box=scene.box,
            ),
            _(
                "Don’t see that box? Then enter your full e-mail address and your password under "
                "the outgoing server, even where it says “optional”."
            ),
            _outgoing(scene),
        ),
    )


def pop_before_smtp(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 2: the program relies on fetching first.
    """
    _ = scene.translate
    return (
        _("Collecting your mail first no longer allows you to send."),
        lines(
            _(
                "That is how it used to work: “POP before SMTP”. Does your program have an option "
                "to check mail or log on to the incoming server before sending? Switch it off."
            ),
            _("Tick “{box}” instead.", box=scene.box),
        ),
    )


def port_25(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 3: the network blocks port 25.
    """
    _ = scene.translate
    return (
        _("Port 25 is blocked by many internet providers."),
        lines(
            _("Change the outgoing server (SMTP):"),
            _outgoing(scene),
            _("Also tick “{box}”.", box=scene.box),
        ),
    )


def other_port(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 3, the other way round: a network that lets only one protected port through.
    """
    _ = scene.translate
    other = scene.servers.smtp_alternative()
    if other is None:
        return (
            _("Some networks block outgoing mail."),
            lines(
                _(
                    "Try another network, such as your phone’s. Does it work there? Then ask the "
                    "person who looks after your network to allow this:"
                ),
                _outgoing(scene),
            ),
        )
    return (
        _("Some networks allow only one of the two ways of sending."),
        _(
            "For the outgoing server (SMTP), try {other} if you now have {port}, or the other "
            "way round. Change the port and the security together.",
            other=scene.way(other),
            port=scene.way(scene.secure_outgoing),
        ),
    )


def sender_address(scene: Scene) -> tuple[Markup, Markup]:
    """
    Near miss: the sender is not the address that logs in.
    """
    _ = scene.translate
    return (
        _("Your sender address may differ from the address you log in with."),
        _(
            "In your mail program, check which address your messages are sent from. It must "
            "be exactly the same, letter for letter, as the mailbox you use as the user name."
        ),
    )


def sending_limit(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 12: too many messages.
    """
    _ = scene.translate
    limit = scene.facts.limits.mails_per_hour
    return (
        _("The sending limit may have been reached."),
        lines(
            _("A mailbox can send up to {count} messages an hour.", count=limit) if limit else None,
            _("Wait a while, then send to fewer recipients at a time."),
            _(
                "Didn’t send that many messages yourself? Then change the mailbox password in "
                "your control panel right away: {link}",
                link=scene.link("control_panel"),
            ),
        ),
    )


def blocked_for_spam(scene: Scene) -> tuple[Markup, Markup]:
    """
    Near miss: the mailbox is blocked because spam was sent with it.
    """
    _ = scene.translate
    return (
        _("The mailbox may have been blocked because it was used to send spam."),
        lines(
            _(
                "In your control panel, check the status of the mailbox and your tickets: {link}",
                link=scene.link("control_panel"),
            ),
            _(
                "Is it blocked? Scan your devices for viruses, choose a new password for the "
                "mailbox and enter it on every device. If there is a ticket about it, reply to "
                "that ticket."
            ),
        ),
    )


def far_side(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 13: the recipient's side refuses.
    """
    _ = scene.translate
    return (
        _("The recipient’s mail server refused your message."),
        lines(
            _(
                "Your own settings are fine, then. Read the message that came back: it usually "
                "gives the reason."
            ),
            _(
                "Does it mention SPF, DKIM, spam or a blocklist? Then the person who looks after "
                "your domain name can check its SPF and DKIM records. Always send through {host}.",
                host=code(scene.host),
            ),
        ),
    )


def wrong_address(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 13: the recipient does not exist.
    """
    _ = scene.translate
    return (
        _("The recipient’s address may be wrong or no longer exist."),
        _(
            "Check it letter by letter, including the dots, and type it again instead of "
            "picking it from the list. If in doubt, ask the recipient another way, by phone "
            "for example."
        ),
    )


def _outgoing(scene: Scene) -> Markup:
    _ = scene.translate
    endpoint = scene.secure_outgoing
    return _(
        "Server: {host}, port {port}, security {security}",
        host=code(endpoint.host),
        port=code(endpoint.port),
        security=scene.security(endpoint),
    )


REMEDIES: Mapping[str, Callable[[Scene], tuple[Markup, Markup]]] = {
    "authentication": authentication,
    "pop-before-smtp": pop_before_smtp,
    "port-25": port_25,
    "other-port": other_port,
    "sender-address": sender_address,
    "sending-limit": sending_limit,
    "blocked-for-spam": blocked_for_spam,
    "far-side": far_side,
    "wrong-address": wrong_address,
}
