package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.util.ArrayList;
import java.util.List;

/** Clients are sent to the addresses that trackers hand out. */
final class StoragesReachable implements Check {
    @Override
    public String name() {
        return "every storage answers at the address that trackers hand out";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        facts.members()
                // That the others are away is told by their state.
                .filter(storage -> storage.isActive() || storage.stat().status() == StorageStatus.ONLINE)
                .forEach(storage -> storage.reached().forEach((address, failure) -> {
                    if (!failure.isEmpty()) {
                        found.add(Finding.problem(storage.name(), failure, advice(address.address())));
                    }
                }));
        return found;
    }

    private static String advice(String address) {
        String open = "See whether the firewall lets this machine through to its port.";
        return IpText.reach(address) == IpText.Reach.PRIVATE_172
                ? open
                        + " If it runs in a container, this may be an address inside of it: set fdfs_advertised_address in"
                        + " its storage.conf, see docs/addresses.md."
                : open
                        + " If it is behind NAT, set fdfs_advertised_address in its storage.conf, see docs/addresses.md.";
    }
}
