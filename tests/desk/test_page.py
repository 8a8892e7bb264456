"""
The transcripts in the docs are what the bot says.
"""

from tests.desk.day import PAGE, play, written


async def test_the_transcripts_are_real() -> None:
    page = PAGE.read_text()
    assert page == written(page, await play()), "run `python -m tests.desk.day`"
