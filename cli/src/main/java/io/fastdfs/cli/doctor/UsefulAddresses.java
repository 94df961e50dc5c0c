package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        facts.members().forEach(storage -> {
            if (isLoopback(storage.stat().address())) {
                found.add(Finding.note(
                        storage.name(),
                        "a loopback address, at which only its own machine finds it",
                        "Good for a test on one machine. Else name an address of the machine in bind_addr, or set"
                                + " fdfs_advertised_address, in storage.conf."));
            }
        });
        shared(facts, found);
        moved(facts, found);
        return found;
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
