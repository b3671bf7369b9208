declare module 'virtual:texts/*' {
  import type { Texts } from './core/fluent.ts'
  export const texts: Texts
}
