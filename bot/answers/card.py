"""
The settings card: what the customer types into the mail program.
"""

from markupsafe import Markup

from bot.answers.disturbance import heading
from bot.answers.layout import bold, code, lines, paragraphs
from bot.answers.scene import Scene
from bot.dialogue.state import Protocol, Ssl
from bot.facts import Endpoint


def card(scene: Scene) -> Markup:
    """
    Return the card for the customer's protocol, SSL, product and device.
    """
    return paragraphs(
        heading(scene), _exchange_card(scene) if scene.uses_exchange else _card(scene)
    )


def _card(scene: Scene) -> Markup:
    _ = scene.translate
    return paragraphs(
        risk(scene),
        lines(_title(scene), product_line(scene)),
        _open_cluster(scene),
        _unsure(scene),
        _incoming(scene),
        _server(bold(_("Outgoing server (SMTP)")), scene.outgoing, scene),
        _login(scene),
        _warning(scene),
        other_way(scene),
        _copy_on_server(scene),
        _finds_itself(scene),
    )


def product_line(scene: Scene) -> Markup:
    """
    Say which product the settings are for.
    """
    _ = scene.translate
    if scene.product.about is None:
        return _("For {product}", product=scene.product_name)
    about = scene.product.about.for_locale(scene.state.locale)
    return _("For {about} ({product})", about=about, product=scene.product_name)


def other_way(scene: Scene) -> Markup | None:
    """
    Name the other protected port for sending, where there is one.
    """
    _ = scene.translate
    other = scene.servers.smtp_alternative()
    if other is None or not scene.ssl:
        return None
    return _(
        "Can’t send through port {port}? Then use {way}.",
        port=scene.outgoing.port,
        way=scene.way(other),
    )


def _title(scene: Scene) -> Markup:
    _ = scene.translate
    if scene.incoming_is_open:
        return bold(_("Your settings for sending"))
    if scene.ssl:
        return bold(_("Your settings: {protocol} with SSL", protocol=scene.protocol_name))
    return bold(_("Your settings: {protocol} without SSL", protocol=scene.protocol_name))


def risk(scene: Scene) -> Markup | None:
    """
    Say what SSL off risks; None with SSL on.
    """
    _ = scene.translate
    if scene.ssl:
        return None
    return _(
        "⚠️ Without SSL, others may be able to read your password on its way to the "
        "server. Choose STARTTLS if your program offers it."
    )


def _open_cluster(scene: Scene) -> Markup | None:
    _ = scene.translate
    if not scene.cluster_is_open:
        return None
    return _(
        "⚠️ Replace the question mark with a number: the one in the address bar of your "
        "webmail after you log in. Your administrator will know it too."
    )


def _unsure(scene: Scene) -> Markup | None:
    _ = scene.translate
    if scene.state.ssl is not Ssl.UNSURE:
        return None
    return _("You weren’t sure about SSL, so here it is switched on. That is the safe choice.")


def _incoming(scene: Scene) -> Markup:
    _ = scene.translate
    title = bold(_("Incoming server"))
    if scene.incoming_is_open:
        return lines(title, _("Leave this as it is, so that no mail is lost."))
    return _server(title, scene.incoming, scene)


def _server(title: Markup, endpoint: Endpoint, scene: Scene) -> Markup:
    _ = scene.translate
    return lines(
        title,
        _("Server: {host}", host=code(endpoint.host)),
        _(
            "Port: {port} · Security: {security}",
            port=code(endpoint.port),
            security=scene.security(endpoint),
        ),
    )


def _login(scene: Scene) -> Markup:
    _ = scene.translate
    return lines(
        _("<b>User name:</b> your full e-mail address, for both servers"),
        password_line(scene),
    )


def password_line(scene: Scene) -> Markup:
    """
    Say which password is meant.
    """
    _ = scene.translate
    return _(
        "<b>Password:</b> the one for this mailbox, as set in the control panel; not your "
        "password for the control panel itself"
    )


def _warning(scene: Scene) -> Markup:
    _ = scene.translate
    return lines(
        _("⚠️ <b>Please note: the outgoing server requires authentication.</b>"),
        _(
            "You also need your user name and password for sending; without them, you can "
            "receive but not send. Tick <b>“{box}”</b> and use the same user name and "
            "password as for receiving.",
            box=scene.box,
        ),
        _(
            "Don’t see that box (most phones don’t have it)? Then enter your user name and "
            "password under the outgoing server (SMTP), even where it says “optional”."
        ),
    )


def _copy_on_server(scene: Scene) -> Markup | None:
    _ = scene.translate
    if scene.state.protocol is not Protocol.POP:
        return None
    return _(
        "<b>With POP:</b> tick “Leave a copy of messages on the server”. Otherwise your "
        "mail will only be on this computer."
    )


def _finds_itself(scene: Scene) -> Markup | None:
    _ = scene.translate
    exchange = scene.product.exchange
    if exchange is None or not exchange.outlook_finds_it:
        return None
    return _(
        "Do you use classic Outlook for Windows? It finds Exchange by itself: your e-mail address "
        "and password are enough."
    )


def _exchange_card(scene: Scene) -> Markup:
    _ = scene.translate
    return paragraphs(
        lines(bold(_("Your settings: account type Exchange")), product_line(scene)),
        _open_cluster(scene),
        lines(
            _("On your phone, add an account and choose the type <b>Exchange</b>."),
            _("Server: {host}", host=code(scene.exchange_server)),
            _("<b>User name:</b> your full e-mail address"),
            password_line(scene),
            _("<b>Domain:</b> leave this empty"),
            _("<b>SSL:</b> on"),
        ),
        _(
            "There are no ports and no outgoing server to fill in: this type of account sends "
            "with the same user name and password."
        ),
    )
