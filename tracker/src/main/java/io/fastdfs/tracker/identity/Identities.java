package io.fastdfs.tracker.identity;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.StorageIds;
import io.fastdfs.protocol.tracker.StorageJoin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the storages of a cluster are told apart: each by its IPv4 address, or by the id that {@code storage_ids.conf} gives
 * it.
 *
 * @param ids empty: by address
 * @param idInFilename {@code id_type_in_filename} is id: then the members of a group may have different ports
 * @param trustServerId {@code trust_storage_server_id}: a storage is the one that it says it is, from whatever address
 * @param alwaysWide {@code response_ip_addr_size} is IPv6
 */
public record Identities(ConfiguredStorages ids, boolean idInFilename, boolean trustServerId, boolean alwaysWide) {
    /** Keeps an answer within the smallest buffer of a C tracker. */
    private static final int MAX_PAGE_BYTES = 8 * 1024 - 128;

    /** Addresses are as wide as the widest of them needs. */
    public Identities(ConfiguredStorages ids, boolean idInFilename, boolean trustServerId) {
        this(ids, idInFilename, trustServerId, false);
    }

    /** Each storage by its address. */
    public static Identities byAddress() {
        return new Identities(ConfiguredStorages.none(), false, true);
    }

    public Identities withWideAddresses(boolean wide) {
        return new Identities(ids, idInFilename, trustServerId, wide);
    }

    public boolean useIds() {
        return !ids.isEmpty();
    }

    /** True if the members of a group may have different ports, as no file is found by address and port then. */
    public boolean mixedPorts() {
        return useIds() && idInFilename;
    }

    /** Bytes of an address in the answers to clients: wide if one needs it, or the operator wants it. */
    public int addressWidth() {
        return alwaysWide || ids.hasIpv6() ? Width.IPV6 : Width.IPV4;
    }

    /**
     * The storage that joins from this address.
     *
     * @throws FdfsException ENOENT if {@code storage_ids.conf} does not have it, EINVAL if it is of another group there, or
     *     comes over IPv6 without an id
     */
    public Identity of(StorageJoin join, String peerAddress) throws FdfsException {
        if (!useIds()) {
            return ofAddress(peerAddress);
        }
        ConfiguredStorage known = trustServerId && !join.storageId().isEmpty()
                ? ids.byId(join.storageId())
                : find(join.group(), peerAddress, join.port());
        if (known == null) {
            throw new FdfsException(
                    Status.ENOENT,
                    "storage " + (join.storageId().isEmpty() ? "" : join.storageId() + " at ")
                            + IpText.withPort(peerAddress, join.port()) + " of group " + join.group()
                            + " is not in storage_ids.conf");
        }
        if (!known.group().equals(join.group())) {
            throw FdfsException.invalid("storage " + known.id() + " joins group " + join.group()
                    + ", storage_ids.conf has it in " + known.group());
        }
        return Identity.of(known);
    }

    private static Identity ofAddress(String address) throws FdfsException {
        // C gives it an id of its own making here, and demands ids wherever IPv6 is switched on.
        if (address.length() >= Width.IPV4 || IpText.isIpv6(address)) {
            throw FdfsException.invalid("storage at " + address + ": IPv6 needs use_storage_id");
        }
        return Identity.ofAddress(address);
    }

    /** A storage of which somebody else speaks; null if there can be none with this id and address in the group. */
    public @Nullable Identity reported(String group, String id, String address) {
        if (!useIds()) {
            return id.equals(address) && address.length() < Width.IPV4 && isIpv4(address)
                    ? Identity.ofAddress(address)
                    : null;
        }
        ConfiguredStorage known = ids.byId(id);
        return known != null && known.group().equals(group) ? Identity.of(known) : null;
    }

    private static boolean isIpv4(String text) {
        return !IpText.isIpv6(text)
                && IpText.parse(text).map(IpText::of).filter(text::equals).isPresent();
    }

    /** The id of the storage at this address. */
    public String idOf(String group, String address, int port) throws FdfsException {
        return useIds() ? at(group, address, port).id() : address;
    }

    private ConfiguredStorage at(String group, String address, int port) throws FdfsException {
        ConfiguredStorage known = find(group, address, port);
        if (known == null) {
            throw new FdfsException(
                    Status.ENOENT,
                    "no storage at " + IpText.withPort(address, port) + " of group " + group + " in storage_ids.conf");
        }
        return known;
    }

    private @Nullable ConfiguredStorage find(String group, String address, int port) {
        ConfiguredStorage known = ids.byHost(address, port);
        return known != null && known.group().equals(group) ? known : null;
    }

    /** What a storage is told of its own addresses: those of its line, or else the one that it comes from. */
    public List<String> addressesOf(String group, String peerAddress, int port) {
        ConfiguredStorage known = find(group, peerAddress, port);
        return known == null ? List.of(peerAddress) : known.addresses().all();
    }

    /** The group of the storage at this address. */
    public String groupAt(String address, int port) throws FdfsException {
        ConfiguredStorage known = ids.byHost(address, port);
        if (known == null) {
            throw new FdfsException(
                    Status.ENOENT, "no storage at " + IpText.withPort(address, port) + " in storage_ids.conf");
        }
        return known.group();
    }

    /** Refuses what needs ids where there are none. */
    public void requireIds() throws FdfsException {
        if (!useIds()) {
            throw new FdfsException(Status.EOPNOTSUPP, "this cluster has no storage ids");
        }
    }

    /**
     * The lines of {@code storage_ids.conf} from one on, as many as fit.
     *
     * @throws FdfsException EINVAL if there is no such line
     */
    public StorageIds page(int start) throws FdfsException {
        List<String> lines = ids.lines();
        if (start >= lines.size()) {
            throw FdfsException.invalid("storage ids from " + start + ", there are " + lines.size());
        }
        List<String> page = new ArrayList<>();
        int bytes = 0;
        for (String line : lines.subList(start, lines.size())) {
            bytes += line.length() + 1;
            if (bytes > MAX_PAGE_BYTES) {
                break;
            }
            page.add(line);
        }
        return new StorageIds(lines.size(), page);
    }
}
