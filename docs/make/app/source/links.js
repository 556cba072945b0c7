// A page in the part of its address that browsers never send: #f=markdown&s=…&z=… (z: deflated, in base64 for addresses).
const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const LONGEST = 2_000_000;

export async function written({text, form, setting}) {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const z = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `#f=${form}${setting ? `&s=${encodeURIComponent(setting)}` : ""}&z=${z}`;
}

// null where there is no page in it, or it is damaged.
export async function read(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, "")), z = given.get("z");
  if (!z || z.length > LONGEST) return null;
  try {
    const bytes = Uint8Array.from(atob(z.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder("utf-8", {fatal: true});
    let text = "";
    for (let part; !(part = await reader.read()).done;) {
      text += decoder.decode(part.value, {stream: true});
      if (text.length > LONGEST) return null;
    }
    return {text: text + decoder.decode(), form: given.get("f") === "latex" ? "latex" : "markdown", setting: given.get("s") ?? ""};
  } catch {
    return null;
  }
}
