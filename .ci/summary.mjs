// Adds up what Surefire and Vitest have reported, and prints "N passed, N failed, N skipped".
// Ends with 1 when a test failed or was skipped, when a module that has tests reported none, or when nothing ran.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const total = { passed: 0, failed: 0, skipped: 0 };
const missing = [];

for (const module of readdirSync(".").filter((name) => existsSync(`${name}/src/test/java`))) {
  const folder = `${module}/target/surefire-reports`;
  const reports = existsSync(folder) ? readdirSync(folder).filter((name) => /^TEST-.*\.xml$/.test(name)) : [];
  if (reports.length === 0) missing.push(module);
  for (const report of reports) {
    const head = readFileSync(`${folder}/${report}`, "utf8").match(/<testsuite [^>]*>/s)?.[0] ?? "";
    const count = (name) => Number(head.match(new RegExp(` ${name}="(\\d+)"`))?.[1] ?? 0);
    const failed = count("failures") + count("errors");
    total.passed += count("tests") - failed - count("skipped");
    total.failed += failed;
    total.skipped += count("skipped");
  }
}

const vitest = "web/test-results/vitest.json";
if (existsSync(vitest)) {
  const report = JSON.parse(readFileSync(vitest, "utf8"));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
} else if (existsSync("web/package.json")) {
  missing.push("web");
}

if (missing.length > 0) console.log(`No test report from: ${missing.join(", ")}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed + total.skipped + missing.length > 0 || total.passed === 0 ? 1 : 0;
