// What the lists of npm's fdfs 1.0.4 make of both layouts: node fdfs-lists.mjs TRACKER_HOST TRACKER_PORT OLD_TRACKER_PORT
import assert from 'node:assert/strict';
import Fdfs from 'fdfs';
import { end, silent, step } from './story.mjs';

const [host, port, oldPort] = process.argv.slice(2);

function client(trackerPort) {
    return new Fdfs({ trackers: [{ host, port: Number(trackerPort) }], timeout: 5000, logger: silent });
}

/** The client rejects with a bare string. */
function invalid(bytes) {
    return reason => reason === 'byte array length:' + bytes + ' is invalid!';
}

await step('cannot read the lists of today', async () => {
    await client(port).listGroups().then(assert.fail, reason => assert.ok(invalid(113)(reason), reason));
    await client(port).listStorages('group1').then(assert.fail, reason => assert.ok(invalid(487)(reason), reason));
});
await step('lists groups in the old layout', async () => {
    const { groups } = await client(oldPort).listGroups();
    assert.deepEqual(
            groups.map(group => [group.groupName, group.storageCount, group.activeCount, group.storePathCount]),
            [['group1', 1, 1, 1]]);
});
await step('cannot read a list of storages in any layout since 5.04', async () => {
    await client(oldPort).listStorages('group1').then(assert.fail, reason => assert.ok(invalid(612)(reason), reason));
});
end();
