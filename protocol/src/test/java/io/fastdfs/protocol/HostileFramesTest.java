package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, a decoder returns a message or refuses them, and allocates in proportion to the bytes that are there,
 * not to the numbers that stand in them.
 *
 * <p>Another run: {@code -Dseed=N -Drounds=N}.
 */
class HostileFramesTest {
    private static final long SEED = Long.getLong("seed", 6_16_1L);
    private static final int ROUNDS = Integer.getInteger("rounds", 200_000);
    /** A text costs its bytes several times, a list its entries; the constant is that of exceptions with their traces. */
    private static final long BYTES_FOR_A_BYTE = 64;

    private static final long BYTES_FOR_A_FRAME = 16 * 1024;
    private static final long[] NUMBERS = {
        0, 1, -1, 15, 16, 127, 128, 255, 1L << 31, (1L << 31) - 1, -(1L << 31), 1L << 58, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final Command[] COMMANDS = Command.values();

    /** A frame that may be anything. */
    private record Attack(boolean request, Command command, int status, byte[] body, long length) {
        BodyReader reader() {
            return new BodyReader(ByteBuffer.wrap(body), length);
        }

        /** Writes what was read. */
        byte[] roundTrip() throws FdfsException {
            BodyWriter again = new BodyWriter();
            if (request) {
                Codecs.request(command, status, reader()).encode(again);
            } else {
                Codecs.reply(command, reader()).encode(again);
            }
            byte[] written = new byte[again.length()];
            again.frame(0, 0, 0).position(Header.BYTES).get(written);
            return written;
        }
    }

    @Test
    void everyFrameIsUnderstoodOrRefused() throws IOException {
        List<CapturedFrame> captured = CapturedFrame.all();
        Random random = new Random(SEED);
        int understood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Attack attack = attack(random, captured);
            try {
                byte[] written = attack.roundTrip();
                Attack second = new Attack(
                        attack.request, attack.command, attack.status, written, written.length + contentOf(attack));
                assertThat(second.roundTrip())
                        .as("seed %d, round %d: %s", SEED, round, attack)
                        .isEqualTo(written);
                understood++;
            } catch (FdfsException refused) {
                assertThat(refused.status()).isNotNull();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ": " + attack, e);
            }
        }
        assertThat(understood).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private static long contentOf(Attack attack) throws FdfsException {
        return attack.request
                ? Codecs.request(attack.command, attack.status, attack.reader()).contentBytes()
                : 0;
    }

    @Test
    void aDecoderAllocatesInProportionToTheBytesThatAreThere() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<CapturedFrame> captured = CapturedFrame.all();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS / 4; round++) {
            Attack attack = attack(random, captured);
            allocated(threads, attack); // The first time it may load classes.
            long allocated = allocated(threads, attack);
            if (allocated > BYTES_FOR_A_FRAME + BYTES_FOR_A_BYTE * attack.body.length) {
                throw new AssertionError(
                        "seed " + SEED + ", round " + round + ": " + allocated + " bytes for " + attack);
            }
        }
    }

    private static long allocated(ThreadMXBean threads, Attack attack) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            attack.roundTrip();
        } catch (FdfsException refused) {
            // Refusing costs something too.
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Attack attack(Random random, List<CapturedFrame> captured) {
        if (random.nextInt(8) == 0) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            return attack(random, random.nextBoolean(), COMMANDS[random.nextInt(COMMANDS.length)], 0, body);
        }
        CapturedFrame frame = captured.get(random.nextInt(captured.size()));
        byte[] body = frame.body().clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            body = mutated(random, body);
        }
        int status = frame.request() ? frame.status() : 0;
        Command command = random.nextInt(10) == 0 ? COMMANDS[random.nextInt(COMMANDS.length)] : frame.command();
        return attack(random, frame.request(), command, status, body);
    }

    /** Now and then the head of a body that announces more than is there. */
    private static Attack attack(Random random, boolean request, Command command, int status, byte[] body) {
        boolean longer = request && random.nextInt(6) == 0;
        long length = body.length + (longer ? NUMBERS[random.nextInt(NUMBERS.length)] : 0);
        return new Attack(request, command, status, body, Math.max(length, body.length));
    }

    private static byte[] mutated(Random random, byte[] body) {
        if (body.length < Long.BYTES) {
            return new byte[random.nextInt(40)];
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(body, random.nextInt(body.length));
            }
            case 1 -> {
                return Arrays.copyOf(body, body.length + random.nextInt(64));
            }
            case 2 -> body[random.nextInt(body.length)] = (byte) random.nextInt();
            default ->
                ByteBuffer.wrap(body)
                        .putLong(random.nextInt(body.length - Long.BYTES + 1), NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return body;
    }
}
