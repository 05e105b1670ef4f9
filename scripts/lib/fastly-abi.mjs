// What a Fastly Compute program imports, as far as the gateway calls it: one request, its stores and one backend, in memory.
// Numbers and layouts are those of the crate `fastly-sys`; the meaning of each call that of Fastly's own local server.
import { ProgramMemory } from "./fastly-memory.mjs";
import { Failure } from "./shell.mjs";

/** @typedef {{ method: string, url: string, headers: [string, string][], body: Uint8Array }} Request */
/** `null` among the chunks: there the connection breaks off. @typedef {{ status: number, headers: [string, string][], chunks: (Uint8Array | null)[] }} Answer */
/** @typedef {{ config: Record<string, string>, secrets: Record<string, string>, kv: Record<string, string>, kvName: string, name: string }} Stores */
/** @typedef {{ status: number, headers: Headers, body: Uint8Array, complete: boolean, live: boolean }} Sent */
/** @typedef {{ chunks: (Uint8Array | null)[], last?: () => void }} Body */
/** @typedef {{ method?: string, url?: string, status?: number, headers: [string, string][] }} Head */

const STATUS = { ok: 0, error: 1, inval: 2, badHandle: 3, bufferTooSmall: 4, incomplete: 9, none: 10 };
const INVALID = 0xffff_fffe;
const HTTP_11 = 2;
const KV = { ok: 1, notFound: 3 };
const CONNECTION_REFUSED = 11;

export class FastlyHost {
  /** The program's memory, once it is there. */
  memory = new ProgramMemory(STATUS);
  /** @type {Request[]} what the backend was asked */
  asked = [];
  /** @type {{ head: Head, body: Body, complete: boolean, live: boolean } | undefined} */
  #sent;
  /** @type {Head[]} */
  #heads = [];
  /** @type {Body[]} */
  #bodies = [];
  /** @type {string[]} */
  #found = [];
  #upstreamEnded = false;

  /**
   * @param {Request} request
   * @param {Stores} stores
   * @param {(request: Request) => Answer | null} upstream null: it cannot be reached
   */
  constructor(request, stores, upstream) {
    this.request = request;
    this.stores = stores;
    this.upstream = upstream;
  }

