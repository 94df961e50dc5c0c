package io.fastdfs.cli;

import io.fastdfs.client.Content;
import io.fastdfs.client.DownloadOptions;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.client.FileInfo;
import io.fastdfs.client.UploadOptions;
import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that store, fetch and change one file. */
final class FileCommands {
    private FileCommands() {}

    static void addTo(CommandLine line) {
        line.addSubcommand(new Upload());
        line.addSubcommand(new UploadAppender());
        line.addSubcommand(new UploadSlave());
        line.addSubcommand(new Download());
        line.addSubcommand(new FileFacts());
        line.addSubcommand(new Delete());
        line.addSubcommand(new Append());
        line.addSubcommand(new Modify());
        line.addSubcommand(new Truncate());
        line.addSubcommand(new Regenerate());
        line.addSubcommand(new MetadataCommand());
    }

    /** What all of them share: a cluster, and somewhere to print. */
    abstract static class OnCluster implements Callable<Integer> {
        @Mixin
        private ClusterOptions cluster = new ClusterOptions();

        @Option(names = "--json", description = "print JSON")
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        abstract void run(FastdfsClient client) throws IOException;

        @Override
        public Integer call() throws IOException {
            try (FastdfsClient client = cluster.connect()) {
                run(client);
                return 0;
            }
        }

        /** Prints one fact: the value alone, or as the only member of a JSON object. */
        void print(String name, String value) {
            out().println(json ? Json.object(Map.of(name, value)) : value);
        }

        /** Prints several facts, one a line, or as one JSON object. */
        void print(Map<String, ?> facts) {
            if (json) {
                out().println(Json.object(facts));
            } else {
                facts.forEach((name, value) -> out().println(name + ": " + value));
            }
        }

        private PrintWriter out() {
            return spec.commandLine().getOut();
        }
    }

    /** Commands that store a file under a new id. */
    abstract static class Store extends OnCluster {
        @Option(names = "--group", description = "store it in this group (default: the tracker chooses)")
        private @Nullable String group;

        @Parameters(paramLabel = "FILE", description = "to be stored")
        private Path file = Path.of("");

        void store(FastdfsClient client, UploadOptions options) throws IOException {
            UploadOptions there = group == null ? options : options.toGroup(group);
            Content content = Content.of(file);
            try (ProgressBar progress = new ProgressBar("upload", file, content.length())) {
                print("id", client.upload(content.onProgress(progress), there).toString());
            }
        }
    }

    @Command(
            name = "upload",
            description = "Store a file; prints its id.",
            footer = {"", "Examples:", "  fdfs upload photo.jpg", "  fdfs upload --group group2 photo.jpg"})
    static final class Upload extends Store {
        @Override
        void run(FastdfsClient client) throws IOException {
            store(client, UploadOptions.plain());
        }
    }

    @Command(
            name = "upload-appender",
            description = "Store a file that can be changed later; prints its id.",
            footer = {"", "Example: fdfs upload-appender today.log"})
    static final class UploadAppender extends Store {
        @Override
        void run(FastdfsClient client) throws IOException {
            store(client, UploadOptions.appender());
        }
    }

    @Command(
            name = "upload-slave",
            description = "Store a file beside its master, named after it; prints its id.",
            footer = {"", "Example: fdfs upload-slave group1/M00/00/00/….jpg _150x150 jpg small.jpg"})
    static final class UploadSlave extends OnCluster {
        @Parameters(index = "0", paramLabel = "MASTER-ID", description = "of the file that it belongs to")
        private String master = "";

        @Parameters(index = "1", paramLabel = "PREFIX", description = "between the master's name and the dot")
        private String prefix = "";

        @Parameters(index = "2", paramLabel = "EXTENSION", description = "of the new file")
        private String extension = "";

        @Parameters(index = "3", paramLabel = "FILE", description = "to be stored")
        private Path file = Path.of("");

        @Override
        void run(FastdfsClient client) throws IOException {
            Content content = Content.of(file).withExtension(extension);
            try (ProgressBar progress = new ProgressBar("upload", file, content.length())) {
                FileId id = client.uploadSlave(FileId.parse(master), prefix, content.onProgress(progress));
                print("id", id.toString());
            }
        }
    }

    @Command(
            name = "download",
            description = "Fetch a file.",
            footer = {
                "",
                "Examples:",
                "  fdfs download group1/M00/00/00/….jpg out.jpg",
                "  fdfs download group1/M00/00/00/….jpg pictures/     under the name in its id",
                "  fdfs download group1/M00/00/00/….log - | tail      to the standard output"
            })
    static final class Download extends OnFile {
        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "FILE",
                description = "where it goes, or - for the standard output (default: the name in its id)")
        private Path file = Path.of("");

