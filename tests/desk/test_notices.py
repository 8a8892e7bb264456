"""
Agents announce a disturbance, and customers hear of it before anything else.
"""

from bot.store import SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, house


async def test_a_notice_comes_first_and_ends(home: House) -> None:
    staff = home.at(home.piet, 0)
    await staff.command("/notice sending 2h we are working on it")
    assert "Customers read this from now on." in staff.last.text
    assert "we are working on it" in staff.last.text
    await home.jan.send("I can receive but not send")
    assert "we are working on it" in home.jan.last.text
    assert "authentication" not in home.jan.last.text
    await home.jan.send("imap with ssl")
    assert "we are working on it" in home.jan.last.text
    assert "993" in home.jan.last.text
    await home.pass_by(2 * 3600 + 60)
    await home.jan.send("imap with ssl")
    assert "we are working on it" not in home.jan.last.text


async def test_a_notice_is_taken_down(home: House) -> None:
    staff = home.at(home.piet, 0)
    await staff.command("/notice all 2h")
    await staff.command("/notice")
    assert "These notices stand:" in staff.last.text
    await staff.command("/notice off")
    assert staff.last.text == "The notice is taken down."
    await staff.command("/notice off all")
    assert staff.last.text == "No notice stands."
    await home.jan.send("imap with ssl")
    assert home.jan.last.text.startswith("Your settings")


async def test_what_is_wrong_with_a_notice_is_told(home: House) -> None:
    staff = home.at(home.piet, 0)
    for arguments, words in (
        ("lunch", "I don’t know this kind"),
        ("sending 25:99", "I can’t read"),
        ("sending 2020-01-01 09:00", "past already"),
        ("sending 9d", "7 days at most"),
        (f"sending 2h {'x' * 600}", "too long"),
    ):
        await staff.command(f"/notice {arguments}")
        assert words in staff.last.text
        assert "/notice off" in staff.last.text


async def test_a_notice_outlives_the_process(store: SqliteStore, clock: VirtualClock) -> None:
    async with house(store, clock) as first:
        await first.at(first.piet, 0).command("/notice webmail 2h")
    async with house(store, clock, before=first) as second:
        await second.jan.send("imap with ssl")
        assert "Webmail" in second.jan.last.text.split("\n")[0]
