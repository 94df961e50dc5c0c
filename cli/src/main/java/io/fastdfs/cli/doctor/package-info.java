/**
 * Looks at a whole cluster as an experienced operator would, and says what to do.
 *
 * <p>Start at {@link io.fastdfs.cli.doctor.Doctor}: it asks every server once ({@link io.fastdfs.cli.doctor.Examination}), then
 * lets each {@link io.fastdfs.cli.doctor.Check} judge what was heard. A check asks no server.
 */
@NullMarked
package io.fastdfs.cli.doctor;

import org.jspecify.annotations.NullMarked;