  /**
   * Every import that the module names; one that is not here fails when it is called.
   * @param {WebAssembly.Module} module
   */
  imports(module) {
    const known = this.#calls();
    /** @type {Record<string, Record<string, Function>>} */
    const all = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      if (!from.startsWith("fastly_")) continue;
      all[from] ??= {};
      all[from][name] =
        known[`${from}.${name}`] ??
        (() => {
          throw new Failure(`the program calls ${from}.${name}, which scripts/lib/fastly-abi.mjs does not have`);
        });
    }
    return all;
  }

  /** @returns {Sent} what the client was sent */
  sent() {
    if (this.#sent === undefined) throw new Failure("the program sent no answer");
    const { head, body, complete, live } = this.#sent;
    return { status: head.status ?? 0, headers: new Headers(head.headers), body: joined(body.chunks), complete, live };
  }

  /** @returns {Record<string, Function>} */
  #calls() {
    return { ...this.#requestCalls(), ...this.#responseCalls(), ...this.#bodyCalls(), ...this.#storeCalls() };
  }

  /** @returns {Record<string, Function>} */
  #requestCalls() {
    return {
      "fastly_http_req.body_downstream_get": (/** @type {number} */ headOut, /** @type {number} */ bodyOut) => {
        const { method, url, headers, body } = this.request;
        this.memory.u32(headOut, this.#heads.push({ method, url, headers }) - 1);
        return this.memory.u32(bodyOut, this.#body([body]));
      },
      "fastly_http_req.new": (/** @type {number} */ out) =>
        this.memory.u32(out, this.#heads.push({ method: "GET", url: "", headers: [] }) - 1),
      "fastly_http_req.close": () => STATUS.ok,
      "fastly_http_req.method_get": (/** @type {number[]} */ ...[head, ...out]) => this.memory.text(this.#head(head).method ?? "", out),
      "fastly_http_req.uri_get": (/** @type {number[]} */ ...[head, ...out]) => this.memory.text(this.#head(head).url ?? "", out),
      "fastly_http_req.method_set": (/** @type {number[]} */ ...[head, at, length]) => {
        this.#head(head).method = this.memory.read(at, length);
        return STATUS.ok;
      },
      "fastly_http_req.uri_set": (/** @type {number[]} */ ...[head, at, length]) => {
        this.#head(head).url = this.memory.read(at, length);
        return STATUS.ok;
      },
      "fastly_http_req.cache_override_v3_set": () => STATUS.ok,
      "fastly_http_req.framing_headers_mode_set": () => STATUS.ok,
      "fastly_http_req.auto_decompress_response_set": () => STATUS.ok,
      "fastly_http_req.send_v2": (/** @type {number[]} */ ...values) => this.#send(values),
      ...this.#headCalls("fastly_http_req"),
    };
  }

  /** @param {number[]} values */
  #send([head, body, at, length, detail, headOut, bodyOut]) {
    if (this.memory.read(at, length) !== "upstream") return STATUS.inval;
    const { method = "", url = "", headers } = this.#head(head);
    const request = { method, url, headers, body: joined(this.#bodies[body].chunks) };
    this.asked.push(request);
    const answer = this.upstream(request);
    if (answer === null) {
      this.memory.u32(detail, CONNECTION_REFUSED);
      return STATUS.error;
    }
    const last = () => {
      this.#upstreamEnded = true;
    };
    this.memory.u32(headOut, this.#heads.push({ status: answer.status, headers: answer.headers }) - 1);
    return this.memory.u32(bodyOut, this.#bodies.push({ chunks: [...answer.chunks], last }) - 1);
  }

  /** @returns {Record<string, Function>} */
  #responseCalls() {
    return {
      "fastly_http_resp.new": (/** @type {number} */ out) => this.memory.u32(out, this.#heads.push({ status: 200, headers: [] }) - 1),
      "fastly_http_resp.close": () => STATUS.ok,
      "fastly_http_resp.status_get": (/** @type {number} */ head, /** @type {number} */ out) => {
        this.memory.view().setUint16(out, this.#head(head).status ?? 0, true);
        return STATUS.ok;
      },
      "fastly_http_resp.status_set": (/** @type {number} */ head, /** @type {number} */ status) => {
        this.#head(head).status = status;
        return STATUS.ok;
      },
      "fastly_http_resp.framing_headers_mode_set": () => STATUS.ok,
      "fastly_http_resp.http_keepalive_mode_set": () => STATUS.ok,
      "fastly_http_resp.get_addr_dest_ip": () => STATUS.none,
      "fastly_http_resp.get_addr_dest_port": () => STATUS.none,
      "fastly_http_resp.send_downstream": (/** @type {number} */ head, /** @type {number} */ body, /** @type {number} */ streaming) => {
        if (this.#sent !== undefined) throw new Failure("the program sent two answers");
        this.#sent = { head: this.#head(head), body: this.#bodies[body], complete: streaming === 0, live: false };
        return STATUS.ok;
      },
      ...this.#headCalls("fastly_http_resp"),
    };
  }

  /**
   * What requests and responses have in common.
   * @param {string} module
   * @returns {Record<string, Function>}
   */
  #headCalls(module) {
    const named = (/** @type {number} */ head, /** @type {string} */ name) => this.#head(head).headers.filter(([own]) => own === name);
    const drop = (/** @type {number} */ head, /** @type {string} */ name) => {
      const { headers } = this.#head(head);
      this.#head(head).headers = headers.filter(([own]) => own !== name);
    };
    const append = (/** @type {number[]} */ ...[head, nameAt, nameLength, valueAt, valueLength]) => {
      this.#head(head).headers.push([this.memory.read(nameAt, nameLength).toLowerCase(), this.memory.read(valueAt, valueLength)]);
      return STATUS.ok;
    };
    const values = {
      header_append: append,
      header_insert: (/** @type {number[]} */ ...given) => {
        drop(given[0], this.memory.read(given[1], given[2]).toLowerCase());
        return append(...given);
      },
      header_remove: (/** @type {number[]} */ ...[head, at, length]) => {
        drop(head, this.memory.read(at, length).toLowerCase());
        return STATUS.ok;
      },
      header_names_get: (/** @type {number[]} */ ...[head, ...out]) =>
        this.memory.list([...new Set(this.#head(head).headers.map(([name]) => name))], out),
      header_values_get: (/** @type {number[]} */ ...[head, at, length, ...out]) => {
        const found = named(head, this.memory.read(at, length).toLowerCase());
        return this.memory.list(
          found.map(([, value]) => value),
          out,
        );
      },
      version_get: (/** @type {number} */ _head, /** @type {number} */ out) => this.memory.u32(out, HTTP_11),
      version_set: () => STATUS.ok,
    };
    return Object.fromEntries(Object.entries(values).map(([name, call]) => [`${module}.${name}`, call]));
  }

  /** @returns {Record<string, Function>} */
  #bodyCalls() {
    return {
      "fastly_http_body.new": (/** @type {number} */ out) => this.memory.u32(out, this.#body([])),
      "fastly_http_body.read": (
        /** @type {number} */ body,
        /** @type {number} */ at,
        /** @type {number} */ length,
        /** @type {number} */ out,
      ) => {
        const { chunks, last } = this.#bodies[body];
        const chunk = chunks[0];
        if (chunk === null) return STATUS.incomplete;
        const part = chunk?.subarray(0, length) ?? new Uint8Array();
        this.memory.bytes().set(part, at);
        if (chunk !== undefined) {
          if (part.length === chunk.length) chunks.shift();
          else chunks[0] = chunk.subarray(part.length);
        }
        if (chunks.length === 0) last?.();
        return this.memory.u32(out, part.length);
      },
      "fastly_http_body.write": (/** @type {number[]} */ ...[body, at, length, end, out]) => {
        const piece = this.memory.bytes().slice(at, at + length);
        const own = this.#bodies[body];
        if (end === 0) own.chunks.push(piece);
        else own.chunks.unshift(piece);
        if (own === this.#sent?.body && !this.#upstreamEnded) this.#sent.live = true;
        return this.memory.u32(out, length);
      },
      "fastly_http_body.append": (/** @type {number} */ body, /** @type {number} */ other) => {
        this.#bodies[body].chunks.push(...this.#bodies[other].chunks);
        return STATUS.ok;
      },
      "fastly_http_body.close": (/** @type {number} */ body) => {
        if (this.#bodies[body] === this.#sent?.body) this.#sent.complete = true;
        return STATUS.ok;
      },
      "fastly_http_body.abandon": () => STATUS.ok,
      "fastly_http_body.known_length": () => STATUS.none,
    };
  }

  /** @returns {Record<string, Function>} */
  #storeCalls() {
    const { config, secrets, kv, kvName, name } = this.stores;
    const opens =
      (/** @type {string} */ own, /** @type {number} */ otherwise) =>
      (/** @type {number[]} */ ...[at, length, out]) =>
        this.memory.read(at, length) === own ? this.memory.u32(out, 1) : otherwise;
    return {
      "fastly_config_store.open": opens(name, STATUS.badHandle),
      "fastly_config_store.get": (/** @type {number[]} */ ...[, at, length, ...out]) => {
        const value = config[this.memory.read(at, length)];
        return value === undefined ? STATUS.none : this.memory.text(value, out);
      },
      "fastly_secret_store.open": opens(name, STATUS.none),
      "fastly_secret_store.get": (/** @type {number[]} */ ...[, at, length, out]) => {
        const value = secrets[this.memory.read(at, length)];
        return value === undefined ? STATUS.none : this.memory.u32(out, this.#found.push(value) - 1);
      },
      "fastly_secret_store.plaintext": (/** @type {number[]} */ ...[secret, ...out]) => this.memory.text(this.#found[secret], out),
      "fastly_kv_store.open": opens(kvName, STATUS.inval),
      "fastly_kv_store.lookup": (/** @type {number[]} */ ...[, at, length, , , out]) =>
        this.memory.u32(out, this.#found.push(this.memory.read(at, length)) - 1),
      "fastly_kv_store.lookup_wait_v2": (/** @type {number[]} */ ...[pending, bodyOut, , , metadataLength, , error]) => {
        const value = kv[this.#found[pending]];
        this.memory.u32(metadataLength, 0);
        this.memory.u32(error, value === undefined ? KV.notFound : KV.ok);
        return this.memory.u32(bodyOut, value === undefined ? INVALID : this.#body([new TextEncoder().encode(value)]));
      },
    };
  }

  /** @param {Uint8Array[]} chunks */
  #body(chunks) {
    return this.#bodies.push({ chunks: chunks.filter(({ length }) => length > 0) }) - 1;
  }

  /** @param {number} handle */
  #head(handle) {
    const head = this.#heads[handle];
    if (head === undefined) throw new Failure(`the program uses the handle ${handle}, which it was not given`);
    return head;
  }
}

/** @param {(Uint8Array | null)[]} chunks */
function joined(chunks) {
  return new Uint8Array(Buffer.concat(chunks.filter((chunk) => chunk !== null)));
}
