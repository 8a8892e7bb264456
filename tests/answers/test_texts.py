import pytest

from bot.answers import Writer
from bot.answers.labels import CAUSES
from bot.answers.remedies import REMEDIES
from bot.answers.steps import STEPS
from bot.dialogue.state import (
    Account,
    Device,
    Node,
    Protocol,
    ServerName,
    Ssl,
    State,
    Symptom,
    Webmail,
)
from bot.dialogue.turn import Say
from bot.facts import Facts
from bot.i18n import Catalogs


def text(writer: Writer, node: Node, **answers: object) -> str:
    return writer.reply(Say(State(node, locale="en").having(**answers))).html


def test_the_ticket_comes_when_authentication_is_not_on(writer: Writer) -> None:
    html = text(writer, Node.TICKET)
    assert "is then <b>not</b> switched on" in html
    assert [line[0] for line in html.splitlines() if line[:2].strip(".").isdigit()] == list("12345")
    assert "<code>465</code> with SSL/TLS, not 25" in html
    assert "We never ask for your password" in html


def test_the_ticket_speaks_of_the_customers_own_port(writer: Writer) -> None:
    html = text(writer, Node.TICKET, product="emailpro", cluster="1")
    assert "<code>587</code> with STARTTLS" in html


def test_every_remedy_of_the_configuration_has_a_text(facts: Facts) -> None:
    assert set(REMEDIES) == set(facts.remedies)


def test_every_remedy_has_a_name_for_a_choice_between_two(facts: Facts) -> None:
    assert set(CAUSES) == set(facts.remedies)


def test_the_customers_words_are_quoted_and_escaped(writer: Writer) -> None:
    say = Say(State(Node.TICKET, locale="en"), evidence=("550 <relay>", "port 25"))
    assert writer.reply(say).html.startswith(
        "I read in your message: “550 &lt;relay&gt;”, “port 25”\n\n"
    )


def test_every_set_of_steps_of_the_configuration_is_there(facts: Facts) -> None:
    assert {program.steps for program in facts.programs} == set(STEPS)


def test_a_person_is_offered_after_two_remedies(writer: Writer) -> None:
    offer = "Would you like someone to look at it with you?"
    shown = frozenset({"ports"})
    one = text(writer, Node.REMEDY, remedy="clock", shown=shown)
    two = text(writer, Node.REMEDY, remedy="clock", shown=shown | {"firewall"})
    assert offer not in one
    assert offer in two


@pytest.mark.parametrize("remedy", sorted(REMEDIES))
def test_every_remedy_has_a_cause_and_a_step_for_everybody(writer: Writer, remedy: str) -> None:
    for protocol in (None, *Protocol):
        for symptom in Symptom:
            for server in (ServerName.OLD, ServerName.UNSURE):
                html = text(
                    writer,
                    Node.REMEDY,
                    remedy=remedy,
                    protocol=protocol,
                    symptom=symptom,
                    server=server,
                )
                cause, step, *_ = html.splitlines()
                assert cause.startswith("<b>")
                assert len(step) > 15


def test_a_remedy_speaks_of_the_customers_own_servers(writer: Writer) -> None:
    html = text(
        writer,
        Node.REMEDY,
        remedy="ports",
        product="emailpro",
        cluster="2",
        protocol=Protocol.IMAP,
        symptom=Symptom.CONNECTION,
    )
    assert "pro2.mail.ovh.net</code>, port <code>993</code>" in html
    assert "pro2.mail.ovh.net</code>, port <code>587</code>, STARTTLS" in html
    assert "995" not in html


def test_sending_is_mended_at_the_outgoing_server_alone(writer: Writer) -> None:
    html = text(
        writer,
        Node.REMEDY,
        remedy="server-name",
        symptom=Symptom.SENDING,
        server=ServerName.OLD,
        protocol=Protocol.POP,
    )
    assert "ns0.ovh.net is an old name" in html
    assert "Incoming" not in html


def test_the_other_port_where_there_is_none(writer: Writer) -> None:
    html = text(writer, Node.REMEDY, remedy="other-port", product="emailpro", cluster="1")
    assert "Try another network" in html
    assert "465" not in html


def test_a_limit_is_named_only_where_it_is_known(
    writer: Writer, postduif: Facts, catalogs: Catalogs
) -> None:
    other = Writer(postduif, catalogs)
    assert "200 messages an hour" in text(writer, Node.REMEDY, remedy="sending-limit")
    assert "an hour" not in text(other, Node.REMEDY, remedy="sending-limit")
    assert "wait 15 minutes" in text(other, Node.REMEDY, remedy="lockout")
    assert "minutes" not in text(writer, Node.REMEDY, remedy="lockout")
    assert "50 GB" in text(writer, Node.REMEDY, remedy="mailbox-full", product="exchange")
    assert "GB" not in text(writer, Node.REMEDY, remedy="mailbox-full")
    assert "status-ovhcloud" in text(writer, Node.REMEDY, remedy="incident")
    assert "https" not in text(other, Node.REMEDY, remedy="incident")


