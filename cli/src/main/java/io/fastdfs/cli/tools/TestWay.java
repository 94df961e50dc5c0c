package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import java.nio.file.Path;

/** How a test program reads the file that it stores. */
enum TestWay {
    FILE("filename"),
    BUFF("filebuff"),
    CALLBACK("callback");

    /** The end of the method names that C's test programs print. */
    final String method;

    TestWay(String method) {
        this.method = method;
    }

    /** The way of this name; any other name is a file, as in C. */
    static TestWay of(String name) {
        return switch (name) {
            case "BUFF" -> BUFF;
            case "CALLBACK" -> CALLBACK;
            default -> FILE;
        };
    }

    Content content(Path file) throws FdfsException {
        return this == BUFF ? Content.inMemory(file) : Content.of(file);
    }
}
