// node tools/serve.mjs [--port N] [--host ADDRESS] [--folder DIR]: serves dist/ until it is stopped.
import { parseArgs } from "node:util";
import { startServer } from "./server.mjs";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    host: { type: "string", default: "127.0.0.1" },
    folder: { type: "string", default: "dist" },
  },
});

try {
  const server = await startServer({ folder: values.folder, port: Number(values.port), host: values.host });
  console.log(`ready: ${server.url}   (stop with Ctrl+C)`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => server.close().then(() => process.exit(0)));
  }
} catch (error) {
  if (error.code === "EADDRINUSE") {
    console.error(`port ${values.port} is in use; choose another one with --port, for example ./run --no-build --port 8081`);
  } else if (error.code === "EACCES") {
    console.error(`port ${values.port} may not be opened by this user; choose one above 1023`);
  } else {
    console.error(error.message);
  }
  process.exit(1);
}
