// nginx and Apache with the configurations of docs/deployment/, serving a folder below /chuyen-doi-so/.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const PORTAL = "/var/www/portal"; // in the guide
const guide = (name) => readFile(fileURLToPath(new URL(`../docs/deployment/${name}`, import.meta.url)), "utf8");
const isRoot = process.getuid?.() === 0;

const nginx = {
  command: "nginx",
  async arguments({ portal, folder, port }) {
    const file = join(folder, "nginx.conf");
    await writeFile(
      file,
      `${isRoot ? "user root;" : ""}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
events {}
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((it) => `${it}_temp_path ${folder}/${it};`).join(" ")}
  server {
    listen 127.0.0.1:${port};
    server_name localhost;
    # As portals have it, for files that lie elsewhere: it must not take those of the guide.
    location ~* \\.(js|css|svg|png)$ { root ${folder}/elsewhere; expires 30d; }
${(await guide("nginx.conf")).replaceAll(PORTAL, portal)}
  }
}
`,
    );
    return ["-p", folder, "-c", file];
  },
};

const APACHE_MODULES = "/usr/lib/apache2/modules";
const apache = {
  command: "apache2",
  async arguments({ portal, folder, port }) {
    const file = join(folder, "apache.conf");
    const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "setenvif"];
    await writeFile(
      file,
      `${modules.map((it) => `LoadModule ${it}_module ${APACHE_MODULES}/mod_${it}.so`).join("\n")}
${isRoot ? "User www-data\nGroup www-data" : ""}
Listen 127.0.0.1:${port}
ServerName localhost
ServerRoot ${folder}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog /dev/stderr
LogLevel error
TypesConfig ${existsSync("/etc/mime.types") ? "/etc/mime.types" : "/dev/null"}
DocumentRoot ${portal}
${(await guide("apache.conf")).replaceAll(PORTAL, portal)}
`,
    );
    return ["-f", file, "-DFOREGROUND"];
  },
};

export const webServers = { nginx, apache };

/** Starts one of the two; answers `{ url, close() }` when it listens. */
export async function startWebServer(name, dist) {
  const folder = await mkdtemp(join(tmpdir(), `thuocso-${name}-`));
  await chmod(folder, 0o755); // Apache serves as a user of its own
  const portal = join(folder, "portal");
  await mkdir(portal);
  await symlink(resolve(dist), join(portal, "chuyen-doi-so"));
  const port = await freePort();
  const { command, arguments: make } = webServers[name];
  const server = spawn(command, await make({ portal, folder, port }), {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const ended = once(server, "exit").catch((error) => [error.message]);
  const close = async () => {
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([listening(port), ended.then(([code]) => Promise.reject(new Error(`${command} ended: ${code}`)))]);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://localhost:${port}/chuyen-doi-so/`, close };
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

/** Resolves when somebody answers at the port. */
async function listening(port) {
  for (;;) {
    const answered = await new Promise((result) => {
      const socket = connect(port, "127.0.0.1", () => result(true)).on("error", () => result(false));
      socket.on("connect", () => socket.end());
    });
    if (answered) return;
    await new Promise((next) => setTimeout(next, 20));
  }
}
