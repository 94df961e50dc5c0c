// What npm's fdfs-client 0.5.4 can do: node fdfs-client.mjs TRACKER_HOST TRACKER_PORT FOLDER
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import FdfsClient from 'fdfs-client';
import { content, end, refused, silent, step } from './story.mjs';

const [host, port, folder] = process.argv.slice(2);
const client = new FdfsClient({ trackers: [{ host, port: Number(port) }], timeout: 5000, logger: silent });

/** The client's function with its callback made a promise. */
function call(name, ...args) {
    return promisify(client[name]).apply(client, args);
}

/** Into a stream of our own: the client calls back before a file that it opens itself is written. */
async function download(id, options = {}) {
    const target = fs.createWriteStream(path.join(folder, 'fdfs-client-download'));
    await call('download', id, { ...options, target });
    await promisify(target.end).call(target);
    return fs.readFileSync(target.path);
}

await step('uploads an empty file', async () => {
    const id = await call('upload', Buffer.alloc(0), { ext: 'bin' });
    assert.equal((await call('getFileInfo', id)).size, '0');
});
for (const size of [1, 4096, 300 * 1024, 3 * 1024 * 1024]) {
    await step('uploads and downloads ' + size, async () => {
        const id = await call('upload', content(size), { ext: 'bin' });
        assert.match(id, /^group1\/M00\/.*\.bin$/);
        assert.deepEqual(await download(id), content(size));
    });
}
await step('uploads a file and a stream to a group', async () => {
    const file = path.join(folder, 'photo.jpg');
    fs.writeFileSync(file, content(4096));
    const ofFile = await call('upload', file, { group: 'group1' });
    assert.match(ofFile, /\.jpg$/);
    const stream = fs.createReadStream(file, { highWaterMark: 100 });
    const ofStream = await call('upload', stream, { size: 4096, ext: 'jpg' });
    assert.deepEqual(await download(ofFile), content(4096));
    assert.deepEqual(await download(ofStream), content(4096));
});
await step('downloads a range', async () => {
    const id = await call('upload', content(4096), { ext: 'bin' });
    assert.deepEqual(await download(id, { offset: 1000, bytes: 96 }), content(4096).subarray(1000, 1096));
});
await step('overwrites and merges metadata', async () => {
    const id = await call('upload', content(10), { ext: 'jpg' });
    await call('setMetaData', id, { width: '800', author: 'Ann' }, 'O');
    await call('setMetaData', id, { width: '1024', title: '照片' }, 'M');
    assert.deepEqual(await call('getMetaData', id), { author: 'Ann', title: '照片', width: '1024' });
    await call('setMetaData', id, { height: '600' }, 'O');
    assert.deepEqual(await call('getMetaData', id), { height: '600' });
});
await step('reads file info', async () => {
    const before = Math.floor(Date.now() / 1000);
    const id = await call('upload', content(4096), { ext: 'bin' });
    const info = await call('getFileInfo', id);
    assert.equal(info.size, '4096');
    assert.equal(info.addr, host);
    assert.ok(info.timestamp >= before);
});
await step('deletes', async () => {
    const id = await call('upload', content(10), { ext: 'bin' });
    await call('del', id);
    await refused(2, () => call('del', id));
});
end();
