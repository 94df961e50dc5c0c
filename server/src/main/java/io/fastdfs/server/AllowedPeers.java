package io.fastdfs.server;

import io.fastdfs.conf.AllowedHost;
import io.fastdfs.conf.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may connect: {@code allow_hosts}, with its names looked up once, as C does. */
public record AllowedPeers(boolean everybody, Set<InetAddress> addresses, List<Network> networks) {
    public static final AllowedPeers EVERYBODY = new AllowedPeers(true, Set.of(), List.of());

    private static final Logger log = LoggerFactory.getLogger(AllowedPeers.class);

    public AllowedPeers {
        addresses = Set.copyOf(addresses);
        networks = List.copyOf(networks);
    }

    /** No values at all mean everybody; a name that nobody knows is logged, and allows nobody. */
    public static AllowedPeers of(List<AllowedHost> hosts) {
        if (hosts.isEmpty() || hosts.contains(new AllowedHost.Everybody())) {
            return EVERYBODY;
        }
        Set<InetAddress> addresses = new HashSet<>();
        Set<Network> networks = new HashSet<>();
        for (AllowedHost host : hosts) {
            switch (host) {
                case AllowedHost.Everybody _ -> throw new IllegalStateException("found above");
                case AllowedHost.Inside(Network network) -> networks.add(network);
                case AllowedHost.Named(List<String> names) -> names.forEach(name -> lookUp(name, addresses));
            }
        }
        return new AllowedPeers(false, addresses, List.copyOf(networks));
    }

    private static void lookUp(String name, Set<InetAddress> into) {
        try {
            into.addAll(Arrays.asList(InetAddress.getAllByName(name)));
        } catch (UnknownHostException _) {
            log.warn("allow_hosts = {}: nobody knows this name, so it allows nobody", name);
        }
    }

    public boolean allows(InetAddress peer) {
        return everybody || addresses.contains(peer) || networks.stream().anyMatch(network -> network.contains(peer));
    }
}
