// exec, attach, port-forward, cp and logs with the official Node.js client: KUBECONFIG says which server; ends with 0
// when all holds.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import * as k8s from '@kubernetes/client-node';

const [namespace, pod] = process.argv.slice(2);
const config = new k8s.KubeConfig();
config.loadFromDefault();

function collect(stream) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString();
}

/** Runs a command and resolves with its outcome when the connection has closed. */
function run(command, stdin, tty = false) {
    const output = new PassThrough();
    const errors = new PassThrough();
    const said = collect(output);
    const complained = collect(errors);
    return new Promise((resolve, reject) => {
        let status;
        new k8s.Exec(config).exec(namespace, pod, 'main', command, output, errors, stdin ?? null, tty,
            (outcome) => { status = outcome; })
            .then((socket) => socket.on('close', () => resolve({ status, said: said(), complained: complained() })))
            .catch(reject);
    });
}

async function execs() {
    const plain = await run(['sh', '-c', 'echo hello; echo sad >&2; exit 4']);
    assert.equal(plain.said, 'hello\n');
    assert.equal(plain.complained, 'sad\n');
    assert.equal(plain.status.details.causes[0].message, '4');
    const read = await run(['sh', '-c', 'read x; echo got $x'], Readable.from(['one\n']));
    assert.equal(read.said, 'got one\n');
    assert.equal(read.status.status, 'Success');
}

async function forwards() {
    const forward = new k8s.PortForward(config);
    const server = net.createServer((socket) => forward.portForward(namespace, pod, [8080], socket, null, socket));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await (await fetch(`http://127.0.0.1:${server.address().port}/`,
        { headers: { connection: 'close' } })).text();
    assert.equal(page, 'a page of the target\n');
    server.close();
}

async function copies() {
    const folder = mkdtempSync(join(tmpdir(), 'kubesharp-js-'));
    try {
        const bytes = randomBytes(1024 * 1024);
        writeFileSync(join(folder, 'file'), bytes);
        await new Promise((resolve, reject) => {
            // The shell must outlive its command: containerd ends the input of who has closed its output.
            new k8s.Exec(config).exec(namespace, pod, 'main', ['sh', '-c', 'cat > /tmp/js; true'], null, null,
                Readable.from([readFileSync(join(folder, 'file'))]), false,
                (outcome) => outcome.status === 'Success' ? resolve() : reject(new Error(outcome.message)))
                .catch(reject);
        });
        const sum = await run(['sha256sum', '/tmp/js']);
        assert.equal(sum.said.split(' ')[0], createHash('sha256').update(bytes).digest('hex'));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

async function logs() {
    const output = new PassThrough();
    const said = collect(output);
    const ended = new Promise((resolve) => output.on('end', resolve));
    await new k8s.Log(config).log(namespace, 'speaks', 'main', output, { follow: false, tailLines: 2 });
    await ended;
    assert.equal(said(), 'one\ntwo\n');
}

await execs();
await forwards();
await copies();
await logs();
console.log('javascript: all holds');
process.exit(0);
