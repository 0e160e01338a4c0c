"""CAP messages of a source that demands signatures, signed with real keys (TRUST A21)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from office import an_office
from signxml import XMLSigner, XMLVerifier
from test_warnings import alert

from sitroom.errors import UsageError
from sitroom.reading.parsed import Job, Limits
from sitroom.reading.signatures import keep_signed

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
SETTINGS = '\n[[sources]]\nname = "met"\npath = "met/*"\nsigned_by = "met.pem"\n'


class Hand:
    """Somebody who signs: a key and its certificate."""

    def __init__(self, name: str, key) -> None:
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        self.key = key
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(named)
            .issuer_name(named)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .sign(key, hashes.SHA256())
        )

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def signed(self, text: str, **more):
        """Return the message with an enveloped signature, as CAP 1.2 section 3.3.4.1 has it."""
        rsa_key = isinstance(self.key, rsa.RSAPrivateKey)
        signer = XMLSigner(
            signature_algorithm="rsa-sha256" if rsa_key else "ecdsa-sha256",
            c14n_algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        )
        root = text if isinstance(text, etree._Element) else etree.fromstring(text.encode())
        return signer.sign(root, key=self.key, cert=[self.certificate], **more)


@pytest.fixture(scope="module")
def met() -> Hand:
    return Hand("met office", rsa.generate_private_key(public_exponent=65537, key_size=2048))


@pytest.fixture(scope="module")
def river() -> Hand:
    return Hand("river office", ec.generate_private_key(ec.SECP256R1()))


@pytest.fixture(scope="module")
def stranger() -> Hand:
    return Hand("met office", rsa.generate_private_key(public_exponent=65537, key_size=2048))


@pytest.fixture
def office(site: Path, met: Hand, river: Hand) -> Iterator:
    settings = site / "sitroom.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    (site / "met").mkdir()
    (site / "met.pem").write_text(met.pem + river.pem)
    with an_office(site, site / "met") as opened:
        yield opened


def text_of(message) -> str:
    return message if isinstance(message, str) else etree.tostring(message, encoding="unicode")


def load(office, message):
    """Load a message of the source; return the result, the headlines and what is set aside."""
    result = office.load(text_of(message))
    told = office.ask("SELECT headline FROM core.warning ORDER BY 1")
    aside = office.ask("SELECT reason, raw FROM core.rejected_row ORDER BY row_no")
    return result, [headline for (headline,) in told], aside


def changed(message) -> object:
    next(message.iter(CAP + "headline")).text = "Everything is fine"
    return message


def without_certificate_of_its_own(message) -> object:
    info = message.find(f"{DS}Signature/{DS}KeyInfo")
    info.getparent().remove(info)
    return message


def with_another_info(message) -> object:
    """Add a part to a message that was signed before."""
    message.append(etree.fromstring(alert("X").encode()).find(CAP + "info"))
    return message


def with_number(text: str):
    root = etree.fromstring(text.encode())
    root.set("Id", "signed")
    return root


def wrapped(message, name: str) -> object:
    """Put a forged message around a signed one, which the signature still covers."""
    outer = etree.fromstring(alert(name).replace("Orange flood", "Forged").encode())
    signature = message.find(DS + "Signature")
    message.remove(signature)
    etree.SubElement(outer, CAP + "note").append(message)
    outer.append(signature)
    return outer


def test_a21_a_signed_message_counts_by_any_of_the_certificates(office, met, river) -> None:
    first, _, _ = load(office, met.signed(alert("LT-1")))
    load(office, river.signed(alert("LT-2")))
    # The certificate of the source counts, not that of the message.
    _, told, aside = load(office, without_certificate_of_its_own(met.signed(alert("LT-3"))))
    assert (first.status, first.rows_inserted) == ("loaded", 1)
    assert told == ["Orange flood warning"] * 3
    assert aside == []


def test_a21_what_the_office_did_not_sign_is_set_aside(office, met, stranger) -> None:
    empty = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/><status>'
    inner = met.signed(with_number(alert("LT-5")), reference_uri="signed")
    forgeries = [
        (alert("LT-0"), "no_signature"),
        (changed(met.signed(alert("LT-1"))), "bad_signature"),
        (stranger.signed(alert("LT-2")), "bad_signature"),
        (with_another_info(met.signed(alert("LT-3"))), "bad_signature"),
        (alert("LT-4").replace("<status>", empty), "bad_signature"),
        # Signature wrapping: key and digest are right, of a message inside the forged one.
        (wrapped(inner, "LT-5"), "bad_signature"),
    ]
    inside = XMLVerifier().verify(text_of(forgeries[-1][0]), x509_cert=met.pem).signed_xml
    assert inside.findtext(f".//{CAP}headline") == "Orange flood warning"
    for place, (message, reason) in enumerate(forgeries):
        result, told, aside = load(office, message)
        assert (result.rows_read, result.rows_inserted, result.rows_rejected) == (1, 0, 1), reason
        # What the verifier made of a signature is told, so that a fault of ours would be seen.
        assert ("a signature " in result.message) == (reason == "bad_signature"), result.message
        assert told == []
        found, raw = aside[-1]
        assert (len(aside), found) == (place + 1, reason)
        assert f"LT-{place}" in raw and "flood" not in raw and "Forged" not in raw


def test_a21_among_several_messages_each_stands_for_itself(office, met, stranger) -> None:
    """As an index is fetched: the pages of its entries behind one another."""
    messages = [met.signed(alert("LT-1")), alert("LT-2"), stranger.signed(alert("LT-3"))]
    result, told, aside = load(office, f"<pages>{''.join(map(text_of, messages))}</pages>")
    assert (result.rows_inserted, result.rows_rejected) == (1, 2)
    assert told == ["Orange flood warning"]
    assert [reason for reason, _ in aside] == ["no_signature", "bad_signature"]


def test_a21_what_cannot_be_signed_is_refused_whole(office) -> None:
    for text in (
        "Title,Level\nFlood,III\n",
        '[{"info": [{"areaDesc": "x"}]}]',
        "<rss><item/></rss>",
    ):
        result = office.load(text)
        assert (result.status, result.error_code) == ("failed", "E_SIGNATURE"), text
    (office.record.site.folder / "met.pem").unlink()
    result = office.load(alert())
    assert result.status == "failed"
    assert "`signed_by` of source `met`" in result.message


def test_a21_a_source_that_demands_nothing_takes_any(site, tmp_path, stranger) -> None:
    with an_office(site, tmp_path) as office:
        result = office.load(text_of(stranger.signed(alert())))
    assert (result.status, result.rows_inserted) == ("loaded", 1)


def test_a21_without_signxml_the_source_is_told_what_to_install(tmp_path, monkeypatch, met) -> None:
    file = tmp_path / "one.xml"
    file.write_text(text_of(met.signed(alert())))
    for library in ("lxml.etree", "signxml.verifier"):
        with monkeypatch.context() as without:
            without.setitem(sys.modules, library, None)
            with pytest.raises(UsageError, match=library) as refused:
                keep_signed(Job(file, tmp_path, Limits(), {"signed_by": met.pem}))
        assert refused.value.expected == 'pip install "sitroom[signatures]"'
