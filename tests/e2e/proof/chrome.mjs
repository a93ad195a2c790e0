// A Chromium that can be killed as a power cut would, and comes back to the same profile.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { chromium } from "playwright-core";
import { executable, FLAGS } from "../stage.mjs";

const START_MS = 30_000;

/** Starts Chromium on a profile. `kill`: SIGKILL, nothing is flushed. `stop`: its regular end. */
export async function startChrome(profile) {
  const words = [...FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const child = spawn(executable(), [...words, "--lang=en-GB", "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = new Promise((done) => child.once("exit", done));
  const endpoint = await endpointOf(child);
  const link = await chromium.connectOverCDP(endpoint);
  const [context] = link.contexts();
  return {
    context,
    link,
    /** Kills the processes of all its pages, as a machine short of memory does. */
    killPages: async () => {
      const session = await link.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      for (const { type, id } of processInfo) if (type === "renderer") process.kill(id, "SIGKILL");
      await session.detach();
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
      await link.close().catch(() => {});
    },
    stop: async () => {
      const session = await link.newBrowserCDPSession().catch(() => null);
      await session?.send("Browser.close").catch(() => {});
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await gone;
      clearTimeout(late);
      await link.close().catch(() => {});
    },
  };
}

function endpointOf(child) {
  return new Promise((found, failed) => {
    let told = "";
    const giveUp = (why) => failed(new Error(`Chromium ${why}.\n${told}`));
    const timer = setTimeout(() => giveUp("did not start in time"), START_MS);
    child.once("error", (error) => giveUp(`cannot be started: ${error.message}`));
    child.once("exit", (code) => giveUp(`ended with ${code}`));
    child.stderr.setEncoding("utf8").on("data", (text) => {
      told += text;
      const line = /DevTools listening on (ws:\S+)/.exec(told);
      if (line === null) return;
      clearTimeout(timer);
      found(line[1]);
    });
  });
}

/**
 * Takes a profile away whose last processes may still be letting go of it. One that they go on
 * writing to is left to the system: nobody comes back to it.
 */
export function dropProfile(profile) {
  assert.match(profile, /reprise-/);
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  } catch (error) {
    if (error.code !== "ENOTEMPTY") throw error;
  }
}
