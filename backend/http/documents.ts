import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import type Koa from 'koa'
import type { Route } from '../core/routes.ts'
import { describeApi } from './openapi.ts'

const SWAGGER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const FILES: Record<string, string> = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' }

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Dela API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>
`
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null })\n`

/** `/api/openapi.json` (made when first asked for: starting is quicker) and a Swagger UI over it, all of it from here. */
export function apiDocuments(routes: Route[], web_base_url: string): Koa.Middleware {
  let document: string | undefined
  return async (ctx, next) => {
    const path = ctx.path.replace(/(.)\/$/, '$1')
    if (path === '/api/openapi.json') {
      ctx.type = 'application/json'
      ctx.body = document ??= JSON.stringify(describeApi(routes, web_base_url))
    } else if (path === '/api/docs' || path === '/api/schema/swagger') {
      ctx.type = 'text/html'
      ctx.body = PAGE
    } else if (path === '/api/docs/start.js') {
      ctx.type = 'text/javascript'
      ctx.body = START
    } else {
      const name = /^\/api\/docs\/([a-z-]+\.(?:css|js))$/.exec(path)?.[1] ?? ''
      const type = FILES[name]
      if (!type) return next()
      ctx.type = type
      ctx.set('Cache-Control', 'public, max-age=86400')
      ctx.body = await readFile(join(SWAGGER, name))
    }
  }
}
