// thuoc-so-host.js, for pages with frames of Thước Số: gives each <iframe data-thuoc-so> the height of what is in it.
// A message counts only from the very frame, and from the origin that the frame was loaded from.
addEventListener("message", ({ data, origin, source }) => {
  if (data?.source !== "thuoc-so" || data.version !== 1 || data.type !== "height") return;
  const height = Number(data.payload?.height);
  if (!(height > 0 && height < 1e5)) return;
  for (const frame of document.querySelectorAll("iframe[data-thuoc-so]")) {
    if (frame.contentWindow === source && new URL(frame.src).origin === origin) frame.style.height = `${height}px`;
  }
});
// A frame may have told its height before this script was there. One that is not there yet hears nothing of this, and tells
// its height when it is; whichever page is in the frame may read it.
for (const frame of document.querySelectorAll("iframe[data-thuoc-so]")) {
  frame.contentWindow?.postMessage({ source: "thuoc-so", version: 1, type: "hello" }, "*");
}
