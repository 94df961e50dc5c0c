// What npm's fdfs 1.0.4 can do: node fdfs.mjs TRACKER_HOST TRACKER_PORT FOLDER
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import Fdfs from 'fdfs';
import { content, end, refused, silent, step } from './story.mjs';

const [host, port, folder] = process.argv.slice(2);
const client = new Fdfs({ trackers: [{ host, port: Number(port) }], timeout: 5000, logger: silent });

async function download(id, options = {}) {
    const target = path.join(folder, 'fdfs-download');
    await client.download(id, { ...options, target });
    return fs.readFileSync(target);
}

await step('uploads an empty file', async () => {
    const id = await client.upload(Buffer.alloc(0), { ext: 'bin' });
    assert.equal((await client.getFileInfo(id)).size, 0);
});
for (const size of [1, 4096, 300 * 1024, 3 * 1024 * 1024]) {
    await step('uploads and downloads ' + size, async () => {
        const id = await client.upload(content(size), { ext: 'bin' });
        assert.match(id, /^group1\/M00\/.*\.bin$/);
        assert.deepEqual(await download(id), content(size));
    });
}
await step('uploads a file and a stream to a group', async () => {
    const file = path.join(folder, 'photo.jpg');
    fs.writeFileSync(file, content(4096));
    const ofFile = await client.upload(file, { group: 'group1' });
    assert.match(ofFile, /\.jpg$/);
    const ofStream = await client.upload(fs.createReadStream(file, { highWaterMark: 100 }), { size: 4096, ext: 'jpg' });
    assert.deepEqual(await download(ofFile), content(4096));
    assert.deepEqual(await download(ofStream), content(4096));
});
await step('downloads a range', async () => {
    const id = await client.upload(content(4096), { ext: 'bin' });
    assert.deepEqual(await download(id, { offset: 1000, bytes: 96 }), content(4096).subarray(1000, 1096));
});
await step('overwrites and merges metadata', async () => {
    const id = await client.upload(content(10), { ext: 'jpg' });
    await client.setMetaData(id, { width: '800', author: 'Ann' });
    await client.setMetaData(id, { width: '1024', title: '照片' }, 'M');
    assert.deepEqual(await client.getMetaData(id), { author: 'Ann', title: '照片', width: '1024' });
    await client.setMetaData(id, { height: '600' }, 'O');
    assert.deepEqual(await client.getMetaData(id), { height: '600' });
});
await step('reads file info', async () => {
    const before = Math.floor(Date.now() / 1000);
    const id = await client.upload(content(4096), { ext: 'bin' });
    const info = await client.getFileInfo(id);
    assert.equal(info.size, 4096);
    assert.equal(info.addr, host);
    assert.ok(info.timestamp >= before);
});
await step('appends and modifies', async () => {
    const id = await client.upload(Buffer.from('hello'), { ext: 'log', method: 'uploadAppender' });
    await client.upload(Buffer.from(' world'), { fileId: id, method: 'append' });
    await client.upload(Buffer.from('J'), { fileId: id, offset: 0, method: 'modify' });
    assert.equal((await download(id)).toString(), 'Jello world');
});
await step('deletes', async () => {
    const id = await client.upload(content(10), { ext: 'bin' });
    await client.del(id);
    await refused(2, () => client.del(id));
});
end();
