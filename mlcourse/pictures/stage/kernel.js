// What JupyterLab does not tell of a kernel that was begun anew by another page, or went with its server.

import { PATIENCE } from "./waiting.js";

// Whether the server has no such kernel any more; it can be long until JupyterLab asks it.
export async function hasEnded({ id, serverSettings: { baseUrl, token, fetch } }) {
  const headers = token ? { Authorization: `token ${token}` } : {};
  const reply = await fetch(`${baseUrl}api/kernels/${id}`, { headers }).catch(() => null);
  return reply?.status === 404 && (await reply.text()).includes(id);
}

// JupyterLab sends what widgets say to a subshell of the kernel, and goes on so when the kernel was begun anew by another
// page and has no such subshell: nothing that is made then is ever heard.
export async function isDeaf(kernel, comm) {
  const subshell = comm?.jsServicesComm?.subshellId;
  return subshell && !(await kernel.requestListSubshell({}).done).content.subshell_id.includes(subshell);
}

// Told to use no subshell, and then to use one again, it makes a new one.
export async function renew(kernel) {
  const before = kernel.commsOverSubshells;
  if (!before || before === "disabled") return;
  kernel.commsOverSubshells = "disabled";
  await new Promise((done) => setTimeout(done, PATIENCE)); // until the old one is let go of
  kernel.commsOverSubshells = before;
}
