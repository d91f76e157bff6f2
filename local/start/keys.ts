import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { fromCanonicalBase64 } from "../../src/platform/bytes.ts";
import { StartProblem } from "./start-problem.ts";

const KEY_NAMES = ["ADMIN_KEY", "ENCRYPTION_KEY"] as const;
const ADMIN_KEY_BYTES = 24; // 192 bits: not to be guessed
const ENCRYPTION_KEY_BYTES = 32; // AES-256, src/platform/seal.ts

export type KeyName = (typeof KEY_NAMES)[number];
export type Texts = Readonly<Record<string, string | undefined>>;

/** Both keys, and for each one where a person finds it. */
export interface Keys {
  values: Record<KeyName, string>;
  from: Record<KeyName, string>;
}

/**
 * The keys from the first place that names them: the environment, `.dev.vars`, the state folder.
 * What none of them has is made and kept in the state folder, readable by its owner only.
 */
export function findKeys(given: readonly { where: string; texts: Texts }[], stateDir: string): Keys {
  const path = join(stateDir, "keys.env");
  const kept: Texts = existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {};
  const places = [...given, { where: path, texts: kept }];
  const fresh: string[] = [];
  const find = (name: KeyName): { value: string; where: string } => {
    const place = places.find(({ texts }) => texts[name]);
    if (place) return { value: place.texts[name] ?? "", where: place.where };
    const value = make(name);
    fresh.push(`${name}=${value}\n`);
    return { value, where: path };
  };
  const admin = find("ADMIN_KEY");
  const encryption = find("ENCRYPTION_KEY");
  check(admin.value, encryption);
  if (fresh.length > 0 && !keep(path, fresh.join(""), existsSync(path))) return findKeys(given, stateDir);
  return {
    values: { ADMIN_KEY: admin.value, ENCRYPTION_KEY: encryption.value },
    from: { ADMIN_KEY: admin.where, ENCRYPTION_KEY: encryption.where },
  };
}

/**
 * Ties a state folder to the key that its secrets are sealed with. A folder follows to another key where the one
 * that it knows is given as the old one.
 * @throws StartProblem when it was begun with another key: none of its secrets would open
 */
export function checkEncryptionKey(stateDir: string, key: string, oldKey?: string): void {
  const path = join(stateDir, "encryption-key-id");
  const known = existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
  if (known === fingerprint(key)) return;
  if (known === undefined || (oldKey !== undefined && known === fingerprint(oldKey))) {
    return writeFileSync(path, `${fingerprint(key)}\n`);
  }
  throw new StartProblem(
    `ENCRYPTION_KEY is not the one that ${stateDir} was begun with: its secrets would not open. ` +
      "To change it, give the one before as ENCRYPTION_KEY_OLD",
  );
}

/** The key before the present one, where the operator gives it. @throws StartProblem where it has the wrong form */
export function findOldEncryptionKey(given: readonly { where: string; texts: Texts }[]): string | undefined {
  const place = given.find(({ texts }) => texts["ENCRYPTION_KEY_OLD"]);
  if (!place) return undefined;
  const value = place.texts["ENCRYPTION_KEY_OLD"] ?? "";
  checkForm("ENCRYPTION_KEY_OLD", { value, where: place.where });
  return value;
}

function fingerprint(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

function make(name: KeyName): string {
  switch (name) {
    case "ADMIN_KEY":
      return `hooklane_${randomBytes(ADMIN_KEY_BYTES).toString("base64url")}`;
    case "ENCRYPTION_KEY":
      return randomBytes(ENCRYPTION_KEY_BYTES).toString("base64");
  }
}

/** False when another first start was faster: its keys are the ones of this folder. */
function keep(path: string, lines: string, known: boolean): boolean {
  try {
    writeFileSync(path, lines, { mode: 0o600, flag: known ? "a" : "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function check(adminKey: string, encryption: { value: string; where: string }): void {
  if (!/^[\x21-\x7e]+$/.test(adminKey)) {
    throw new StartProblem("ADMIN_KEY must be printable ASCII without spaces: it travels in a header");
  }
  checkForm("ENCRYPTION_KEY", encryption);
}

function checkForm(name: string, { value, where }: { value: string; where: string }): void {
  if (fromCanonicalBase64(value)?.length === ENCRYPTION_KEY_BYTES) return;
  throw new StartProblem(
    `${name} from ${where} must be base64 of 32 random bytes: \`openssl rand -base64 32\` makes one`,
  );
}
