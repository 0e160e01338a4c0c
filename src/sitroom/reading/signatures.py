"""CAP messages of a source that demands signatures: only what was signed is read.

CAP 1.2, section 3.3.4.1, has the signature enveloped: `Signature` is a child of `alert` and covers
all else in it. The certificates are those of the source; none that a message brings is believed.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitroom.errors import UsageError
from sitroom.reading import refusal
from sitroom.reading.parsed import Job
from sitroom.reading.xml import as_utf8, open_xml

MARK = "signature"  # the attribute of a message that is not what was signed: missing or bad
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_LONGEST_WHY = 200  # characters of what the verifier says
# Of a message that is set aside: enough to ask its sender for it.
_TOLD = ("identifier", "sender", "sent", "msgType")


def keep_signed(job: Job) -> None:
    """Put in place of the job's file one that holds of each message what was signed of it.

    A message without a signature, or with one that is not of these certificates or does not cover
    the whole of it, leaves its number and time behind, with a mark. Raises UnreadableFile where
    there is no message, UsageError where signxml is not installed.
    """
    etree = _library("lxml.etree")
    if not as_utf8(job.path).lstrip().startswith(b"<"):
        raise _nothing_signed(job.path)
    open_xml(job.path)  # refuses document types, entities, too deep nesting and broken XML
    root = etree.fromstring(as_utf8(job.path), _parser())
    pages, trusted = etree.Element("pages"), _certificates(job.options["signed_by"])
    for message in _messages(root):
        signed, why = _signed_of(etree.tostring(message, with_tail=False), trusted)
        if why and why not in job.notes:
            job.notes.append(why)
        pages.append(_stub(message) if signed is None else signed)
    if not len(pages):
        raise _nothing_signed(job.path)
    job.path = job.temp / f"signed-{job.path.name}"
    job.path.write_bytes(etree.tostring(pages, encoding="utf-8"))


def _parser() -> Any:
    etree = _library("lxml.etree")
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _messages(root: Any) -> Iterator[Any]:
    """Yield the messages of a file, alone or in a list; one inside another is part of that."""
    for message in root.iter("{*}alert"):
        if not any(True for _ in message.iterancestors("{*}alert")):
            yield message


def _certificates(pem: str) -> list[Any]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(pem.encode())
    except ValueError as error:
        raise UsageError(
            f"The file that `signed_by` names holds no certificate: {error}",
            "certificates as text: -----BEGIN CERTIFICATE-----",
        ) from error


def _signed_of(message: bytes, trusted: list[Any]) -> tuple[Any | None, str]:
    """Return what a signature of the message covers, when that is all of it; else None, and why.

    The message stands alone here, so what a wrapper says outside it cannot be meant by it.
    """
    etree = _library("lxml.etree")
    whole = etree.fromstring(message, _parser())
    signatures = whole.findall(_SIGNATURE)
    for signature in signatures:
        _cut(signature)
    why = ""
    for certificate in trusted if signatures else ():
        try:
            signed = _covered(message, certificate)
        except (MemoryError, UsageError):
            raise
        except Exception as error:  # whatever keeps it from being verified, it is not verified
            why = f"a signature was not verified: {type(error).__name__}: {error}"[:_LONGEST_WHY]
            continue
        if signed is not None and _canonical(signed) == _canonical(whole):
            return signed, ""
        why = "a signature covers another thing than the whole message"
    return None, why


def _covered(message: bytes, certificate: Any) -> Any | None:
    """Return the one thing that a signature by this certificate covers; raises where it is none."""
    verifier = _library("signxml.verifier")
    usual = verifier.SignatureConfiguration().signature_methods
    # Not those by which whoever can verify can sign as well.
    methods = frozenset(method for method in usual if not method.name.startswith("HMAC"))
    wanted = verifier.SignatureConfiguration(location="./", signature_methods=methods)
    result = verifier.XMLVerifier().verify(
        message, x509_cert=certificate, parser=_parser(), expect_config=wanted
    )
    return None if isinstance(result, list) else result.signed_xml


def _cut(signature: Any) -> None:
    """Take an element out and leave the text behind it, as the enveloped transform does."""
    before, tail = signature.getprevious(), signature.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        signature.getparent().text = (signature.getparent().text or "") + tail
    signature.getparent().remove(signature)


def _canonical(element: Any) -> bytes:
    etree = _library("lxml.etree")
    return etree.tostring(element, method="c14n", with_comments=False, with_tail=False)


def _stub(message: Any) -> Any:
    etree = _library("lxml.etree")
    is_signed = message.find(_SIGNATURE) is not None
    stub = etree.Element("alert", {MARK: "bad" if is_signed else "missing"})
    for name in _TOLD:
        etree.SubElement(stub, name).text = message.findtext(f"{{*}}{name}")
    return stub


def _library(name: str) -> Any:
    """Return a module of the extra, which has no types; UsageError where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            f"The source demands signatures, and {error.name} is not installed.",
            'pip install "sitroom[signatures]"',
        ) from error


def _nothing_signed(file: Path) -> Exception:
    return refusal.refuse(
        "E_SIGNATURE",
        f"{file.name} holds no message that could be signed.",
        "CAP messages in XML, for the source demands their signatures",
        "ask the sender, or take `signed_by` off the source",
    )
