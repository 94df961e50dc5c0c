/**
 * The Java client of FastDFS.
 *
 * <pre>{@code
 * try (FastdfsClient client = FastdfsClient.builder().tracker("10.0.0.5:22122").build()) {
 *     FileId id = client.upload(Path.of("photo.jpg"));
 *     client.mergeMetadata(id, Map.of("author", "Ann"));
 *     client.download(id, Path.of("copy.jpg"));
 *     byte[] head = client.download(id, DownloadOptions.range(0, 1024));
 *
 *     FileId log = client.upload(Content.of(bytes).withExtension("log"), UploadOptions.appender());
 *     client.append(log, Content.of(Path.of("today.log")).onProgress(sent -> bar.show(sent)));
 * }
 * }</pre>
 *
 * <p>Start at {@link FastdfsClient}. It asks a tracker where to go, and talks to the storage over pooled connections; one
 * that saw any error is closed, never used again. {@code Upload} and {@code Download} know what may be tried elsewhere.
 */
@NullMarked
package io.fastdfs.client;

import org.jspecify.annotations.NullMarked;
