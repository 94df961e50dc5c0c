# syntax=docker/dockerfile:1
# docker build -t fdfs .
# docker run -d --network host -v fdfs-tracker:/opt/fastdfs fdfs tracker
# docker run -d --network host -v fdfs-storage:/opt/fastdfs -e FASTDFS_IPADDR=10.0.0.5 fdfs storage
# docker run --rm --network host -e FASTDFS_IPADDR=10.0.0.5 fdfs fdfs_monitor /etc/fdfs/client.conf
#
# Environment: FASTDFS_IPADDR  address or name of the tracker
#              TZ              time zone of the logs
#              FDFS_JAVA_OPTS  options for the JVM, as -Xmx1g

FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
COPY . .
RUN ./mvnw --batch-mode --no-transfer-progress -pl dist -am -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && mkdir -p /image/usr/local/fdfs /image/etc/fdfs /image/opt/fastdfs \
 && tar -xzf dist/target/fdfs-*.tar.gz -C /image/usr/local/fdfs --strip-components=1 \
 && sed '0,/^tracker_server/s/^tracker_server.*/tracker_server = com.ikingtech.ch116221:22122/;t;/^tracker_server/d' \
      conf/storage.conf > /image/etc/fdfs/storage.conf \
 && sed '0,/^tracker_server/s/^tracker_server.*/tracker_server = com.ikingtech.ch116221:22122/;t;/^tracker_server/d' \
      conf/client.conf > /image/etc/fdfs/client.conf \
 && cp conf/tracker.conf conf/storage_ids.conf /image/etc/fdfs/ \
 && cp dist/src/docker/entrypoint /image/usr/local/fdfs/
RUN jlink --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.management,jdk.unsupported \
      --strip-debug --no-man-pages --no-header-files --compress zip-6 --generate-cds-archive \
      --output /image/usr/local/java

FROM ubuntu:24.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 fastdfs \
 && useradd --uid 10001 --gid fastdfs --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin fastdfs
COPY --from=build /image/ /
RUN chown fastdfs:fastdfs /opt/fastdfs && ln -s /usr/local/fdfs/bin/fdfs* /usr/bin/
ENV FDFS_JAVA_HOME=/usr/local/java
USER 10001:10001
EXPOSE 22122 23000
VOLUME /etc/fdfs /opt/fastdfs
ENTRYPOINT ["/usr/local/fdfs/entrypoint"]
CMD ["--help"]
