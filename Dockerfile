# The same Node as in package-lock.json; the packages of npm's own Node are left out below.
FROM node:26.10.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:26.10.0-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY views ./views
COPY migrations ./migrations
# Compiled once, here: the running service can read it and not change it.
RUN mkdir /tmp/compiled && DATA_DIR=/tmp/compiled sh src/khamkho.sh migrate && rm -r /tmp/compiled \
  && chmod -R a+rX node_modules/.cache
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No npm in between, and the script becomes Node: SIGTERM reaches the service.
CMD ["sh", "src/khamkho.sh", "serve"]
