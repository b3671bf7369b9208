import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Run before the program by `node --import`: what Node has stripped and compiled once is kept for the next start. Where it can't be kept, starting only takes longer.
enableCompileCache(join(import.meta.dirname, '../../data/.compile-cache'))
