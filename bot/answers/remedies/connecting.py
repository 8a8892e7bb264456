"""
Remedies where the program does not reach the server, or does not trust it.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import bullets, code, lines
from bot.answers.scene import Scene
from bot.dialogue.state import Protocol, ServerName, Symptom
from bot.facts import Endpoint


def ports(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 6: port and security do not match, or the ports are swapped.
    """
    _ = scene.translate
    return (
        _("The port and the security setting must match."),
        lines(_("Set them exactly like this:"), bullets(*_rows(scene))),
    )


def server_name(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 7: a name that the certificate is not for.
    """
    _ = scene.translate
    old = scene.servers.old_hosts()
    if scene.state.server is ServerName.OLD and old:
        cause = _("{host} is an old name that no longer matches the certificate.", host=old[0])
    else:
        cause = _("The server name in your program does not match the certificate.")
    return (
        cause,
        lines(
            _("Enter this instead:"),
            bullets(*_names(scene)),
            _(
                "Do not choose “always trust” in the warning: with the right name, the warning "
                "will not come back."
            ),
        ),
    )


def foreign_server(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 16: another company's server.
    """
    _ = scene.translate
    return (
        _("That server does not belong to {provider}.", provider=scene.provider),
        lines(
            _(
                "Is your mailbox with {provider}? Then use this instead, with your full e-mail "
                "address and the mailbox password:",
                provider=scene.provider,
            ),
            bullets(*_rows(scene)),
        ),
    )


def clock(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 8: the device's date.
    """
    _ = scene.translate
    return (
        _("The date or time on your device may be wrong."),
        _(
            "Certificates are only valid for a limited time. Set the date, time and time zone "
            "to automatic, then restart your mail program."
        ),
    )


def old_program(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 8: a program too old for today's TLS.
    """
    _ = scene.translate
    return (
        _("Your device or mail program may be too old for today’s secure connections."),
        _(
            "Install the latest updates for both. No more updates? Then you need a newer mail "
            "program; in the meantime, you can use webmail: {link}",
            link=scene.link("webmail"),
        ),
    )


def firewall(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 9: something on the device or the network in the way.
    """
    _ = scene.translate
    return (
        _("Antivirus software, a firewall or a VPN may be blocking the connection."),
        lines(
            _("Try another network, such as your phone’s, and switch off any VPN."),
            _(
                "Does it only fail on this device? Pause mail scanning in your antivirus program "
                "for a short test, then switch it back on. If that was the cause, update the "
                "antivirus program or ask its maker how to allow {host}.",
                host=code(scene.host),
            ),
        ),
    )


def typed_name(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 10: the server name is mistyped.
    """
    _ = scene.translate
    return (
        _("There may be a typing error in the server name."),
        lines(
            _("Delete the name and type it again, without spaces and without https:// in front:"),
            bullets(*_names(scene)),
        ),
    )


def incident(scene: Scene) -> tuple[Markup, Markup]:
    """
    Near miss: the provider has a disruption.
    """
    _ = scene.translate
    status = scene.link("status")
    return (
        _("There may be a service disruption at {provider}.", provider=scene.provider),
        lines(
            _("Check whether one has been reported: {link}", link=status) if status else None,
            _("If so, leave your settings and your password as they are and try again later."),
        ),
    )


def _endpoints(scene: Scene) -> list[tuple[Markup, Endpoint]]:
    _ = scene.translate
    servers = scene.servers
    found: list[tuple[Markup, Endpoint]] = []
    if scene.state.symptom is not Symptom.SENDING:
        if scene.state.protocol is not Protocol.POP:
            found.append((_("Incoming, IMAP"), servers.imap()))
        if scene.state.protocol is not Protocol.IMAP:
            found.append((_("Incoming, POP"), servers.pop()))
    found.append((_("Outgoing (SMTP)"), servers.smtp()))
    return found


def _rows(scene: Scene) -> list[Markup]:
    _ = scene.translate
    if scene.uses_exchange:
        return _names(scene)
    return [
        _(
            "{server}: {host}, port {port}, {security}",
            server=name,
            host=code(endpoint.host),
            port=code(endpoint.port),
            security=scene.security(endpoint),
        )
        for name, endpoint in _endpoints(scene)
    ]


def _names(scene: Scene) -> list[Markup]:
    _ = scene.translate
    if scene.uses_exchange:
        return [_("Server: {host}", host=code(scene.host))]
    return [
        _("{server}: {host}", server=name, host=code(endpoint.host))
        for name, endpoint in _endpoints(scene)
    ]


REMEDIES: Mapping[str, Callable[[Scene], tuple[Markup, Markup]]] = {
    "ports": ports,
    "server-name": server_name,
    "foreign-server": foreign_server,
    "clock": clock,
    "old-program": old_program,
    "firewall": firewall,
    "typed-name": typed_name,
    "incident": incident,
}
