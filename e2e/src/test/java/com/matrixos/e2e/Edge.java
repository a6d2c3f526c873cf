package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Stands where Cloudflare's tunnel stands: nginx on loopback that passes every host on to the platform, with the
/// headers
/// Cloudflare adds.
final class Edge implements AutoCloseable {
    private final Process nginx;

    private Edge(Process nginx) {
        this.nginx = nginx;
    }

    static Edge start(Path folder, int port, int platformPort) throws IOException {
        Files.createDirectories(folder.resolve("temp"));
        Path config = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/temp/body;
                  proxy_temp_path %1$s/temp/proxy;
                  fastcgi_temp_path %1$s/temp/fastcgi;
                  uwsgi_temp_path %1$s/temp/uwsgi;
                  scgi_temp_path %1$s/temp/scgi;
                  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                  server {
                    listen 127.0.0.1:%2$d;
                    location / {
                      proxy_pass http://127.0.0.1:%3$d;
                      proxy_http_version 1.1;
                      proxy_set_header Host $host;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection $connection_upgrade;
                      proxy_set_header X-Forwarded-For 203.0.113.7;
                      proxy_set_header X-Forwarded-Proto https;
                      proxy_set_header CF-Connecting-IP 203.0.113.7;
                      proxy_set_header CF-Ray 8f00000000000000-FRA;
                      proxy_set_header CF-Visitor '{"scheme":"https"}';
                    }
                  }
                }
                """.formatted(folder, port, platformPort));
        Process nginx = new ProcessBuilder("/usr/sbin/nginx", "-c", config.toString(), "-p", folder.toString())
                .inheritIO()
                .start();
        return new Edge(nginx);
    }

    @Override
    public void close() throws InterruptedException {
        nginx.destroy();
        assertThat(nginx.waitFor(30, TimeUnit.SECONDS)).as("nginx ended").isTrue();
    }
}
