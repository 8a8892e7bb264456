import pytest

from bot.understanding.personal import address, anonymous, says_more, ticket_number
from bot.understanding.secret import MASK


def test_addresses_are_masked() -> None:
    text = "jan.jansen+mail@voorbeeld.co.uk from 192.0.2.17 and 2001:db8:0:0:1::7, port 993"
    assert anonymous(text) == f"{MASK} from {MASK} and {MASK}, port 993"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jan@voorbeeld.nl", "jan@voorbeeld.nl"),
        ("het gaat om Jan@Voorbeeld.NL.", "Jan@Voorbeeld.NL"),
        ("a@b.nl, c@d.nl", "a@b.nl"),
        ("geen idee", ""),
        ("jan@localhost", ""),
    ],
)
def test_the_address_that_it_is_about(text: str, found: str) -> None:
    assert address(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CS1234567", "CS1234567"),
        ("#12345", "12345"),
        ("ticket 98765432 van gisteren", "98765432"),
        ("cs 1234567", "cs1234567"),
        ("port 993", ""),
        ("12.34.56.7890", ""),
        ("2026-11-25", ""),
        ("https://x.nl/123456", ""),
        ("nee", ""),
    ],
)
def test_the_number_of_a_ticket(text: str, found: str) -> None:
    assert ticket_number(text) == found


def test_whether_there_is_anything_else() -> None:
    assert not says_more(" jan@voorbeeld.nl!", "jan@voorbeeld.nl")
    assert says_more("jan@voorbeeld.nl, of info@voorbeeld.nl", "jan@voorbeeld.nl")
