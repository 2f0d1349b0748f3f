// SPDX-License-Identifier: Apache-2.0
// The program under test: JSON documents in, one report object for each out.
import { spawn } from 'node:child_process';

const kTimeLimit = 300_000;

function run(program, options, input) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['validate', ...options, '--format', 'ndjson', '-'], {
      timeout: kTimeLimit,
      killSignal: 'SIGKILL',
    });
    const output = [];
    const complaints = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => complaints.push(chunk));
    child.on('error', (error) => reject(new Error(`cannot run ${program}: ${error.message}`)));
    // A program that stops early is told by its missing lines, not by the broken pipe.
    child.stdin.on('error', () => {});
    child.on('close', (status, signal) => {
      const lines = Buffer.concat(output).toString('utf8').split('\n');
      lines.pop();
      resolve({ lines, status, signal, complaint: Buffer.concat(complaints).toString('utf8').trim() });
    });
    child.stdin.end(input);
  });
}

/** The report of each of `texts`; {stopped} for one on which the program stopped or answered no JSON. */
export async function reports(program, options, texts) {
  const found = [];
  while (found.length < texts.length) {
    const rest = texts.slice(found.length);
    const { lines, status, signal, complaint } = await run(program, options, `${rest.join('\n')}\n`);
    if (lines.length === 0 && status === 2) {
      throw new Error(`${program} validate ${options.join(' ')}: ${complaint || 'no output'}`);
    }
    if (lines.length > rest.length) throw new Error(`${program} wrote ${lines.length} lines for ${rest.length} documents`);
    for (const line of lines) found.push(report_of(line));
    if (lines.length < rest.length) found.push({ stopped: `${signal ?? `status ${status}`}: ${complaint.slice(0, 2000)}` });
  }
  return found;
}

function report_of(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { stopped: `not JSON: ${line.slice(0, 200)}` };
  }
}
