/**
 * @param {() => URL} url
 * @param {() => Promise<{ bytes: () => Uint8Array<ArrayBuffer> }>} copy
 * @returns {Promise<Response | ArrayBuffer>}
 */
export async function beside(url, copy) {
  try {
    const response = await fetch(url());
    // A server for single pages answers its index for a file that it does not have.
    if (response.ok && !response.headers.get("content-type")?.startsWith("text/html")) return response;
  } catch {
    // The address was not rewritten by the bundler, or leads nowhere: the copy is a chunk of its own.
  }
  return (await copy()).bytes().buffer;
}
