const MOST_KEYS = 1024
const LONGEST_KEY = 128
const LONGEST_VALUE = 4096

/**
 * Cloud storage of one person and bot, kept in this browser: https://core.telegram.org/bots/webapps#cloudstorage
 * @param {number} user
 * @param {string} bot
 */
export function makeCloud(user, bot) {
  const place = `sandbox:cloud:${bot}:${user}`
  /** @returns {Record<string, string>} */
  const load = () => JSON.parse(localStorage.getItem(place) ?? '{}')
  /** @param {Record<string, string>} values */
  const save = (values) => localStorage.setItem(place, JSON.stringify(values))

  /** @type {Record<string, (params: any) => unknown>} */
  const methods = {
    getStorageKeys: () => Object.keys(load()),
    getStorageValues: ({ keys }) => {
      const values = load()
      return Object.fromEntries(keys.map((/** @type {string} */ key) => [key, values[key] ?? '']))
    },
    saveStorageValue: ({ key, value }) => {
      if (!/^[\w-]+$/.test(key) || key.length > LONGEST_KEY) throw new Error('KEY_INVALID')
      if (value.length > LONGEST_VALUE) throw new Error('VALUE_INVALID')
      const values = { ...load(), [key]: value }
      if (Object.keys(values).length > MOST_KEYS) throw new Error('QUOTA_EXCEEDED')
      save(values)
      return true
    },
    deleteStorageValues: ({ keys }) => {
      save(Object.fromEntries(Object.entries(load()).filter(([key]) => !keys.includes(key))))
      return true
    },
  }

  /**
   * @param {string} method
   * @param {unknown} params
   * @returns {{ result: unknown } | { error: string }}
   */
  return function invoke(method, params) {
    try {
      const run = methods[method]
      return run ? { result: run(params) } : { error: 'UNKNOWN_METHOD' }
    } catch (error) {
      return { error: error instanceof Error ? error.message : 'FAILED' }
    }
  }
}
