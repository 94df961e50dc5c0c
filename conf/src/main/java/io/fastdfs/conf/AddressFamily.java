package io.fastdfs.conf;

import io.fastdfs.conf.Kind.Word;
import java.util.List;

/** {@code address_family}: which addresses a service listens on. */
public enum AddressFamily {
    AUTO,
    IPV4,
    IPV6,
    BOTH;

    static final Kind<AddressFamily> KIND = Kind.choice(List.of(
            new Word<>("auto", AUTO), new Word<>("IPv4", IPV4), new Word<>("IPv6", IPV6), new Word<>("both", BOTH)));
}
