const encoder = new TextEncoder();

export async function sha256(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text))));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function random(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/**
 * Compares two texts in a time that tells nothing about them but their lengths: every unit is looked at, whatever the others
 * are, and nothing is decided before the end. The runtime's `timingSafeEqual` does so on buffers, which it costs more to make
 * and to hand over than all else that a request with a known key needs.
 */
export function same(left: string, right: string): boolean {
  let differs = left.length ^ right.length;
  for (let at = 0; at < left.length; at += 1) differs |= left.charCodeAt(at) ^ right.charCodeAt(at);
  return differs === 0;
}

/** AES-GCM with a key of 32 bytes in base64; what comes out names its nonce. */
export async function seal(key: string, text: string): Promise<string> {
  const nonce = random(12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await imported(key), encoder.encode(text));
  return `${base64url(nonce)}.${base64url(new Uint8Array(sealed))}`;
}

export async function unseal(key: string, sealed: string): Promise<string> {
  const [nonce = "", body = ""] = sealed.split(".");
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(nonce) }, await imported(key), bytes(body));
  return new TextDecoder().decode(opened);
}

function imported(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (unit) => unit.charCodeAt(0));
}
