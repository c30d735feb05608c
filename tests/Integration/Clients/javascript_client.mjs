// What a Node.js program does with the official client: KUBECONFIG says which server; ends with 0 when all holds.
import assert from 'node:assert/strict';
import * as k8s from '@kubernetes/client-node';

const namespace = process.argv[2];
const config = new k8s.KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const named = (name, more = {}) => ({ metadata: { name, ...more.metadata }, data: more.data });

async function refusal(call) {
    try {
        await call();
    } catch (refused) {
        const body = typeof refused.body === 'string' ? JSON.parse(refused.body) : refused.body;
        return { code: refused.code, reason: body.reason, body };
    }
    return assert.fail('this should have been refused');
}

/** Resolves with what `start` hands over; the test ends by its own limit when nothing comes. */
function once(start) {
    return new Promise((resolve, reject) => start(resolve, reject));
}

async function objects() {
    await core.createNamespace({ body: { metadata: { name: namespace } } });
    const made = await core.createNamespacedConfigMap({
        namespace, body: named('a', { metadata: { labels: { app: 'x' } }, data: { k: 'v' } }),
    });
    assert.ok(made.metadata.creationTimestamp instanceof Date);
    await core.createNamespacedConfigMap({ namespace, body: named('b') });
    const merged = await core.patchNamespacedConfigMap(
        { name: 'a', namespace, body: { data: { k: 'w', l: 'm' } } },
        k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch));
    assert.deepEqual(merged.data, { k: 'w', l: 'm' });
    const cut = await core.patchNamespacedConfigMap(
        { name: 'a', namespace, body: [{ op: 'remove', path: '/data/l' }] },
        k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.JsonPatch));
    assert.deepEqual(cut.data, { k: 'w' });
    const applied = await core.patchNamespacedConfigMap(
        { name: 'applied', namespace, fieldManager: 'javascript', force: true,
            body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied' }, data: { k: 'v' } } },
        k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.ServerSideApply));
    assert.equal(applied.metadata.managedFields[0].manager, 'javascript');
    const list = await core.listNamespacedConfigMap({ namespace, labelSelector: 'app=x' });
    assert.deepEqual(list.items.map((item) => item.metadata.name), ['a']);
    const page = await core.listNamespacedConfigMap({ namespace, limit: 1 });
    assert.ok(page.metadata._continue.length > 0);
}

async function errors() {
    let refused = await refusal(() => core.readNamespacedConfigMap({ name: 'none', namespace }));
    assert.deepEqual([refused.code, refused.reason], [404, 'NotFound']);
    refused = await refusal(() => core.createNamespacedConfigMap({ namespace, body: named('a') }));
    assert.deepEqual([refused.code, refused.reason], [409, 'AlreadyExists']);
    refused = await refusal(() => core.createNamespacedConfigMap({ namespace, body: named('A_') }));
    assert.deepEqual([refused.code, refused.body.details.causes[0].field], [422, 'metadata.name']);
}

async function watches() {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const { metadata } = await core.listNamespacedConfigMap({ namespace });
    const events = [];
    let watch;
    await once(async (resolve, reject) => {
        watch = await new k8s.Watch(config).watch(path, { resourceVersion: metadata.resourceVersion },
            (type, object) => {
                events.push(`${type} ${object.metadata.name}`);
                if (events.length === 2) {
                    resolve();
                }
            },
            (error) => error?.name === 'AbortError' ? resolve() : reject(error ?? new Error('the watch has ended')));
        await core.createNamespacedConfigMap({ namespace, body: named('watched') });
        await core.deleteNamespacedConfigMap({ name: 'watched', namespace });
    });
    watch.abort();
    assert.deepEqual(events, ['ADDED watched', 'DELETED watched']);
}

async function informs() {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const informer = k8s.makeInformer(config, path, () => core.listNamespacedConfigMap({ namespace }));
    const added = [];
    const waiting = new Map();
    const until = (name) => added.includes(name) ? Promise.resolve() : once((resolve) => waiting.set(name, resolve));
    informer.on('add', (object) => {
        added.push(object.metadata.name);
        waiting.get(object.metadata.name)?.();
    });
    // Stopping it aborts its watch.
    informer.on('error', (error) => error?.name === 'AbortError' || assert.fail(`${error}`));
    const gone = once((resolve) => informer.on('delete', (object) => resolve(object.metadata.name)));
    await informer.start();
    await until('b');
    await core.createNamespacedConfigMap({ namespace, body: named('live') });
    await until('live');
    assert.equal(informer.get('live', namespace).metadata.name, 'live');
    await core.deleteNamespacedConfigMap({ name: 'live', namespace });
    assert.equal(await gone, 'live');
    await informer.stop();
}

async function workloads() {
    const labels = { app: 'javascript' };
    const made = await apps.createNamespacedDeployment({
        namespace,
        body: {
            metadata: { name: 'web' },
            spec: {
                replicas: 0, selector: { matchLabels: labels },
                template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
            },
        },
    });
    assert.equal(made.spec.strategy.rollingUpdate.maxSurge, '25%');
    const scale = await apps.readNamespacedDeploymentScale({ name: 'web', namespace });
    assert.equal(scale.spec.replicas ?? 0, 0);
    await apps.deleteNamespacedDeployment({ name: 'web', namespace });
}

await objects();
await errors();
await watches();
await informs();
await workloads();
await core.deleteNamespace({ name: namespace });
console.log('javascript: all holds');
process.exit(0);
