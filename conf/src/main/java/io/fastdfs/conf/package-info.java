/**
 * The conf files of FastDFS: the ini dialect of C, and every key of every file declared once.
 *
 * <p>Who only wants values calls {@code TrackerKeys.KEYS.read(ConfFile.read(path)).accepted(log)} and takes them out of
 * {@link Values} by the constants of {@link TrackerKeys}, {@link StorageKeys} or {@link ClientKeys}. Whatever else there is
 * to say is a {@link Finding}: nothing is guessed in silence, and a file with an ERROR has no values.
 *
 * <p>Inside, in the order of reading:
 *
 * <ol>
 *   <li>Text: {@code Source} gives {@code Line}s; {@code Directives} carries out {@code Condition}, {@code Loop} and
 *       {@code Variables} on them; {@code ConfReader} follows includes and makes {@link Item}s; {@link ConfFile} holds them.
 *       {@code Host} is this machine, as conditions and {@code LocalAddresses} ask for it.
 *   <li>Keys: a {@code Draft} declares a {@link Key} in a {@link KeyList}; its {@code Kind} says what a value may be, its
 *       shape how often it stands there ({@code SingleKey}, {@code OptionalKey}, {@code RepeatedKey}, {@code NumberedKey}),
 *       and its {@code State} what becomes of it. {@code DaemonKeys} and {@link LogKeys} are what several files share.
 *   <li>Judging: {@link KeyList#read} reads all keys, applies the rules between them, and asks {@code Strangers} about
 *       everything that is no key.
 * </ol>
 *
 * <p>To add a key, declare it in its class; {@code fdfs conf check} then knows it, and ConfigurationDocTest asks for its row
 * in docs/configuration.md. {@link StorageIdsFile} stands apart: {@code storage_ids.conf} has no keys.
 */
@NullMarked
package io.fastdfs.conf;

import org.jspecify.annotations.NullMarked;
