// Opens what a link points to, and shows a certificate in whole when it is unfolded.  Nothing is fetched.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView({block: "center"});
}
addEventListener("hashchange", reveal);
addEventListener("DOMContentLoaded", () => location.hash && reveal());
let evidence;
async function unpacked() {
  const packed = Uint8Array.from(atob(document.querySelector('script[type="text/plain"]').textContent), c => c.charCodeAt(0));
  return JSON.parse(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text());
}
document.addEventListener("toggle", async event => {
  const step = event.target.dataset.step, pre = event.target.querySelector("pre");
  if (step && event.target.open && !pre.textContent) pre.textContent = JSON.stringify((await (evidence ??= unpacked()))[step]);
}, true);
