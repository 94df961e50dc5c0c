import assert from 'node:assert/strict';

/** A hanging client is a failed one; the slowest step takes a fraction of this. */
const PATIENCE_MS = 20_000;

const done = [];
let finished = false;

// A promise that is never settled lets node end as if all were well.
process.on('exit', code => {
    if (code === 0 && !finished) {
        fail('never answered');
    }
});
process.on('uncaughtException', fail);

function fail(reason) {
    console.error('after ' + JSON.stringify(done) + ': ' + (reason?.stack ?? reason));
    process.exit(1);
}

/** Runs one step; the first that fails ends the story and the process. */
export async function step(name, action) {
    const late = setTimeout(() => fail(name + ': no answer'), PATIENCE_MS);
    try {
        await action();
        done.push(name);
    } catch (reason) {
        fail(name + ': ' + (reason?.stack ?? reason));
    } finally {
        clearTimeout(late);
    }
}

/** Prints what was done, for the test that runs this. */
export function end() {
    finished = true;
    console.log(JSON.stringify(done));
    // The clients leave sockets with timers behind.
    process.exit(0);
}

/** Expects a refusal by the server with this status. */
export async function refused(status, action) {
    await assert.rejects(action, { message: 'receive packet errno is: ' + status });
}

/** The same bytes for the same size. */
export function content(size) {
    const bytes = Buffer.alloc(size);
    for (let i = 0, state = size; i < size; i++) {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        bytes[i] = state >>> 16;
    }
    return bytes;
}

/** These clients log every packet to the console unless they are given something else. */
export const silent = Object.fromEntries(
        ['log', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'].map(level => [level, () => {}]));
