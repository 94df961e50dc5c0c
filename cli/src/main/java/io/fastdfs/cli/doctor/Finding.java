package io.fastdfs.cli.doctor;

/**
 * Something that an operator should know.
 *
 * @param about the server, group or setting
 * @param what is so
 * @param advice what to do, as a sentence
 */
public record Finding(Severity severity, String about, String what, String advice) {
    /** Whether the cluster is healthy with it. */
    public enum Severity {
        /** It does not work as it should, or will not for long. */
        PROBLEM,
        /** It works, and may be as it is meant. */
        NOTE
    }

    static Finding problem(String about, String what, String advice) {
        return new Finding(Severity.PROBLEM, about, what, advice);
    }

    static Finding note(String about, String what, String advice) {
        return new Finding(Severity.NOTE, about, what, advice);
    }
}
