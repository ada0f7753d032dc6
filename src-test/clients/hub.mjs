// What @huggingface/hub sees of a server: node hub.mjs ENDPOINT DATASET CACHE, JSON on standard output.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { downloadFile, downloadFileToCacheDir, fileDownloadInfo, listFiles } from "@huggingface/hub";

const [hubUrl, name, cacheDir] = process.argv.slice(2);
const repo = { type: "dataset", name };
const sha256 = (bytes) => createHash("sha256").update(Buffer.from(bytes)).digest("hex");
console.debug = () => {};

const files = [];
for await (const entry of listFiles({ repo, hubUrl, recursive: true })) {
  if (entry.type !== "file") {
    continue;
  }
  const path = entry.path;
  const info = await fileDownloadInfo({ repo, path, hubUrl });
  const blob = await downloadFile({ repo, path, hubUrl });
  const middle = Math.floor(entry.size / 2);
  const cached = await downloadFileToCacheDir({ repo, path, hubUrl, cacheDir });
  files.push({
    path,
    size: entry.size,
    oid: entry.lfs?.oid ?? entry.oid,
    etag: info.etag.replaceAll('"', ""),
    infoSize: info.size,
    sha256: sha256(await blob.arrayBuffer()),
    secondHalf: sha256(await blob.slice(middle).arrayBuffer()),
    firstBytes: sha256(await blob.slice(0, 10).arrayBuffer()),
    cached,
    cachedSha256: sha256(await readFile(cached)),
  });
}

const refused = async (call) => {
  try {
    await call();
    return 0;
  } catch (error) {
    return error.statusCode ?? String(error);
  }
};
const first = async (options) => {
  for await (const entry of listFiles({ hubUrl, ...options })) {
    return entry;
  }
};
console.log(
  JSON.stringify({
    files,
    noRevision: await refused(() => first({ repo, revision: "none" })),
    noDataset: await refused(() => first({ repo: { type: "dataset", name: "no/such" } })),
    gated: await refused(() => first({ repo: { type: "dataset", name: "our/gated" } })),
    withToken: await refused(() =>
      first({ repo: { type: "dataset", name: "our/gated" }, accessToken: "hf_allowed" }),
    ),
    noFile: await fileDownloadInfo({ repo, path: "none.jsonl", hubUrl }),
  }),
);
