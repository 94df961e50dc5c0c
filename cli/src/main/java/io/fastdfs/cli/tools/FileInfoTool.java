package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.storage.QueryFileInfo;
import java.util.Locale;

/** fdfs_file_info: show what an id says, or a storage. */
final class FileInfoTool implements Tool {
    @Override
    public int run(Call call) throws FdfsException {
        GetOpt options;
        try {
            options = GetOpt.parse("ns", call.arguments());
        } catch (GetOpt.Misuse e) {
            call.err().print(call.tool() + ": " + e.getMessage() + "\n");
            return usage(call);
        }
        if (options.operands().size() < 2) {
            return usage(call);
        }
        boolean withoutCrc = options.has('n');
        int flags = (withoutCrc ? QueryFileInfo.WITHOUT_CRC : 0) | (options.has('s') ? QueryFileInfo.SILENT : 0);
        Cluster cluster = Cluster.of(call, options.operands().get(0));
        FileFacts facts;
        try {
            facts = FileFacts.of(FileIdArgument.parse(options.operands().get(1)), cluster, flags);
        } catch (FdfsException e) {
            call.failed(call.err(), "query file info fail", e);
            return Call.FAILED;
        }
        print(call, facts, withoutCrc);
        return 0;
    }

    private static void print(Call call, FileFacts facts, boolean withoutCrc) {
        call.print("GET FROM SERVER: " + facts.fromServer());
        call.print("");
        call.print("file type: " + facts.kind().name().toLowerCase(Locale.ROOT));
        call.print("source storage id: " + facts.sourceStorageId());
        call.print("source ip address: " + facts.sourceAddress());
        call.print("file create timestamp: " + Notation.time(facts.createdSeconds(), call.zone()));
        call.print("file size: " + facts.size());
        if (!withoutCrc || facts.crc32() != 0) {
            call.print(String.format("file crc32: %d (0x%08x)", facts.crc32(), facts.crc32()));
        }
        call.print("");
    }

    private static int usage(Call call) {
        call.usage(call.err(), "[options] <config_file> <file_id>");
        call.err().print("""
              options:
                -s: the storage does not log that the file is missing
                -n: of an appender or slave file, the CRC32 is not computed

            """);
        return Call.USAGE;
    }
}
