# syntax=docker/dockerfile:1
FROM node:24.21.0-slim AS all
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .

FROM all AS test
CMD ["npm", "test"]

FROM all AS build
RUN npm run build

# The image brings its own Node, so the one from npm (an optional dependency) stays out.
FROM node:24.21.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24.21.0-slim AS app
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY migrations migrations
COPY backend backend
COPY bot bot
COPY --from=build /app/miniapp/dist miniapp/dist
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 8005
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT || 8005}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./backend/core/compile-cache.ts", "backend/main.ts"]
