"""Certificates made anew by the `openssl` command each time, so that no key lies in the repository."""

import shutil
import ssl
import subprocess
from pathlib import Path

# Listener: the name in its certificate, days it is valid for, whether our authority signed it.
LISTENERS = {
    "good": ("good.hostile.test", 2, True),
    "expired": ("expired.hostile.test", -1, True),
    "wrong-name": ("other.example", 2, True),
    "self-signed": ("self-signed.hostile.test", 2, False),
}
NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def make_certificates(folder: Path) -> dict[str, ssl.SSLContext]:
    """A server's context for each listener; `ca.pem` in the folder is the authority."""
    signing = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]
    _openssl(folder, "req", "-x509", *NEW_KEY, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=hostile", *signing)
    contexts = {}
    for listener, (name, days, signed) in LISTENERS.items():
        _certificate(folder, listener, name, days, signed)
        contexts[listener] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexts[listener].load_cert_chain(folder / f"{listener}.pem", folder / f"{listener}.key")
    return contexts


def _certificate(folder: Path, listener: str, name: str, days: int, signed: bool) -> None:
    (folder / "extensions").write_text(f"subjectAltName=DNS:{name}\nauthorityKeyIdentifier=keyid\n", encoding="ascii")
    _openssl(folder, "req", *NEW_KEY, "-keyout", f"{listener}.key", "-out", "request", "-subj", f"/CN={name}")
    signer = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"] if signed else ["-signkey", f"{listener}.key"]
    asked = ["-in", "request", "-out", f"{listener}.pem", "-days", str(days), "-extfile", "extensions"]
    _openssl(folder, "x509", "-req", *asked, *signer)


def _openssl(folder: Path, *arguments: str) -> None:
    if shutil.which("openssl") is None:
        raise FileNotFoundError("The hostile server makes its certificates with openssl: apt-get install openssl")
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
