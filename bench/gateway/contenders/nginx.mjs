import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CORES, hasCommand, reachable, startPinned, stop } from "../processes.mjs";

/** Streams leave at once, connections live for ever on both sides, nothing is logged. */
const config = (folder, port, mockPort) => `
${process.getuid() === 0 ? "user root;" : ""}
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
  access_log off;
  tcp_nodelay on;
  keepalive_requests 100000000;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream provider {
    server 127.0.0.1:${mockPort};
    keepalive 256;
    keepalive_requests 100000000;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://provider;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`;

export const nginx = {
  id: "nginx",
  name: "nginx pass-through",
  does: "copies bytes: no authentication, no record",
  async start({ port, mockPort, workDir, mayInstall }) {
    if (!hasCommand("nginx") && mayInstall && process.getuid() === 0)
      spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "nginx-light"], { stdio: "ignore" });
    if (!hasCommand("nginx")) return { skip: "nginx is not installed (--install tries apt-get, as root)" };
    const folder = path.join(workDir, "nginx");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, "nginx.conf");
    writeFileSync(file, config(folder, port, mockPort));
    const child = startPinned(CORES.gateway, "nginx", ["-p", folder, "-c", file]);
    await reachable(port, child);
    const version = execFileSync("sh", ["-c", "nginx -v 2>&1"], { encoding: "utf8" }).trim().split("/").pop();
    return { port, pid: child.pid, version, stop: () => stop(child, "SIGTERM") };
  },
};