        @Override
        void run(FastdfsClient client) throws IOException {
            FileId id = id();
            if (file.toString().equals("-")) {
                client.download(id, System.out);
                System.out.flush();
                return;
            }
            String name = id.filename().substring(id.filename().lastIndexOf('/') + 1);
            Path to = file.toString().isEmpty() ? Path.of(name) : Files.isDirectory(file) ? file.resolve(name) : file;
            try (ProgressBar progress = new ProgressBar("download", to, ProgressBar.UNKNOWN)) {
                client.download(id, to, DownloadOptions.whole().onProgress(progress));
            }
        }
    }

    /** Commands on one stored file. */
    abstract static class OnFile extends OnCluster {
        @Parameters(index = "0", paramLabel = "ID", description = "of the stored file, as upload has printed it")
        private String id = "";

        FileId id() throws IOException {
            return FileId.parse(id);
        }
    }

    @Command(
            name = "info",
            description = "Show size, time and CRC32 of a file.",
            footer = {"", "Example: fdfs info group1/M00/00/00/….jpg"})
    static final class FileFacts extends OnFile {
        @Override
        void run(FastdfsClient client) throws IOException {
            FileInfo info = client.info(id());
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("size", info.size());
            facts.put("modified", info.modified().toString());
            facts.put("crc32", String.format("%08x", info.crc32()));
            facts.put("source", info.source());
            print(facts);
        }
    }

    @Command(
            name = "delete",
            description = "Delete a file and its metadata; its slaves stay.",
            footer = {"", "Example: fdfs delete group1/M00/00/00/….jpg"})
    static final class Delete extends OnFile {
        @Override
        void run(FastdfsClient client) throws IOException {
            client.delete(id());
        }
    }

    @Command(
            name = "append",
            description = "Append a local file to an appender file.",
            footer = {"", "Example: fdfs append group1/M00/00/00/….log more.log"})
    static final class Append extends OnFile {
        @Parameters(index = "1", paramLabel = "FILE", description = "with the bytes to append")
        private Path file = Path.of("");

        @Override
        void run(FastdfsClient client) throws IOException {
            client.append(id(), Content.of(file));
        }
    }

    @Command(
            name = "modify",
            description = "Overwrite part of an appender file with a local file.",
            footer = {"", "Example: fdfs modify group1/M00/00/00/….log 1024 block.bin"})
    static final class Modify extends OnFile {
        @Parameters(index = "1", paramLabel = "OFFSET", description = "in bytes")
        private long offset;

        @Parameters(index = "2", paramLabel = "FILE", description = "with the new bytes")
        private Path file = Path.of("");

        @Override
        void run(FastdfsClient client) throws IOException {
            client.modify(id(), offset, Content.of(file));
        }
    }

    @Command(
            name = "truncate",
            description = "Give an appender file a new size.",
            footer = {"", "Example: fdfs truncate group1/M00/00/00/….log 0"})
    static final class Truncate extends OnFile {
        @Parameters(index = "1", paramLabel = "SIZE", description = "in bytes")
        private long size;

        @Override
        void run(FastdfsClient client) throws IOException {
            client.truncate(id(), size);
        }
    }

    @Command(
            name = "regenerate",
            description = "Make an appender file a plain one; prints its new id.",
            footer = {"", "Example: fdfs regenerate group1/M00/00/00/….log"})
    static final class Regenerate extends OnFile {
        @Override
        void run(FastdfsClient client) throws IOException {
            print("id", client.regenerate(id()).toString());
        }
    }

    @Command(
            name = "metadata",
            description = "Show or change the metadata of a file.",
            synopsisSubcommandLabel = "get|set",
            subcommands = {MetadataGet.class, MetadataSet.class},
            footer = {"", "Example: fdfs metadata set group1/M00/00/00/….jpg author=Ann"})
    static final class MetadataCommand {}

    @Command(
            name = "get",
            description = "Show the metadata of a file.",
            footer = {"", "Example: fdfs metadata get --json group1/M00/00/00/….jpg"})
    static final class MetadataGet extends OnFile {
        @Override
        void run(FastdfsClient client) throws IOException {
            print(client.metadata(id()));
        }
    }

    @Command(
            name = "set",
            description = "Replace the metadata of a file, or add to it.",
            footer = {"", "Example: fdfs metadata set --merge group1/M00/00/00/….jpg width=1024 author=Ann"})
    static final class MetadataSet extends OnFile {
        @Option(names = "--merge", description = "keep the keys that are not named here")
        private boolean merge;

        @Parameters(
                index = "1..*",
                paramLabel = "KEY=VALUE",
                arity = "0..*",
                description = "none, without --merge: removes all")
        private Map<String, String> metadata = new LinkedHashMap<>();

        @Override
        void run(FastdfsClient client) throws IOException {
            if (merge) {
                client.mergeMetadata(id(), metadata);
            } else {
                client.overwriteMetadata(id(), metadata);
            }
        }
    }
}
