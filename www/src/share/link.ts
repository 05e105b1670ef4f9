// Policy and texts in the fragment of the address, compressed: a fragment is never sent to a server.
export interface Shared {
  policy: string;
  prompt: string;
  context: string;
  response: string;
}

const KEY = "p1=";
/** Longer links are cut by mail programs and chats. */
export const LONG_LINK = 30_000;
/** What a link may unfold to; a small one could hold gigabytes. */
const LARGEST = 16_000_000;

export async function toFragment(shared: Shared): Promise<string> {
  const { policy, prompt, context, response } = shared;
  const packed = await through(
    new TextEncoder().encode(JSON.stringify([policy, prompt, context, response])),
    new CompressionStream("deflate-raw"),
  );
  let binary = "";
  for (let at = 0; at < packed.length; at += 8192) binary += String.fromCharCode(...packed.subarray(at, at + 8192));
  return KEY + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @returns null where the fragment holds no link of ours */
export async function fromFragment(fragment: string): Promise<Shared | null> {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(KEY)) return null;
  const binary = atob(text.slice(KEY.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const unpacked = await through(bytes, new DecompressionStream("deflate-raw"));
  const list: unknown = JSON.parse(new TextDecoder().decode(unpacked));
  if (!Array.isArray(list) || list.length !== 4 || !list.every((part) => typeof part === "string")) throw new Error("the link is damaged");
  const [policy, prompt, context, response] = list;
  return { policy, prompt, context, response };
}

async function through(bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LARGEST) throw new Error("the link holds too much");
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
