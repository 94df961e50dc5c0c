package io.fastdfs.conf;

/** What this system makes of a key. */
sealed interface State {
    /** The value is used. */
    record Honoured() implements State {}

    /** The value is checked, and has no meaning in this system. */
    record NotNeeded(String reason) implements State {}

    /** What the key asks for does not exist yet; only its default may be written. */
    record NotYet(String what) implements State {}

    /** The key has no effect yet, and nothing is lost by that. */
    record NoEffectYet(String what) implements State {}

    /** C does not read the key any more. */
    record Retired(String instead) implements State {}
}
