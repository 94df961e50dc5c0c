package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An address means one storage, from wherever it is seen. */
final class UsefulAddresses implements Check {
    @Override
    public String name() {
        return "each address is that of one storage, for every machine";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        loopback(facts).ifPresent(found::add);
        shared(facts, found);
        facts.members().filter(Facts.Storage::isActive).forEach(storage -> twice(storage, found));
        moved(facts, found);
        return found;
    }

    /** On one machine loopback addresses are good enough; beside others they are not. */
    private static Optional<Finding> loopback(Facts facts) {
        List<Facts.Storage> all = facts.members()
                .filter(storage -> isLoopback(storage.stat().address()))
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String names = all.stream().map(Facts.Storage::name).collect(Collectors.joining(", "));
        String what = "only their own machine reaches a loopback address";
        String advice = "Name an address of the machine in bind_addr, or set fdfs_advertised_address, in storage.conf.";
        boolean severalMachines = all.size() < facts.members().count()
                || facts.trackers().stream()
                        .map(tracker -> tracker.address().address())
                        .anyMatch(UsefulAddresses::isOfAnotherMachine);
        return Optional.of(
                severalMachines
                        ? Finding.problem(names, what, advice)
                        : Finding.note(names, what, "Good for a test on one machine. Else: " + advice));
    }

    /** False for a name, which may lead anywhere. */
    private static boolean isOfAnotherMachine(String host) {
        return IpText.parse(host)
                .filter(address -> !address.isLoopbackAddress())
                .isPresent();
    }

    private static boolean isLoopback(String address) {
        return IpText.parse(address).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static void shared(Facts facts, List<Finding> found) {
        Map<Endpoint, List<Facts.Storage>> byAddress = facts.members()
                .collect(Collectors.groupingBy(
                        storage -> new Endpoint(
                                storage.stat().address(), (int) storage.stat().port()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        byAddress.forEach((address, storages) -> {
            if (storages.size() > 1) {
                found.add(Finding.problem(
                        Facts.host(address),
                        "is the address of " + storages.size() + " storages: "
                                + storages.stream()
                                        .map(storage -> storage.group() + "/"
                                                + storage.stat().id() + " ("
                                                + storage.stat().status() + ")")
                                        .collect(Collectors.joining(", ")),
                        "Only one can be there. Delete those that have left for good with fdfs storage delete; several on"
                                + " one host need ports and storage ids of their own."));
            }
        });
    }

    /** Who answers is not who has joined last: tracker and storage tell when its process began. */
    private static void twice(Facts.Storage storage, List<Finding> found) {
        long joined = storage.stat().upSeconds();
        storage.report().map(ServerReport::startSeconds).ifPresent(started -> {
            if (joined != 0 && joined != started) {
                found.add(Finding.problem(
                        storage.name(),
                        "answers, but another process has joined as this storage: it was started at "
                                + Instant.ofEpochSecond(joined) + ", this one at " + Instant.ofEpochSecond(started),
                        "Two storages have the same server_id or fdfs_advertised_address: correct the storage.conf of"
                                + " one. If it has just been restarted, look again."));
            }
        });
    }

    private static void moved(Facts facts, List<Finding> found) {
        for (Facts.Storage storage : facts.storages()) {
            if (storage.stat().status() == StorageStatus.IP_CHANGED) {
                found.add(Finding.note(
                        storage.name(),
                        "has another address since",
                        "Nothing is to be done; files are found at the new one. The entry goes when the trackers"
                                + " restart. Where addresses change often, use storage ids."));
            }
        }
    }
}
