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
