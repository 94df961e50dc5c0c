package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.SetMetadata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What the test programs have in common: the metadata they store, and how they print a file. */
record TestSession(Call call, Storages storages) {
    private static final byte[] METADATA =
            "ext_name\u0002jpg\u0001width\u0002160\u0001height\u000280\u0001file_size\u0002115120"
                    .getBytes(StandardCharsets.UTF_8);

    /** What stands above the output of every test program. */
    static void banner(Call call) {
        call.print(call.tool() + " of FastDFS for Java");
        call.print("");
        call.print("Tries the client commands on a cluster. Under the Apache License 2.0.");
        call.print("");
    }

    /** Gives a new file the metadata of the test; without them it is deleted again. */
    void tag(Peer storage, FileId id) throws FdfsException {
        try {
            storage.ask(new SetMetadata(false, id.group(), id.filename(), METADATA));
        } catch (FdfsException e) {
            try {
                storage.ask(new DeleteFile(id.group(), id.filename()));
            } catch (FdfsException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    /** Prints source, time and size. */
    FileFacts printBrief(FileId id) throws FdfsException {
        FileFacts facts = FileFacts.of(id, storages.cluster(), 0);
        call.print("source ip address: " + facts.sourceAddress());
        call.print("file timestamp=" + Notation.time(facts.createdSeconds(), call.zone()));
        call.print("file size=" + facts.size());
        return facts;
    }

    /** Prints source, time, size and CRC32. */
    FileFacts print(FileId id) throws FdfsException {
        FileFacts facts = printBrief(id);
        call.print("file crc32=" + Integer.toUnsignedString(facts.crc32()));
        return facts;
    }

    /** Where the file could be fetched by HTTP; with a token if client.conf says so. */
    String url(String host, FileId id) {
        String url = "http://" + host + "/" + id;
        if (storages.cluster().secretKey().isEmpty()) {
            return url;
        }
        long now = Instant.now().getEpochSecond();
        return url + "?token=" + md5(id + storages.cluster().secretKey() + now) + "&ts=" + now;
    }

    private static String md5(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
