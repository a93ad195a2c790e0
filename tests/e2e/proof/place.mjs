// Where histories are played: a sandbox, a gateway in front of it, a browser with a profile.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as operator from "../operator.mjs";
import { startSandbox } from "../stage.mjs";
import { chanceOf } from "./chance.mjs";
import { dropProfile, startChrome } from "./chrome.mjs";
import { startWire } from "./wire.mjs";

/** Opens a place of its own; `t` ends the sandbox, `close` the rest. */
export async function openPlace(t, options = {}) {
  const sandbox = await startSandbox(t, { pace: operator.PACE, ...options });
  const chance = chanceOf(1);
  const wire = await startWire(sandbox.address, chance);
  const place = new Place(sandbox, wire);
  place.chrome = await startChrome(place.profile);
  return place;
}

class Place {
  profile = mkdtempSync(join(tmpdir(), "reprise-proof-"));

  constructor(sandbox, wire) {
    this.sandbox = sandbox;
    this.wire = wire;
  }

  /** Everything as it was in the beginning: tenant, gateway, journal. */
  async begin() {
    this.wire.forget();
    await operator.reset(this.sandbox);
    const page = await this.chrome.context.newPage();
    const devtools = await this.chrome.context.newCDPSession(page);
    const origin = this.wire.address;
    await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
    await page.close();
  }

  /** Kills the browser and starts it again on the same profile. */
  async kill() {
    await this.chrome.kill();
    this.chrome = await startChrome(this.profile);
  }

  /** Another browser that has never been here, in the place of this one. */
  async forgetProfile() {
    await this.chrome.kill();
    dropProfile(this.profile);
    this.profile = mkdtempSync(join(tmpdir(), "reprise-proof-"));
    this.chrome = await startChrome(this.profile);
  }

  /** Ends what can be ended without waiting for a browser that does not answer. */
  giveUp() {
    this.chrome.kill().catch(() => {});
    this.wire.forget();
    this.wire.fall().catch(() => {});
  }

  async close() {
    await this.chrome.stop();
    this.wire.forget();
    await this.wire.fall();
    dropProfile(this.profile);
  }
}
