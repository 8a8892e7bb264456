"""
Remarks that name the customer's own values.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import code
from bot.answers.notices import NOTICES
from bot.answers.questions.trouble import about_webmail
from bot.answers.scene import Scene
from bot.dialogue.state import Device, Ssl
from bot.dialogue.turn import Notice


def _incoming(scene: Scene) -> Markup:
    _ = scene.translate
    return _("{port} is right for the incoming server.", port=scene.way(scene.incoming))


def _outgoing(scene: Scene) -> Markup:
    _ = scene.translate
    return _("{port} is right for the outgoing server (SMTP).", port=scene.way(scene.outgoing))


def _alternative(scene: Scene) -> Markup:
    _ = scene.translate
    other = scene.servers.smtp_alternative() or scene.outgoing
    return _(
        "{port} also works for the outgoing server (SMTP), if {usual} does not.",
        port=scene.way(other),
        usual=code(scene.outgoing.port),
    )


def _port_25(scene: Scene) -> Markup:
    _ = scene.translate
    return _(
        "Port 25 is blocked by many internet providers. For the outgoing server (SMTP), use "
        "{port} instead.",
        port=scene.way(scene.secure_outgoing),
    )


def _other(scene: Scene) -> Markup:
    _ = scene.translate
    return _(
        "That port is not part of your settings. Use {incoming} for the incoming server and "
        "{outgoing} for the outgoing server (SMTP).",
        incoming=scene.way(scene.incoming),
        outgoing=scene.way(scene.outgoing),
    )


REMARKS: Mapping[Notice, Callable[[Scene], Markup]] = {
    Notice.WEBMAIL: about_webmail,
    Notice.PORT_INCOMING: _incoming,
    Notice.PORT_OUTGOING: _outgoing,
    Notice.PORT_ALTERNATIVE: _alternative,
    Notice.PORT_25: _port_25,
    Notice.PORT_OTHER: _other,
}


def remark(kind: Notice, scene: Scene) -> Markup:
    """
    Return one remark.
    """
    return REMARKS[kind](scene) if kind in REMARKS else scene.translate(NOTICES[kind])


def noted(names: tuple[str, ...], scene: Scene) -> Markup:
    """
    Read back the answers that were filled in, by their fields.
    """
    _ = scene.translate
    values = {
        "protocol": Markup.escape(scene.protocol_name),
        "ssl": _("SSL off") if scene.state.ssl is Ssl.OFF else _("SSL on"),
        "product": Markup.escape(scene.product_name),
        "cluster": code(scene.secure_incoming.host),
        "device": _("a phone") if scene.state.device is Device.PHONE else _("a computer"),
        "server": _("the server name"),
        "port": _("the port"),
    }
    return _("Noted: {answers}.", answers=Markup(", ").join(values[name] for name in names))