def test_what_works_in_webmail_is_not_asked_again(writer: Writer) -> None:
    tried = text(writer, Node.REMEDY, remedy="password", webmail=Webmail.WORKS)
    untried = text(writer, Node.REMEDY, remedy="password")
    assert "that works in webmail" in tried
    assert "Try it in webmail first" in untried


@pytest.mark.parametrize("program", ["windows-mail", "other"])
def test_steps_for_an_existing_account_warn_and_keep_the_protocol(
    writer: Writer, program: str
) -> None:
    html = text(writer, Node.STEPS, program=program, account=Account.EXISTING)
    assert "Do not remove the account" in html
    assert "Incoming server" not in html
    assert "<code>465</code>" in html


@pytest.mark.parametrize("program", ["windows-mail", "new-outlook", "other"])
def test_steps_for_a_new_account_hold_all_values(writer: Writer, program: str) -> None:
    html = text(
        writer, Node.STEPS, program=program, account=Account.NEW, protocol=Protocol.POP, ssl=Ssl.ON
    )
    assert "(POP): <code>ssl0.ovh.net</code>, port <code>995</code>" in html
    assert "<code>465</code>" in html


def test_new_outlook_sets_an_existing_account_up_again_after_a_warning(writer: Writer) -> None:
    html = text(
        writer,
        Node.STEPS,
        program="new-outlook",
        account=Account.EXISTING,
        protocol=Protocol.IMAP,
        ssl=Ssl.ON,
    )
    assert html.index("First check in webmail") < html.index("Click Delete")
    assert html.index("Click Delete") < html.index("› Add account")
    assert "<code>993</code>" in html


def test_settings_are_promised_to_change_only_where_they_can(writer: Writer) -> None:
    promise = "we will only change its settings"
    assert promise in text(writer, Node.TASK, program="windows-mail")
    assert promise not in text(writer, Node.TASK, program="new-outlook")


def test_steps_for_exchange_on_a_phone_are_its_card(writer: Writer) -> None:
    answers = {"product": "exchange", "cluster": "4", "device": Device.PHONE}
    steps = text(writer, Node.STEPS, program="other", account=Account.NEW, **answers)
    assert steps == text(writer, Node.CARD, **answers)


def test_steps_without_ssl_name_the_risk(writer: Writer) -> None:
    html = text(
        writer,
        Node.STEPS,
        program="other",
        account=Account.NEW,
        protocol=Protocol.IMAP,
        ssl=Ssl.OFF,
    )
    assert html.startswith("⚠️ Without SSL")


def test_windows_mail_without_ssl_ticks_no_ssl_box(writer: Writer) -> None:
    html = text(
        writer,
        Node.STEPS,
        program="windows-mail",
        account=Account.NEW,
        protocol=Protocol.IMAP,
        ssl=Ssl.OFF,
    )
    assert "secure connection" not in html
    assert "<code>143</code>" in html


def test_the_stopped_program_names_its_successor(writer: Writer) -> None:
    html = text(writer, Node.STEPS, program="mail-app")
    assert "end of 2024" in html
    assert "New Outlook" in html
    assert "Do not remove the account" in html


def test_a_program_that_is_gone_from_the_configuration_gets_general_steps(writer: Writer) -> None:
    assert "Any mail program" in text(writer, Node.STEPS, program=None)


def test_paid_help_is_offered_only_where_it_is_sold(
    writer: Writer, postduif: Facts, catalogs: Catalogs
) -> None:
    other = Writer(postduif, catalogs)
    assert "for a fee" not in text(writer, Node.PERSON)
    assert "for a fee" in text(other, Node.PERSON)
    links = [b.url for row in other.reply(Say(State(Node.PERSON, locale="nl"))).rows for b in row]
    assert links[:3] == [
        "https://postduif.example/vraag",
        "https://postduif.example/setup",
        "https://postduif.example/paid",
    ]
    page = other.reply(Say(State(Node.PRIVACY, locale="nl"))).rows[0][0]
    assert page.url == "https://postduif.example/privacy"


def test_the_ports_that_can_be_chosen_are_the_customers_own(writer: Writer) -> None:
    def labels(**answers: object) -> list[str]:
        state = State(Node.PORT, Node.REMEDY, locale="en").having(**answers)
        return [label for _, label in writer.labels(state)][:5]

    assert labels(symptom=Symptom.SENDING)[:3] == ["465", "587", "25"]
    assert labels(symptom=Symptom.CONNECTION)[0] == "993 or 995"
    assert labels(symptom=Symptom.CONNECTION, protocol=Protocol.POP)[0] == "995"
    assert labels(symptom=Symptom.CONNECTION, protocol=Protocol.IMAP)[0] == "993"
    assert labels(symptom=Symptom.SENDING, product="emailpro", cluster="1")[:2] == ["587", "25"]


def test_the_product_button_names_the_other_products(writer: Writer) -> None:
    state = State(Node.CARD, locale="en", protocol=Protocol.IMAP, product="emailpro", cluster="1")
    assert writer.labels(state)[0] == ("product", "I have MX Plan, Exchange or Zimbra")
