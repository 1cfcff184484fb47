# Needs only the jar: ./fairlead version && docker build -t fairlead .
FROM eclipse-temurin:25-jre

RUN useradd --system --uid 7411 --create-home --home-dir /var/lib/fairlead fairlead \
 && install -d -o fairlead -g fairlead -m 0700 /var/lib/fairlead/data
COPY --chmod=0444 apps/cli/target/fairlead.jar /opt/fairlead/fairlead.jar

USER fairlead
# Everything that is written goes to the data folder, and native libraries to /tmp, so that the
# container can run with --read-only --tmpfs /tmp:exec.
VOLUME /var/lib/fairlead/data
ENV FAIRLEAD_HOME=/var/lib/fairlead/data
EXPOSE 7411

# bash speaks HTTP by itself here, so that the image needs no curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["bash", "-c", "\
exec 3<>/dev/tcp/127.0.0.1/7411 \
&& printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 \
&& read -r -t 2 _ status _ <&3 && [ \"$status\" = 200 ]"]

ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-ea", "-XX:+UseZGC", \
  "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", \
  "-jar", "/opt/fairlead/fairlead.jar"]
CMD ["up"]
