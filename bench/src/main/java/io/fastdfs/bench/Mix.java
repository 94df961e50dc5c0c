package io.fastdfs.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Operations, and how often each comes among them. */
public final class Mix {
    private final Operation[] operations;
    /** At the index of each operation: its weight and those before it. */
    private final int[] sums;

    private Mix(Map<Operation, Integer> weights) {
        operations = new Operation[weights.size()];
        sums = new int[weights.size()];
        int sum = 0;
        int i = 0;
        for (Map.Entry<Operation, Integer> part : weights.entrySet()) {
            sum += part.getValue();
            operations[i] = part.getKey();
            sums[i] = sum;
            i++;
        }
    }

    public static Mix of(Operation operation) {
        return new Mix(Map.of(operation, 1));
    }

    /**
     * Reads {@code download} or {@code upload=1,download=8}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Mix parse(String text) {
        Map<Operation, Integer> weights = new EnumMap<>(Operation.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            Operation operation = Operation.of((equals < 0 ? part : part.substring(0, equals)).strip());
            int weight = equals < 0 ? 1 : weight(part.substring(equals + 1).strip());
            if (weights.put(operation, weight) != null) {
                throw new IllegalArgumentException(operation.label() + " stands twice in \"" + text + "\"");
            }
        }
        return new Mix(weights);
    }

    private static int weight(String text) {
        try {
            int weight = Integer.parseInt(text);
            if (weight >= 1 && weight <= 1_000_000) {
                return weight;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new IllegalArgumentException("weight \"" + text + "\" is not 1 to 1000000");
    }

    boolean has(Operation operation) {
        return Arrays.asList(operations).contains(operation);
    }

    /** True if one of them needs a file that nobody appends to. */
    boolean needsPlainFiles() {
        return Arrays.stream(operations).anyMatch(operation -> operation.needsFile() && operation != Operation.APPEND);
    }

    boolean needsTracker() {
        return Arrays.stream(operations).anyMatch(Operation::isQuery);
    }

    Operation draw(SplittableRandom random) {
        if (operations.length == 1) {
            return operations[0];
        }
        int drawn = random.nextInt(sums[sums.length - 1]);
        int i = 0;
        while (drawn >= sums[i]) {
            i++;
        }
        return operations[i];
    }

    @Override
    public String toString() {
        if (operations.length == 1) {
            return operations[0].label();
        }
        return IntStream.range(0, operations.length)
                .mapToObj(i -> operations[i].label() + "=" + (sums[i] - (i == 0 ? 0 : sums[i - 1])))
                .collect(Collectors.joining(","));
    }
}
