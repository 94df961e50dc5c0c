package io.fastdfs.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Logback's root appender while servers run: sends each event to the log of the server whose thread it is.
 *
 * <p>A thread of no server, as the one that handles signals, writes to the only log there is; when there are several, or
 * none, to where the program logged before.
 */
final class ServerAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String NAME = "server logs";
    /** Our own lines; other libraries keep the level that the program gave them. */
    private static final String OURS = "io.fastdfs";

    private final List<ServerLog> logs = new CopyOnWriteArrayList<>();
    private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
    private final Level levelBefore;

    private ServerAppender(Logger root) {
        setName(NAME);
        setContext(root.getLoggerContext());
        levelBefore = ((Logger) LoggerFactory.getLogger(OURS)).getEffectiveLevel();
        for (Iterator<Appender<ILoggingEvent>> present = root.iteratorForAppenders(); present.hasNext(); ) {
            before.add(present.next());
        }
        before.forEach(root::detachAppender);
        root.addAppender(this);
        start();
    }

    /** The one of this process; the first caller puts it in the place of the appenders that were there. */
    static synchronized ServerAppender installed() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        return root.getAppender(NAME) instanceof ServerAppender appender ? appender : new ServerAppender(root);
    }

    synchronized void add(ServerLog log) {
        logs.add(log);
        adaptLevel();
    }

    synchronized void remove(ServerLog log) {
        logs.remove(log);
        adaptLevel();
    }

    /** Logback lets through what the most talkative log wants; each log drops what it does not. */
    private void adaptLevel() {
        Level lowest = levelBefore;
        for (ServerLog log : logs) {
            Level wanted = threshold(log.level());
            if (!wanted.isGreaterOrEqual(lowest)) {
                lowest = wanted;
            }
        }
        ((Logger) LoggerFactory.getLogger(OURS)).setLevel(lowest);
    }

    private static Level threshold(LogLevel level) {
        return switch (level) {
            case EMERG, ALERT, CRIT, ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
            case NOTICE, INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }

    @Override
    protected void append(ILoggingEvent event) {
        ServerLog current = ServerLog.ofThisThread();
        if (current != null && current.append(event)) {
            return;
        }
        if (logs.size() == 1 && logs.getFirst().append(event)) {
            return;
        }
        if (event.getLevel().isGreaterOrEqual(levelBefore)) {
            before.forEach(appender -> appender.doAppend(event));
        }
    }
}
