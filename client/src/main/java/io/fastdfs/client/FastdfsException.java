package io.fastdfs.client;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A request that failed. The message says which server, which command, and what the server's answer means. */
public final class FastdfsException extends IOException {
    private static final long serialVersionUID = 1L;
    private final @Nullable String server;
    private final @Nullable Command command;
    private final transient @Nullable Status status;
    private final Failure failure;

    /** How far a request came. */
    private enum Failure {
        NOT_CONNECTED,
        UNREACHABLE,
        LOST,
        TIMED_OUT,
        REFUSED,
        WRONG_ANSWER
    }

    private FastdfsException(
            String message,
            @Nullable Throwable cause,
            @Nullable ServerAddress server,
            @Nullable Command command,
            @Nullable Status status,
            Failure failure) {
        super(message, cause);
        this.server = server == null ? null : server.toString();
        this.command = command;
        this.status = status;
        this.failure = failure;
    }

    /** No connection came about, so the server knows nothing of the request. */
    static FastdfsException unreachable(ServerAddress server, String why, Throwable cause) {
        return new FastdfsException(
                "cannot reach " + server + ": " + why, cause, server, null, null, Failure.UNREACHABLE);
    }

    /** No connection was free. */
    static FastdfsException noConnection(String why, @Nullable Throwable cause) {
        return new FastdfsException(why, cause, null, null, null, Failure.NOT_CONNECTED);
    }

    /** The connection was lost under way: nobody knows what the server did. */
    static FastdfsException lost(ServerAddress server, Command command, String why, Throwable cause) {
        Failure failure = cause instanceof SocketTimeoutException ? Failure.TIMED_OUT : Failure.LOST;
        String message = server + " failed at " + command + ": " + why;
        return new FastdfsException(message, cause, server, command, null, failure);
    }

    /** The server answered with a status. */
    static FastdfsException refused(ServerAddress server, Command command, Status status) {
        String message = server + " refused " + command + ": " + Refusal.inWords(command, status);
        return new FastdfsException(message, null, server, command, status, Failure.REFUSED);
    }

    /** The server answered, but not with what was asked for. */
    static FastdfsException wrongAnswer(ServerAddress server, Command command, String why) {
        String message = server + " answered " + command + " wrongly: " + why;
        return new FastdfsException(message, null, server, command, null, Failure.WRONG_ANSWER);
    }

    /** The server as host:port; null if the request did not come so far. */
    public @Nullable String server() {
        return server;
    }

    /** What was asked; null if the server could not be reached. */
    public @Nullable Command command() {
        return command;
    }

    /** What the server answered; null if it could not be reached, fell silent, or answered nonsense. */
    public @Nullable Status status() {
        return status;
    }

    /** True if no connection came about: the server has not seen the request, so it may go to another one. */
    boolean isUnreachable() {
        return failure == Failure.UNREACHABLE;
    }

    /** True if the connection broke without an answer, as a used one does whose server has gone. */
    boolean isBroken() {
        return failure == Failure.LOST;
    }

    boolean is(Status answered) {
        return answered.equals(status);
    }
}
