import base64, hashlib, hmac, time

def verify(secret: str, headers: dict, body: bytes) -> None:
    if abs(time.time() - int(headers["webhook-timestamp"])) > 300:
        raise ValueError("too old, or from the future")
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = b"v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256))
    given = headers["webhook-signature"].encode().split()
    if not any(hmac.compare_digest(wanted, each) for each in given):
        raise ValueError("not signed with this secret")
