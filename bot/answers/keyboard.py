"""
How the buttons of a screen are arranged.
"""

from collections.abc import Mapping, Sequence

from bot.answers.labels import copied_host, label
from bot.answers.reply import Button
from bot.answers.scene import Scene
from bot.dialogue.codec import Codec, Tap, TapKind
from bot.dialogue.options import Option, OptionKind
from bot.dialogue.state import Node
from bot.i18n import language_name

# Buttons that share a row, in this order; every other button has a row to itself. A `*` stands
# for the entries of a list.
ROWS: Mapping[Node, tuple[tuple[str, ...], ...]] = {
    Node.START: (("imap", "pop", "unsure"), ("language", "person")),
    Node.PROTOCOL: (("imap", "pop", "unsure"),),
    Node.ACCOUNT: (("new", "existing"),),
    Node.KEEP: (("imap", "pop"),),
    Node.SECURITY: (("off", "unsure"),),
    Node.CARD: (("steps", "copy"), ("works", "trouble"), ("more", "back", "over")),
    Node.MORE: (("to_imap", "to_pop"), ("help", "privacy")),
    Node.DEVICE: (("phone", "computer"),),
    Node.TASK: (("new", "existing"),),
    Node.STEPS: (("works", "trouble"),),
    Node.SYMPTOM: (("sending", "receiving"), ("full", "vanished")),
    Node.WEBMAIL: (("yes", "no", "unsure"),),
    Node.PORT: (("incoming", "outgoing"), ("alternative", "smtp"), ("other", "unsure")),
    Node.REMEDY: (("works", "next"),),
    Node.DISTURBANCE: (("works", "symptoms"),),
    Node.TICKET: (("works", "trouble"),),
    Node.HELP: (("settings", "ticket"),),
    Node.ENDED: (("trouble", "person"),),
}
LISTED: Mapping[str, int] = {"cluster": 3, "locale": 2}
LAST = ("back", "over")


def arrange(options: Sequence[Option], node: Node) -> tuple[tuple[Option, ...], ...]:
    """
    Put options in rows, keeping their order.
    """
    shared = [set(row) for row in (*ROWS.get(node, ()), LAST)]
    rows: list[list[Option]] = []
    for option in options:
        last = rows[-1] if rows else []
        group = option.id.partition(":")[0]
        fits = any({option.id, *(each.id for each in last)} <= row for row in shared if last) or (
            group in LISTED
            and bool(last)
            and last[-1].id.startswith(f"{group}:")
            and len(last) < LISTED[group]
        )
        if fits:
            last.append(option)
        else:
            rows.append([option])
    return tuple(tuple(row) for row in rows)


def keyboard(
    options: Sequence[Option], scene: Scene, codec: Codec, former_locale: str | None
) -> tuple[tuple[Button, ...], ...]:
    """
    Return the rows of buttons; `former_locale` adds one that goes back to that language.
    """
    rows = [
        tuple(_button(option, scene, codec) for option in row)
        for row in arrange(options, scene.state.node)
    ]
    if former_locale is not None:
        tap = Tap(scene.state.having(locale=former_locale), TapKind.CHOOSE)
        rows.insert(0, (Button(f"🌐 {language_name(former_locale)}", data=codec.format(tap)),))
    return tuple(rows)


def _button(option: Option, scene: Scene, codec: Codec) -> Button:
    text = label(option, scene)
    match option.kind:
        case OptionKind.LINK:
            return Button(
                text, url=scene.link(option.id.removeprefix("open_").replace("_page", ""))
            )
        case OptionKind.COPY:
            return Button(text, copy=copied_host(scene))
        case _:
            return Button(text, data=codec.format(option.tap or Tap(scene.state)))
