# The one image of Matrix OS: a user's computer, and with another command the platform, the proxy or the demo model.
#
# With a registry:     docker build -t matrix-os:latest -f Dockerfile .
# Without a registry:  ./matrixos image   (makes the base from Debian packages, builds outside, sets PREBUILT)
#
# Written for both of Docker's builders: no cache mounts, no heredocs, nothing that only BuildKit knows.
ARG NODE_IMAGE=node:22-bookworm-slim
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG BASE_IMAGE=debian:bookworm-slim

FROM ${NODE_IMAGE} AS web
LABEL com.matrixos.stage=web
# Not empty: dist/ in the context is finished, and nothing is built in here.
ARG PREBUILT=
WORKDIR /src/web
COPY web/ ./
RUN if [ -n "$PREBUILT" ]; then mkdir -p desktop/dist site/dist; else npm ci --no-audit --no-fund && npm run build; fi

FROM ${BUILD_IMAGE} AS build
LABEL com.matrixos.stage=build
ARG PREBUILT=
WORKDIR /src
COPY . .
COPY --from=web /src/web/desktop/dist web/desktop/dist
COPY --from=web /src/web/site/dist web/site/dist
RUN if [ -z "$PREBUILT" ]; then \
      mvn -B -q -DskipTests -pl platform,proxy,home,cli,testkit -am package && distro/image/assemble; \
    fi

FROM ${BASE_IMAGE}
COPY distro/image/packages /opt/matrixos/bin/packages
RUN /opt/matrixos/bin/packages \
 && groupadd --gid 1001 matrixos \
 && useradd --uid 1001 --gid 1001 --no-log-init --home-dir /home/matrixos/home --shell /bin/bash matrixos \
 && install -d -o matrixos -g matrixos -m 755 /home/matrixos /home/matrixos/home
COPY --from=build /src/dist/ /opt/matrixos/
ENV LANG=C.UTF-8 \
    MALLOC_ARENA_MAX=2 \
    HOME=/home/matrixos/home \
    PATH=/opt/matrixos/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# Trains in the finished file system, because the cache holds the jars' paths, sizes and times; then proves that it fits.
COPY distro/image/train /opt/matrixos/bin/train
RUN /opt/matrixos/bin/train && rm /opt/matrixos/bin/train /opt/matrixos/bin/packages

USER 1001:1001
WORKDIR /home/matrixos/home
VOLUME /home/matrixos/home
EXPOSE 3000 4000
# A look costs the host about as much CPU as a request; a minute is often enough when nobody reads the answer.
HEALTHCHECK --interval=60s --timeout=5s --start-period=30s --retries=3 CMD ["/opt/matrixos/bin/matrixos-health"]
ENTRYPOINT ["/opt/matrixos/bin/matrixos-entry"]
CMD ["home"]

ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CONTENT=unknown
LABEL org.opencontainers.image.title="Matrix OS" \
      org.opencontainers.image.description="A personal computer in the browser; also its platform and its proxy" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      com.matrixos.content="${CONTENT}"
