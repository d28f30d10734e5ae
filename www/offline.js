// Keeps the application for use without a network, and tells when a new version is there. It never changes versions by
// itself: <html data-update> says "ready" (a new version waits) or "changed" (another tab took it), the event
// "thuocso-update" on the document tells that it changed, and "thuocso-use-update" asks for the new version.

const WORKER = "./sw.js";
const HOUR = 3_600_000;

function tell(state) {
  document.documentElement.dataset.update = state;
  document.dispatchEvent(new Event("thuocso-update"));
}

export async function keepOffline() {
  // Not from a file, not inside a frame of another page, and not where the person wants to save data.
  if (!navigator.serviceWorker || !/^https?:$/.test(location.protocol) || window !== window.top || navigator.connection?.saveData) return;
  const policy = globalThis.trustedTypes?.createPolicy("thuocso-worker", { createScriptURL: () => WORKER });
  const registration = await navigator.serviceWorker.register(policy?.createScriptURL("") ?? WORKER, { updateViaCache: "none" });

  let controlled = Boolean(navigator.serviceWorker.controller);
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (controlled) tell("changed");
    controlled = true;
  });
  document.addEventListener("thuocso-use-update", () => {
    asked = true;
    if (registration.waiting) registration.waiting.postMessage("use-this-version");
    else location.reload();
  });

  const watch = (worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) tell("ready");
    });
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  if (registration.waiting && navigator.serviceWorker.controller) tell("ready");

  // A tab that stays open for days asks again when somebody comes back to it.
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - last < HOUR) return;
    last = Date.now();
    registration.update().catch(() => {}); // without a network there is nothing new
  });
}
