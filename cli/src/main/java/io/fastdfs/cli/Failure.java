package io.fastdfs.cli;

import io.fastdfs.client.FastdfsException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a command failed, in one line that says what to do. */
final class Failure {
    private Failure() {}

    static String inWords(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException local when local.getReason() != null -> local.getFile() + ": " + local.getReason();
            case IOException local
            when local.getCause() instanceof BindException ->
                message + ": stop what listens there, or choose another --port and --storage-port";
            case FastdfsException refused
            when refused.command() == null ->
                message + ". Is the cluster up? Start one with fdfs up, or name yours with --tracker or --conf";
            default -> message;
        };
    }
}
